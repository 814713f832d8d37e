import { setTimeout as sleep } from "node:timers/promises";
import type { TestApi } from "#test/api/an-api";

interface Cue {
  readonly key: string;
  readonly value: number | null;
  readonly list: string;
}

/** The cues as somebody saw them. Times in milliseconds since the epoch. */
export interface CueSample {
  readonly shop: string | undefined;
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly asOf: number;
  readonly stale: boolean;
  readonly values: Readonly<Record<string, number | null>>;
}

export interface DayWatch {
  readonly samples: readonly CueSample[];
  /** How often a cue was compared with its list. */
  readonly compared: number;
  /** Cues that did not have the length of their list, and stayed so. */
  readonly contradictions: readonly string[];
  stop(): Promise<void>;
}

/** Between a cue and its list a job may begin or end: then both are asked for again, but not for longer. */
const SAME_WITHIN_MS = 5_000;
const LONGEST_PAGE = 250;

/** Looks at the cues and the lists behind them all the time, of all shops and of each in turn. */
export function watchCues(api: TestApi, shops: readonly string[]): DayWatch {
  const samples: CueSample[] = [];
  const contradictions: string[] = [];
  let compared = 0;
  let isOver = false;

  const ask = async (shop: string | undefined): Promise<readonly Cue[]> => {
    const askedAt = Date.now();
    const { status, body } = await api.call("GET", `/api/cues${shop === undefined ? "" : `?shopCode=${shop}`}`);
    if (status !== 200) throw new Error(`GET /api/cues was answered with ${status}: ${JSON.stringify(body)}`);
    const cues = body["cues"] as readonly Cue[];
    samples.push({
      shop,
      askedAt,
      answeredAt: Date.now(),
      asOf: Date.parse(String(body["asOf"])),
      stale: body["stale"] === true,
      values: Object.fromEntries(cues.map(({ key, value }) => [key, value])),
    });
    return cues;
  };

  const lengthOf = async ({ list }: Cue): Promise<number | string> => {
    const { status, body } = await api.call("GET", `${list}&limit=${LONGEST_PAGE}`);
    if (status !== 200) return `status ${status}`;
    const [items, total] = [body["items"] as readonly unknown[], body["total"] as number];
    return items.length === Math.min(total, LONGEST_PAGE) ? total : `${items.length} items of ${total}`;
  };

  const compare = async (shop: string | undefined, first: Cue): Promise<void> => {
    let cue: Cue | undefined = first;
    const seen: string[] = [];
    for (const end = Date.now() + SAME_WITHIN_MS; ;) {
      // Not known while Temporal is away.
      if (cue === undefined || cue.value === null) return;
      const length = await lengthOf(cue);
      compared += 1;
      if (length === cue.value) return;
      seen.push(`${cue.value} is not ${length}`);
      if (Date.now() > end) break;
      cue = (await ask(shop)).find(({ key }) => key === first.key);
    }
    contradictions.push(`${first.key} of ${shop ?? "all shops"} at ${new Date().toISOString()}: ${seen.join(", ")}`);
  };

  const watch = async (): Promise<void> => {
    const scopes = [undefined, ...shops];
    for (let turn = 0; !isOver; turn += 1) {
      const shop = scopes[turn % scopes.length];
      for (const cue of await ask(shop)) await compare(shop, cue);
      await sleep(200);
    }
  };
  const watching = watch();
  watching.catch(() => undefined);
  return {
    samples,
    contradictions,
    get compared() {
      return compared;
    },
    stop: async () => {
      isOver = true;
      await watching;
    },
  };
}
