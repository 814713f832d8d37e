import { findCompanyLocation } from "./company-links.ts";
import type { Executor } from "./connection.ts";

// Which shop a record belongs to, for keys that may see the records of some shops only. Null: to none. Undefined: there is no
// such record.

type ShopOf = string | null | undefined;

export async function shopOfOrder(db: Executor, shopifyOrderId: string): Promise<ShopOf> {
  const row = await db
    .selectFrom("orderHeader")
    .select("shop")
    .where("shopifyOrderId", "=", shopifyOrderId)
    .executeTakeFirst();
  return row?.shop;
}

export async function shopOfOrderToImport(db: Executor, shopifyOrderId: string): Promise<ShopOf> {
  const row = await db
    .selectFrom("ordersToImport")
    .select("shop")
    .where("shopifyOrderId", "=", shopifyOrderId)
    .executeTakeFirst();
  return row?.shop;
}

export async function shopOfRefund(db: Executor, refundId: string): Promise<ShopOf> {
  const row = await db
    .selectFrom("refundHeader as refund")
    .innerJoin("orderHeader as header", "header.shopifyOrderId", "refund.shopifyOrderId")
    .select("header.shop")
    .where("refund.refundId", "=", refundId)
    .executeTakeFirst();
  return row?.shop;
}

export async function shopOfCustomer(db: Executor, store: string, shopifyCustomerId: string): Promise<ShopOf> {
  const row = await db
    .selectFrom("shopifyCustomer")
    .select("shop")
    .where("store", "=", store)
    .where("shopifyCustomerId", "=", shopifyCustomerId)
    .executeTakeFirst();
  return row?.shop;
}

export async function shopOfCompany(db: Executor, store: string, shopifyCompanyId: string): Promise<ShopOf> {
  const row = await db
    .selectFrom("shopifyCompany")
    .select("shop")
    .where("store", "=", store)
    .where("shopifyCompanyId", "=", shopifyCompanyId)
    .executeTakeFirst();
  return row?.shop;
}

export async function shopOfCompanyLocation(
  db: Executor,
  store: string,
  shopifyCompanyLocationId: string,
): Promise<ShopOf> {
  return (await findCompanyLocation(db, store, shopifyCompanyLocationId))?.shop;
}

export async function shopOfLogRow(db: Executor, entryNo: string): Promise<ShopOf> {
  const row = await db.selectFrom("jobLog").select("shop").where("entryNo", "=", entryNo).executeTakeFirst();
  return row?.shop;
}

export async function shopOfShopifyLogEntry(db: Executor, entryNo: string): Promise<ShopOf> {
  const row = await db.selectFrom("shopifyLogEntry").select("shop").where("entryNo", "=", entryNo).executeTakeFirst();
  return row?.shop;
}

export async function shopOfNotification(db: Executor, id: string): Promise<ShopOf> {
  const row = await db.selectFrom("notification").select("shop").where("id", "=", id).executeTakeFirst();
  return row?.shop;
}
