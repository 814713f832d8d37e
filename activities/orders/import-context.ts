import { createHash } from "node:crypto";
import { log } from "@temporalio/activity";
import { salespersonOfStaff } from "#database/mappings";
import type { ImportContext } from "#domain/orders/header-fields";
import type { OrderNode } from "#domain/orders/order-node";
import { legacyId } from "#domain/orders/shopify-id";
import type { Shop } from "#domain/shops/shop";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Knows what the rows of a shop's orders depend on outside of Shopify; each fact is looked up once. */
export type ContextOf = (order: OrderNode) => Promise<ImportContext>;

export async function importContexts(deps: Pick<OrderActivityDeps, "db" | "erp">, shop: Shop): Promise<ContextOf> {
  const { timeZone } = await deps.erp.company();
  const currencies = new Map<string, string>();
  const salespeople = new Map<string, string>();
  return async (order) => {
    await fill(currencies, currenciesOf(order), (isoCode) => currencyCode(deps, shop, isoCode));
    await fill(salespeople, staffOf(order), (staffId) => salespersonOfStaff(deps.db, shop.code, staffId));
    return {
      shop,
      timeZone,
      currencyCode: (isoCode) => currencies.get(isoCode) ?? "",
      salespersonCode: (staffId) => salespeople.get(staffId) ?? "",
      hash: sha256,
    };
  };
}

async function fill(
  known: Map<string, string>,
  keys: readonly string[],
  find: (key: string) => Promise<string>,
): Promise<void> {
  for (const key of keys) if (!known.has(key)) known.set(key, await find(key));
}

/** Blank is the local currency, and what the ERP does not know; the document then says what is wrong with it. */
async function currencyCode({ erp }: Pick<OrderActivityDeps, "erp">, shop: Shop, isoCode: string): Promise<string> {
  const code = await erp.currencyCode(isoCode);
  if (code === undefined) log.warn("currency unknown in the ERP", { shop: shop.code, isoCode });
  return code ?? "";
}

const staffOf = (order: OrderNode): readonly string[] =>
  order.staffMember == null ? [] : [legacyId(order.staffMember.id)];

const currenciesOf = (order: OrderNode): readonly string[] => [
  order.currencyCode,
  order.presentmentCurrencyCode,
  ...order.transactions.flatMap(({ amountSet, amountRoundingSet }) =>
    [amountSet, amountRoundingSet].flatMap((set) =>
      set === null ? [] : [set.shopMoney.currencyCode, set.presentmentMoney.currencyCode],
    ),
  ),
];
