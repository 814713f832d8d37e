import pLimit, { type LimitFunction } from "p-limit";

/**
 * `work` that takes records of the same key one after the other, in the order it is asked for; those of different keys at the same time. After a
 * failure nothing more is begun: what waits for its turn fails with it.
 */
export function inTurn<T, R>(keyOf: (record: T) => string, work: (record: T) => Promise<R>): (record: T) => Promise<R> {
  const lines = new Map<string, LimitFunction>();
  const failures: unknown[] = [];
  const unlessFailed = async (record: T): Promise<R> => {
    if (failures.length > 0) throw failures[0];
    try {
      return await work(record);
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };
  return (record) => {
    const key = keyOf(record);
    const line = lines.get(key) ?? pLimit(1);
    lines.set(key, line);
    return line(unlessFailed, record);
  };
}
