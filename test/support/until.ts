import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until the answer is there; fails with `what` after the time. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  atMostMs = 10_000,
): Promise<T> {
  const giveUpAt = Date.now() + atMostMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > giveUpAt) throw new Error(`Still not so after ${atMostMs} ms: ${what}`);
    await sleep(25);
  }
}
