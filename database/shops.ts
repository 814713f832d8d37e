import { sql, type Selectable } from "kysely";
import { OperationalError } from "#domain/failure";
import { initialSettings, type Shop } from "#domain/shops/shop";
import type { Executor } from "./connection.ts";
import type { ShopTable } from "./tables.ts";

const FOREIGN_KEY_VIOLATION = "23503";

/** Constraints of the table keep every choice within the values of its setting. */
const toShop = ({ createdAt: _created, updatedAt: _updated, store, ...row }: Selectable<ShopTable>): Shop =>
  ({ ...row, store: store ?? "" }) as Shop;

export async function findShop(db: Executor, code: string): Promise<Shop | undefined> {
  const row = await db.selectFrom("shop").selectAll().where("code", "=", code).executeTakeFirst();
  return row && toShop(row);
}

/** Throws `shop-not-found`. */
export async function getShop(db: Executor, code: string): Promise<Shop> {
  const shop = await findShop(db, code);
  if (shop === undefined) throw shopNotFound(code);
  return shop;
}

/** The shop, locked until the transaction ends, so that a decision about it stays true. Throws `shop-not-found`. */
export async function lockShop(db: Executor, code: string): Promise<Shop> {
  const row = await db.selectFrom("shop").selectAll().where("code", "=", code).forUpdate().executeTakeFirst();
  if (row === undefined) throw shopNotFound(code);
  return toShop(row);
}

export const shopNotFound = (code: string): OperationalError =>
  new OperationalError("shop-not-found", `There is no shop ${code}`, { retryable: false, params: { shop: code } });

/** All shops in the order of their codes. */
export async function listShops(db: Executor): Promise<readonly Shop[]> {
  const rows = await db.selectFrom("shop").selectAll().orderBy("code").execute();
  return rows.map(toShop);
}

export async function shopsOfStore(db: Executor, store: string): Promise<readonly Shop[]> {
  const rows = await db.selectFrom("shop").selectAll().where("store", "=", store).orderBy("code").execute();
  return rows.map(toShop);
}

/** Adds a shop, and its store when it is the first one there. Throws `shop-exists`. */
export async function insertShop(
  db: Executor,
  shop: Pick<Shop, "code" | "store"> & Partial<Omit<Shop, "shopifyUrl">>,
): Promise<Shop> {
  await ensureStore(db, shop.store);
  const row = await db
    .insertInto("shop")
    .values({ ...initialSettings, ...shop, ...address(shop.store) })
    .onConflict((conflict) => conflict.column("code").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) {
    throw new OperationalError("shop-exists", `There is a shop ${shop.code} already: choose another code`, {
      retryable: false,
      params: { shop: shop.code },
    });
  }
  return toShop(row);
}

/** Changes the given members and answers the whole shop. A new `store` moves the URL with it. Throws `shop-not-found`. */
export async function updateShop(
  db: Executor,
  code: string,
  changes: Partial<Omit<Shop, "code" | "shopifyUrl">>,
): Promise<Shop> {
  const { store, ...rest } = changes;
  if (store !== undefined) await ensureStore(db, store);
  const row = await db
    .updateTable("shop")
    .set({ ...rest, ...(store === undefined ? {} : address(store)), updatedAt: sql<Date>`now()` })
    .where("code", "=", code)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw shopNotFound(code);
  return toShop(row);
}

/** Removes a shop with its set-up. False when there is none. Throws `shop-in-use` when records still belong to it. */
export async function deleteShop(db: Executor, code: string): Promise<boolean> {
  try {
    const result = await db.deleteFrom("shop").where("code", "=", code).executeTakeFirst();
    return result.numDeletedRows > 0n;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== FOREIGN_KEY_VIOLATION) throw error;
    throw new OperationalError(
      "shop-in-use",
      `Orders, customers or products belong to shop ${code}: leave it disabled instead of deleting it`,
      { retryable: false, params: { shop: code }, cause: error },
    );
  }
}

const address = (store: string): { readonly store: string | null; readonly shopifyUrl: string } =>
  store === "" ? { store: null, shopifyUrl: "" } : { store, shopifyUrl: `https://${store}` };

async function ensureStore(db: Executor, store: string): Promise<void> {
  if (store === "") return;
  await db
    .insertInto("registeredStore")
    .values({ store })
    .onConflict((conflict) => conflict.column("store").doNothing())
    .execute();
}
