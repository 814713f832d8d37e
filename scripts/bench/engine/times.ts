/** Milliseconds of one kind of thing. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** What so many of all are at most ("nearest rank"). Throws without any: nothing was measured. */
export function timesOf(measured: readonly number[]): Times {
  const sorted = measured.toSorted((one, other) => one - other);
  const atMost = (share: number): number => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    if (value === undefined) throw new Error("Nothing was measured");
    return value;
  };
  return { p50: atMost(0.5), p95: atMost(0.95), max: atMost(1) };
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

export const describeTimes = ({ p50, p95, max }: Times): string => `p50 ${ms(p50)}, p95 ${ms(p95)}, most ${ms(max)}`;

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
