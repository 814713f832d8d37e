/**
 * Does its work for one item after the other, and those that come meanwhile together next: none waits for more than the work that is under way and
 * its own. An item is never taken by work that had begun before it came. Answers, or fails, with the work that took the item.
 */
export function takenTogether<Item>(work: (items: readonly Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let last = Promise.resolve();
  let next: { readonly items: Item[]; readonly done: Promise<void> } | undefined;
  return (item) => {
    if (next === undefined) {
      const items: Item[] = [];
      const done = last.then(() => {
        next = undefined;
        return work(items);
      });
      next = { items, done };
      last = done.catch(() => undefined);
    }
    next.items.push(item);
    return next.done;
  };
}
