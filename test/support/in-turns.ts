/**
 * Does `work` for every element, at most `limit` at a time. Each element has a promise of its own, which nobody has to wait for; an element
 * begins when the one `limit` places before it has ended.
 */
export function inTurns<T, R>(
  limit: number,
  list: readonly T[],
  work: (element: T) => Promise<R>,
): readonly Promise<R>[] {
  const begun: Promise<R>[] = [];
  for (const [index, element] of list.entries()) {
    const before = begun[index - limit] ?? Promise.resolve();
    const result = before.then(
      () => work(element),
      () => work(element),
    );
    result.catch(() => undefined);
    begun.push(result);
  }
  return begun;
}
