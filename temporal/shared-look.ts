/** Longer than a look takes that will be answered: the first one at the log may have a minute. */
const PATIENCE_MS = 90_000;

/**
 * The same look for all who ask while it is under way and so long after it: cues and lists ask often, and Temporal allows few questions a
 * second for everybody together. One that failed is not shared any longer, nor is one that has not come to an end for `patienceMs`: whoever asks
 * then looks anew, because what it waits for may be gone for good.
 */
export function sharedFor<Found>(
  ms: number,
  look: () => Promise<Found>,
  patienceMs = PATIENCE_MS,
): () => Promise<Found> {
  let current: { readonly found: Promise<Found>; readonly since: number } | undefined;
  let last: { readonly found: Found; readonly at: number } | undefined;
  return async () => {
    if (current !== undefined && Date.now() - current.since < patienceMs) return current.found;
    if (current === undefined && last !== undefined && Date.now() - last.at < ms) return last.found;
    const mine = { found: look(), since: Date.now() };
    current = mine;
    try {
      const found = await mine.found;
      // A later look may have taken its place, and knows better.
      if (current === mine) last = { found, at: Date.now() };
      return found;
    } finally {
      if (current === mine) current = undefined;
    }
  };
}
