import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue } from "#temporal/job-queue";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import type { ReportResult } from "#workflows/messages";
import { bundleFile } from "./bundle-file.ts";
import { aCrew, type Crew } from "./chaos-crew.ts";
import type { BoundaryKill, MomentKill } from "./chaos-plan.ts";
import { aDatabase } from "./database.ts";
import { aSandbox, type SandboxHandle } from "./sandbox.ts";
import { removeSystemSchedules } from "./system-schedules.ts";
import { aNamespace } from "./temporal.ts";

/** Everything jobs need, where their workers are killed: a database, a namespace, a sandbox and worker processes of its own. */
export interface KillStage {
  readonly db: Database;
  readonly client: Client;
  readonly sandbox: SandboxHandle;
  startCrew(size: number): Promise<Crew>;
  /** Starts a report for shops and waits for its end. Throws when one fails: nothing that happens on such a stage needs a person. */
  run(
    report: string,
    shopCodes: readonly string[],
    parameters?: Readonly<Record<string, unknown>>,
  ): Promise<readonly ReportResult[]>;
  /** Planned kills that did not happen: a run proves nothing about them. */
  missedKills(): readonly string[];
  close(): Promise<void>;
}

/** `stores` are the hosts the workers may call, the sandbox's own first. `kills`: boundaries at which a worker ends itself. */
export async function aKillStage(
  stores: readonly [string, ...string[]],
  { kills, longestJobMs }: { readonly kills: readonly BoundaryKill[]; readonly longestJobMs: number },
): Promise<KillStage> {
  const [codePath, database, temporal, sandbox] = await Promise.all([
    bundleFile(),
    aDatabase(),
    aNamespace(),
    aSandbox(stores[0]),
  ]);
  const { db } = database;
  const { client, namespace, address } = temporal;
  const folder = mkdtempSync(join(tmpdir(), "kill-stage-"));
  await ensureSearchAttributes(temporal.connection, namespace);
  const jobs = createJobQueue({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null });
  let crew: Crew | undefined;

  return {
    db,
    client,
    sandbox,
    startCrew: async (size) =>
      (crew = await aCrew(size, {
        DATABASE_URL: database.url,
        TEMPORAL_ADDRESS: address,
        TEMPORAL_NAMESPACE: namespace,
        ENCRYPTION_KEY: randomBytes(32).toString("base64"),
        SANDBOX_HOSTS: stores.join(","),
        SANDBOX_PORT: String(sandbox.port),
        CHAOS_BUNDLE: codePath,
        CHAOS_FOLDER: folder,
        CHAOS_KILLS: JSON.stringify(kills),
      })),
    async run(report, shopCodes, parameters = {}) {
      const { jobs: started } = await jobs.start({ report, shopCodes, parameters, principal: "test" });
      const ids = started.map(({ entryId }) => entryId);
      const hasEnded = await jobs.waitForEnd(ids, longestJobMs);
      const results: ReportResult[] = [];
      for (const id of ids) {
        const entry = await jobs.get(id);
        if (!hasEnded || entry.result === null || entry.status !== "finished") {
          const steps = (await jobs.history(id)).slice(-8);
          throw new Error(`${report} is ${entry.status}: ${JSON.stringify({ entry, steps }, null, 2)}`);
        }
        results.push(entry.result);
      }
      return results;
    },
    missedKills: () =>
      kills
        .filter((_kill, index) => !existsSync(join(folder, `kill-${index}`)))
        .map(({ boundary, occurrence }) => `${boundary} ${occurrence}`),
    async close() {
      await crew?.stop();
      // Nobody would do the upkeep of this namespace, which goes on piling up for as long as the server lives.
      await removeSystemSchedules(client);
      await sandbox.close();
      await temporal.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Kills a worker of the crew at its moment. */
export async function shoot(crew: Crew, { afterMs, worker }: Pick<MomentKill, "afterMs" | "worker">): Promise<void> {
  await sleep(afterMs);
  crew.kill(worker);
}
