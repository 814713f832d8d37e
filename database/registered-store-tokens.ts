import { sql, type Selectable, type Transaction, type Updateable } from "kysely";
import type { Database, Executor } from "./connection.ts";
import type { RegisteredStoreTable, Tables } from "./tables.ts";

/** How a store is accessed: secrets as they are kept, sealed. */
export type StoredAccess = Pick<
  Selectable<RegisteredStoreTable>,
  | "store"
  | "authKind"
  | "clientId"
  | "clientSecret"
  | "accessToken"
  | "refreshToken"
  | "requestedScope"
  | "actualScope"
  | "tokenExpiresAt"
  | "refreshTokenExpiresAt"
  | "lastForceRefreshAt"
  | "lastMigrationAttempt"
  | "refusal"
>;

const accessColumns = [
  "store",
  "authKind",
  "clientId",
  "clientSecret",
  "accessToken",
  "refreshToken",
  "requestedScope",
  "actualScope",
  "tokenExpiresAt",
  "refreshTokenExpiresAt",
  "lastForceRefreshAt",
  "lastMigrationAttempt",
  "refusal",
] as const;

/** What a store refuses us for until a person has acted. */
export const refusals = ["tokenRefused", "reconnectNeeded", "storeUnavailable"] as const;
export type Refusal = (typeof refusals)[number];

/** What a call needs to know about its shop before anything is sent. */
export interface CallContext {
  readonly shop: string;
  readonly store: string;
  readonly enabled: boolean;
  readonly loggingMode: string;
  readonly allowOutgoingRequests: boolean;
  /** API version Shopify answered with last time; null before the first answer. */
  readonly servedVersion: string | null;
  /** API version that was asked for then; null when that is not known. */
  readonly askedVersion: string | null;
  readonly access: StoredAccess;
}

/** Undefined when there is no such shop or it has no store. */
export async function findCallContext(db: Executor, shop: string): Promise<CallContext | undefined> {
  const row = await db
    .selectFrom("shop")
    .innerJoin("registeredStore", "registeredStore.store", "shop.store")
    .leftJoin("shopifyBucket", "shopifyBucket.store", "shop.store")
    .select(["shop.code", "shop.enabled", "shop.loggingMode", "shop.allowOutgoingRequests"])
    .select(["shopifyBucket.servedVersion", "shopifyBucket.askedVersion"])
    .select(accessColumns.map((column) => `registeredStore.${column}` as const))
    .where("shop.code", "=", shop)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { code, enabled, loggingMode, allowOutgoingRequests, servedVersion, askedVersion, ...access } = row;
  const shopFacts = { shop: code, store: access.store, enabled, loggingMode, allowOutgoingRequests };
  return { ...shopFacts, servedVersion, askedVersion, access };
}

export async function findAccess(db: Executor, store: string): Promise<StoredAccess | undefined> {
  return db.selectFrom("registeredStore").select(accessColumns).where("store", "=", store).executeTakeFirst();
}

/** Changes the access of a store that is locked. */
export type SaveAccess = (changes: Updateable<RegisteredStoreTable>) => Promise<void>;

/**
 * Runs `decide` with the store's access locked, so that one process at a time asks Shopify for a token, and stores what it changes in the same
 * transaction. Undefined when the store is not there.
 */
export async function withLockedAccess<T>(
  db: Database,
  store: string,
  decide: (access: StoredAccess, save: SaveAccess, transaction: Executor) => Promise<T>,
): Promise<T | undefined> {
  return db.transaction().execute(async (transaction: Transaction<Tables>) => {
    const access = await transaction
      .selectFrom("registeredStore")
      .select(accessColumns)
      .where("store", "=", store)
      .forUpdate()
      .executeTakeFirst();
    if (access === undefined) return undefined;
    return decide(access, (changes) => saveAccess(transaction, store, changes), transaction);
  });
}

export async function saveAccess(
  db: Executor,
  store: string,
  changes: Updateable<RegisteredStoreTable>,
): Promise<void> {
  await db.updateTable("registeredStore").set(changes).where("store", "=", store).execute();
}

/**
 * Keeps what a store refuses us for, or that it no longer does. Does not wait while the store's token is being renewed: it is for people to see, and
 * the next call notes it again.
 */
export async function noteRefusal(db: Database, store: string, refusal: Refusal | null): Promise<void> {
  await sql`
    update registered_store set refusal = ${refusal}
     where store = (select store from registered_store
                     where store = ${store} and refusal is distinct from ${refusal} for update skip locked)`.execute(
    db,
  );
}
