import { sql, type Selectable } from "kysely";
import { OperationalError } from "#domain/failure";
import type { ApiKey } from "#domain/access/api-key";
import type { Scope } from "#domain/access/scope";
import type { Executor } from "./connection.ts";
import type { ApiKeyTable } from "./tables.ts";

/** A key with its history; never the key itself or its hash. */
export interface StoredApiKey extends ApiKey {
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly revokedBy: string | null;
  readonly lastUsedAt: Date | null;
}

/** The table's constraint keeps the scope to the known ones. */
const toApiKey = ({ keyHash: _hash, ...row }: Selectable<ApiKeyTable>): StoredApiKey => ({
  ...row,
  scope: row.scope as Scope,
});

/** Throws `api-key-exists` when a key, revoked or not, has this name. */
export async function insertApiKey(
  db: Executor,
  { shops, ...key }: Omit<ApiKey, "revokedAt"> & { readonly keyHash: string; readonly createdBy: string },
): Promise<StoredApiKey> {
  const row = await db
    .insertInto("apiKey")
    .values({ ...key, shops: shops === null ? null : [...shops] })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) return toApiKey(row);
  throw new OperationalError(
    "api-key-exists",
    `There is or was a key ${key.name}: choose another name, so that it stays clear who did what`,
    { retryable: false, params: { name: key.name } },
  );
}

/** Keys in the order of their names, from behind `after`. */
export async function listApiKeys(
  db: Executor,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly StoredApiKey[]> {
  const { after } = page;
  const rows = await db
    .selectFrom("apiKey")
    .selectAll()
    .$if(after !== undefined, (query) => query.where("name", ">", after ?? ""))
    .orderBy("name")
    .limit(page.limit)
    .execute();
  return rows.map(toApiKey);
}

export async function countApiKeys(db: Executor): Promise<number> {
  const { count } = await db
    .selectFrom("apiKey")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function findApiKey(db: Executor, id: string): Promise<StoredApiKey | undefined> {
  const row = await db.selectFrom("apiKey").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toApiKey(row);
}

export async function findApiKeyByHash(db: Executor, keyHash: string): Promise<StoredApiKey | undefined> {
  const row = await db.selectFrom("apiKey").selectAll().where("keyHash", "=", keyHash).executeTakeFirst();
  return row && toApiKey(row);
}

/** Ends a key. Who did it first stays. Undefined when there is none. */
export async function revokeApiKey(db: Executor, id: string, by: string): Promise<StoredApiKey | undefined> {
  await db
    .updateTable("apiKey")
    .set({ revokedAt: sql<Date>`now()`, revokedBy: by })
    .where("id", "=", id)
    .where("revokedAt", "is", null)
    .execute();
  return findApiKey(db, id);
}

/** Notes that a key is in use, at most once a minute: a request should not cost a write. */
export async function noteUseOfApiKey(db: Executor, { id, lastUsedAt }: StoredApiKey, now: Date): Promise<void> {
  if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < 60_000) return;
  await db.updateTable("apiKey").set({ lastUsedAt: now }).where("id", "=", id).execute();
}

/** Whether anybody could administer with a key of the table. */
export async function hasAdminKey(db: Executor): Promise<boolean> {
  const row = await db
    .selectFrom("apiKey")
    .select("id")
    .where("scope", "=", "admin")
    .where("shops", "is", null)
    .where("revokedAt", "is", null)
    .where((eb) => eb.or([eb("expiresAt", "is", null), eb("expiresAt", ">", sql<Date>`now()`)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
