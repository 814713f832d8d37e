import pLimit, { type LimitFunction } from "p-limit";

/** `work` that takes records of the same key one after the other, in the order it is asked for; those of different keys at the same time. */
export function inTurn<T, R>(keyOf: (record: T) => string, work: (record: T) => Promise<R>): (record: T) => Promise<R> {
  const lines = new Map<string, LimitFunction>();
  return (record) => {
    const key = keyOf(record);
    const line = lines.get(key) ?? pLimit(1);
    lines.set(key, line);
    return line(() => work(record));
  };
}
