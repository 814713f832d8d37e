/**
 * Does `work` for every element, at most `limit` at a time, in the order of the list. The first failure stops new work and
 * is thrown after what is under way has ended, so that nothing runs on unseen.
 */
export async function concurrently<T>(
  list: readonly T[],
  limit: number,
  work: (element: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const rest = list.values();
  const worker = async (): Promise<void> => {
    for (const element of rest) {
      if (failures.length > 0) return;
      try {
        await work(element);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
