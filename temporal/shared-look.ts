/**
 * The same look for all who ask while it is under way and so long after it: cues and lists ask often, and Temporal allows few questions a
 * second for everybody together. One that failed is not shared any longer.
 */
export function sharedFor<Found>(ms: number, look: () => Promise<Found>): () => Promise<Found> {
  let current: Promise<Found> | undefined;
  let last: { readonly found: Found; readonly at: number } | undefined;
  return async () => {
    if (current !== undefined) return current;
    if (last !== undefined && Date.now() - last.at < ms) return last.found;
    current = look();
    try {
      const found = await current;
      last = { found, at: Date.now() };
      return found;
    } finally {
      current = undefined;
    }
  };
}
