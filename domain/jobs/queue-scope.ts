/** One line per category for each store, or one for all shops as in Business Central. */
export type QueueScopeSetting = "store" | "company";

/** Name of the line's scope where jobs of all shops, or of no shop, wait together. */
export const COMPANY_SCOPE = "company";

/** Scope of the line a job waits in. Shops of one store share what they read and write, so their jobs never overlap. */
export function queueScope(store: string | null, setting: QueueScopeSetting): string {
  return store === null || setting === "company" ? COMPANY_SCOPE : store;
}
