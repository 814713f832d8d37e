import type { BatchInput, BatchResult } from "./workflows/scripted-report.ts";
import type { Script } from "./jobs.ts";

export interface Interval {
  readonly entryId: string;
  readonly attempt: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Notes when each batch ran, around a script. */
export function intervalsOf(work: Script): { readonly script: Script; readonly intervals: readonly Interval[] } {
  const intervals: Interval[] = [];
  const script = async (input: BatchInput): Promise<BatchResult> => {
    const startedAt = performance.now();
    try {
      return await work(input);
    } finally {
      intervals.push({ entryId: input.entryId, attempt: input.attempt, startedAt, endedAt: performance.now() });
    }
  };
  return { script, intervals };
}

/** The pairs of jobs whose runs overlap, from the first batch of a job to its last. */
export function overlaps(intervals: readonly Interval[]): readonly string[] {
  const runs = new Map<string, { start: number; end: number }>();
  for (const { entryId, attempt, startedAt, endedAt } of intervals) {
    const key = `${entryId}/${attempt}`;
    const run = runs.get(key) ?? { start: startedAt, end: endedAt };
    runs.set(key, { start: Math.min(run.start, startedAt), end: Math.max(run.end, endedAt) });
  }
  const all = [...runs];
  return all.flatMap(([a, one], index) =>
    all
      .slice(index + 1)
      .flatMap(([b, other]) => (one.start < other.end && other.start < one.end ? [`${a} and ${b}`] : [])),
  );
}
