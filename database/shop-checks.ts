import { sql, type Selectable } from "kysely";
import type { StoreAnswer, StoreCheck, StoreFacts, StoreProblem, WebhookRepair } from "#domain/shops/store-facts";
import type { Executor } from "./connection.ts";
import type { ShopCheckTable } from "./tables.ts";

/** The clock all checks are told by, as the next whole millisecond: a Date has no smaller parts, and what was changed just before has to be earlier. */
export async function databaseTime(db: Executor): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`
    select date_trunc('milliseconds', now()) + interval '1 millisecond' as now`.execute(db);
  return rows[0]?.now ?? new Date();
}

/** Keeps what a store answered. A later check stays as it is: two may end in another order than they began. */
export async function saveShopCheck(
  db: Executor,
  shop: { readonly code: string; readonly store: string },
  at: Date,
  answer: StoreAnswer,
): Promise<void> {
  const told = answer.kind === "told";
  const row = {
    store: shop.store,
    checkedAt: at,
    facts: told ? JSON.stringify(answer.facts) : null,
    repairs: JSON.stringify(told ? answer.repairs : []),
    problem: told ? null : JSON.stringify(answer.problem),
  };
  await db
    .insertInto("shopCheck")
    .values({ shop: shop.code, ...row })
    .onConflict((conflict) => conflict.column("shop").doUpdateSet(row).where("shopCheck.checkedAt", "<=", at))
    .execute();
}

/** The last check of a shop at the store it has now; null: there was none. */
export async function lastShopCheck(
  db: Executor,
  shop: { readonly code: string; readonly store: string },
): Promise<StoreCheck | null> {
  const row = await db
    .selectFrom("shopCheck")
    .selectAll()
    .where("shop", "=", shop.code)
    .where("store", "=", shop.store)
    .executeTakeFirst();
  return row === undefined ? null : toCheck(row);
}

/**
 * The same while it can be relied on: the store answered, at most `maxAgeMs` ago, and nothing was changed in the shop since. What a person put right
 * is to be seen at once.
 */
export async function freshShopCheck(
  db: Executor,
  shop: { readonly code: string; readonly store: string },
  maxAgeMs: number,
): Promise<StoreCheck | null> {
  const row = await db
    .selectFrom("shopCheck")
    .innerJoin("shop", "shop.code", "shopCheck.shop")
    .selectAll("shopCheck")
    .where("shopCheck.shop", "=", shop.code)
    .where("shopCheck.store", "=", shop.store)
    .where("shopCheck.facts", "is not", null)
    .where("shopCheck.checkedAt", ">=", sql<Date>`now() - ${maxAgeMs} * interval '1 millisecond'`)
    .whereRef("shopCheck.checkedAt", ">=", "shop.updatedAt")
    .executeTakeFirst();
  return row === undefined ? null : toCheck(row);
}

/** Forgets what a store said: it is accessed in another way now. */
export async function forgetShopChecks(db: Executor, store: string): Promise<void> {
  await db.deleteFrom("shopCheck").where("store", "=", store).execute();
}

/** What is stored was written by this program. */
const toCheck = ({ checkedAt, facts, repairs, problem }: Selectable<ShopCheckTable>): StoreCheck => ({
  at: checkedAt,
  answer:
    facts === null
      ? { kind: "refused", problem: problem as StoreProblem }
      : { kind: "told", facts: facts as StoreFacts, repairs: repairs as readonly WebhookRepair[] },
});
