import type { Executor } from "./connection.ts";

/** Scopes a store has granted, as one comma-separated text; blank when not known. */
export async function grantedScopesOf(db: Executor, store: string): Promise<string> {
  const row = await db
    .selectFrom("registeredStore")
    .select("actualScope")
    .where("store", "=", store)
    .executeTakeFirst();
  return row?.actualScope ?? "";
}

export async function saveGrantedScopes(db: Executor, store: string, actualScope: string): Promise<void> {
  await db.updateTable("registeredStore").set({ actualScope }).where("store", "=", store).execute();
}
