/** Milliseconds since the epoch. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The same times without overlaps, in order. */
export function joined(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || next.start > last.end) result.push(next);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, next.end) };
  }
  return result;
}

/** Milliseconds of `within` that the intervals cover. */
export function covered(intervals: readonly Interval[], within: Interval): number {
  return joined(intervals).reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, within.end) - Math.max(start, within.start)),
    0,
  );
}
