import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "../stage.ts";
import { timed, timesOf, type Times } from "./times.ts";

/** Longer than an answer of Temporal is shared. */
const LOOK_AGAIN_MS = 1_100;
const LOOKS = 40;

interface Cue {
  readonly key: string;
  readonly value: number | null;
  readonly list: string;
}

export interface CueTimes {
  readonly figures: Readonly<Record<string, number | null>>;
  /** One request after the other. */
  readonly cues: Times;
  readonly cuesOfShop: Times;
  /** Each so late that Temporal is asked anew. */
  readonly withLook: Times;
  /** With their totals, by the cue they belong to. */
  readonly lists: Readonly<Record<string, Times>>;
  readonly errorGroups: Times;
  readonly openErrorGroups: Times;
}

type Api = Awaited<ReturnType<Stage["startApi"]>>;

/** Asks for the cues and for everything behind them. */
export async function measureCues(api: Api, shopCode: string, requests: number): Promise<CueTimes> {
  const ask = async (path: string, times: number, pauseMs = 0): Promise<Times> => {
    await api.get(path);
    const measured: number[] = [];
    for (let index = 0; index < times; index += 1) {
      if (pauseMs > 0) await sleep(pauseMs);
      measured.push(await timed(() => api.get(path)));
    }
    return timesOf(measured);
  };
  // Enough for a 95th percentile, and all together fewer than a key may ask in a minute.
  const timesOfList = Math.ceil(requests / 2);
  const { cues } = (await api.get("/api/cues")) as { readonly cues: readonly Cue[] };
  const lists: Record<string, Times> = {};
  const figures: Record<string, number | null> = {};
  for (const { key, value, list } of cues) {
    figures[key] = value;
    lists[key] = await ask(list, timesOfList);
  }
  return {
    figures,
    cues: await ask("/api/cues", requests),
    cuesOfShop: await ask(`/api/cues?shopCode=${shopCode}`, requests),
    withLook: await ask("/api/cues", Math.min(LOOKS, requests), LOOK_AGAIN_MS),
    lists,
    errorGroups: await ask("/api/error-groups?count=true", timesOfList),
    openErrorGroups: await ask("/api/error-groups?isOpen=true&count=true", timesOfList),
  };
}
