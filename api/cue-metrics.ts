import { setTimeout as sleep } from "node:timers/promises";
import { Gauge, type Registry } from "prom-client";
import type { CountsByShop } from "#database/counts-by-shop";
import { sharedFor } from "#temporal/shared-look";
import { readJobCues, readRecordCues } from "./cues-by-shop.ts";
import type { CueKey } from "./cues.ts";
import type { ApiDeps } from "./deps.ts";

/** Prometheus gives up after ten seconds ("Prometheus: Configuration", `scrape_timeout`), Temporal after five. */
const DEADLINE_MS = 8_000;
/** Several who scrape cost no more than one. */
const SHARED_MS = 5_000;

/**
 * The cues of `GET /api/cues` for Prometheus, and how far they can be trusted. What is not known has no sample: 0 would be taken for the
 * truth. Whatever is away, a scrape is answered in time with the rest; what is still being read then is there for the next one.
 */
export function exposeCues(
  registry: Registry,
  deps: Pick<ApiDeps, "db" | "erp" | "jobs" | "schedules" | "log">,
  { deadlineMs = DEADLINE_MS, patienceMs }: { readonly deadlineMs?: number; readonly patienceMs?: number } = {},
): void {
  const inTime = <Found>(read: () => Promise<Found>): (() => Promise<Found | undefined>) => {
    const look = async (): Promise<Found | undefined> => {
      try {
        return await read();
      } catch (error) {
        deps.log.warn({ err: error }, "cues could not be read for a scrape");
        return undefined;
      }
    };
    const shared = sharedFor(SHARED_MS, look, patienceMs);
    return () => Promise.race([shared(), sleep(deadlineMs, undefined, { ref: false })]);
  };
  const records = inTime(() => readRecordCues(deps));
  const jobs = inTime(() => readJobCues(deps));

  const cues = new Gauge({
    name: "cue_records",
    help: "Records that a cue counts, by shop; without a shop those of the company. Their sum is what GET /api/cues shows",
    labelNames: ["cue", "shop"],
    registers: [registry],
    collect: async () => {
      const found = await Promise.all([records(), jobs()]);
      cues.reset();
      for (const [cue, shop, count] of [...samples(found[0]), ...samples(found[1]?.counts)])
        cues.set({ cue, shop: shop ?? "" }, count);
    },
  });

  gauge(registry, "cues_up", "0: not all cues could be read in time, and those are missing", async () => {
    const found = await Promise.all([records(), jobs()]);
    return found.includes(undefined) ? 0 : 1;
  });
  gauge(
    registry,
    "job_log_stale",
    "1: Temporal does not answer, and cues on jobs and schedules show what was known last",
    async () => (await jobs())?.stale,
  );
  gauge(registry, "job_log_age_seconds", "Time since the job log was last compared with Temporal", async () => {
    const asOf = (await jobs())?.asOf;
    return asOf && (Date.now() - asOf.getTime()) / 1000;
  });
}

function samples(
  counts: ReadonlyMap<CueKey, CountsByShop | null> | undefined,
): readonly (readonly [cue: CueKey, shop: string | null, count: number])[] {
  return [...(counts ?? [])].flatMap(([cue, byShop]) =>
    [...(byShop ?? [])].map(([shop, count]) => [cue, shop, count] as const),
  );
}

/** A figure that has no sample while it is not known. */
function gauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => Promise<number | boolean | null | undefined>,
): void {
  const figure = new Gauge({
    name,
    help,
    registers: [registry],
    collect: async () => {
      const value = await read();
      if (value === null || value === undefined) figure.remove();
      else figure.set(Number(value));
    },
  });
}
