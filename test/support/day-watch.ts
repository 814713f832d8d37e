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

/** The length of the list behind a cue that Temporal counts. */
export interface ListSample {
  readonly key: "tasksInProcess" | "tasksInQueue";
  readonly shop: string | undefined;
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly length: number;
}

export interface DayWatch {
  readonly samples: readonly CueSample[];
  readonly lists: readonly ListSample[];
  /** How often a cue was compared with its list. */
  readonly compared: number;
  /** Cues on records and errors that did not have the length of their list, and stayed so. */
  readonly contradictions: readonly string[];
  stop(): Promise<void>;
}

/** Between a cue and its list a record may come or go: then both are asked for again, but not for longer nor more often. */
const SAME_WITHIN_MS = 5_000;
const LOOKS = 5;
const LONGEST_PAGE = 250;

const moving = { tasksInProcess: true, tasksInQueue: true };

/** Looks at the cues and the lists behind them all the time, of all shops and of each in turn. */
export function watchCues(api: TestApi, shops: readonly string[]): DayWatch {
  const samples: CueSample[] = [];
  const lists: ListSample[] = [];
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

  /** Undefined while Temporal is away and the list depends on it. */
  const lengthOf = async ({ key, list }: Cue, shop: string | undefined): Promise<number | undefined> => {
    const askedAt = Date.now();
    const { status, body } = await api.call("GET", `${list}&limit=${LONGEST_PAGE}`);
    if (status !== 200) throw new Error(`GET ${list} was answered with ${status}: ${JSON.stringify(body)}`);
    const [items, length] = [body["items"] as readonly unknown[], body["total"] as number];
    // Between reading the items and counting them a record came or went.
    if (items.length !== Math.min(length, LONGEST_PAGE)) return Number.NaN;
    if (key !== "tasksInProcess" && key !== "tasksInQueue") return length;
    if (body["stale"] === true) return undefined;
    lists.push({ key, shop, askedAt, answeredAt: Date.now(), length });
    return length;
  };

  const compare = async (shop: string | undefined, first: Cue): Promise<void> => {
    let cue: Cue | undefined = first;
    const seen: string[] = [];
    for (const end = Date.now() + SAME_WITHIN_MS; ;) {
      // Not known while Temporal is away.
      if (cue === undefined || cue.value === null) return;
      const length = await lengthOf(cue, shop);
      compared += 1;
      // Jobs come and go all the time: these are compared with what Temporal knew, when all is over.
      if (length === undefined || length === cue.value || first.key in moving) return;
      seen.push(`${cue.value} is not ${length}`);
      if (Date.now() > end && seen.length >= LOOKS) break;
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
    lists,
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
