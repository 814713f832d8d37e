import type { Executor } from "./connection.ts";

/** The API version a store answered with last when `asked` was asked for; null before the first answer. */
export async function servedVersion(db: Executor, store: string, asked: string): Promise<string | null> {
  const row = await db
    .selectFrom("shopifyBucket")
    .select("servedVersion")
    .where("store", "=", store)
    .where("askedVersion", "=", asked)
    .executeTakeFirst();
  return row?.servedVersion ?? null;
}
