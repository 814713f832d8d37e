import { sql, type Selectable, type SqlBool } from "kysely";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import { countsByShop, type CountsByShop } from "./counts-by-shop.ts";
import { ofShops } from "./of-shops.ts";
import type { ShopifyCustomerTable, ShopifyProductTable, ShopifyVariantTable } from "./tables.ts";

/**
 * Customers and products with their links to the ERP. A record counts as mapped when its link leads somewhere, so the caller says which of the linked
 * numbers (see `linkedCustomerNos`, `linkedItemNos`) the ERP does not know any more.
 */
export interface MappedRecordFilter {
  /** Records of these shops only. */
  readonly shops?: readonly string[] | undefined;
  readonly mapped?: boolean | undefined;
  /** Numbers that are linked but do not exist in the ERP; they matter only together with `mapped`. */
  readonly dangling: readonly string[];
}

export interface CustomerListFilter extends MappedRecordFilter {
  readonly email?: string | undefined;
  readonly customerNo?: string | undefined;
}

export interface ProductListFilter extends MappedRecordFilter {
  readonly itemNo?: string | undefined;
  readonly hasError?: boolean | undefined;
}

const customers = (db: Executor, { mapped, dangling, shops, ...equal }: CustomerListFilter) =>
  db
    .selectFrom("shopifyCustomer")
    .where(equalTo<ShopifyCustomerTable>(equal))
    .where(ofShops(shops))
    .$if(mapped !== undefined, (query) =>
      query.where((eb) => {
        const isUnmapped = eb.or([eb("customerNo", "is", null), sql<SqlBool>`customer_no = any(${[...dangling]})`]);
        return mapped === true ? eb.not(isUnmapped) : isUnmapped;
      }),
    );

const products = (db: Executor, { mapped, dangling, shops, ...equal }: ProductListFilter) =>
  db
    .selectFrom("shopifyProduct")
    .where(equalTo<ShopifyProductTable>(equal))
    .where(ofShops(shops))
    .$if(mapped !== undefined, (query) =>
      query.where((eb) => {
        const isUnmapped = eb.or([eb("itemNo", "is", null), sql<SqlBool>`item_no = any(${[...dangling]})`]);
        return mapped === true ? eb.not(isUnmapped) : isUnmapped;
      }),
    );

/** By descending Shopify id, then store; only what comes after `after`. */
export async function listShopifyCustomers(
  db: Executor,
  filter: CustomerListFilter,
  page: { readonly after: readonly [id: string, store: string] | undefined; readonly limit: number },
): Promise<readonly Selectable<ShopifyCustomerTable>[]> {
  const { after } = page;
  return customers(db, filter)
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("shopifyCustomerId", "store"), "<", eb.tuple(after?.[0] ?? "", after?.[1] ?? "")),
      ),
    )
    .selectAll()
    .orderBy("shopifyCustomerId", "desc")
    .orderBy("store", "desc")
    .limit(page.limit)
    .execute();
}

export async function countShopifyCustomers(db: Executor, filter: CustomerListFilter): Promise<number> {
  const { count } = await customers(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const countShopifyCustomersByShop = (db: Executor, filter: CustomerListFilter): Promise<CountsByShop> =>
  countsByShop(customers(db, filter));

/** By descending Shopify id, then shop; only what comes after `after`. */
export async function listShopifyProducts(
  db: Executor,
  filter: ProductListFilter,
  page: { readonly after: readonly [id: string, shop: string] | undefined; readonly limit: number },
): Promise<readonly Selectable<ShopifyProductTable>[]> {
  const { after } = page;
  return products(db, filter)
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("shopifyProductId", "shop"), "<", eb.tuple(after?.[0] ?? "", after?.[1] ?? "")),
      ),
    )
    .selectAll()
    .orderBy("shopifyProductId", "desc")
    .orderBy("shop", "desc")
    .limit(page.limit)
    .execute();
}

export async function countShopifyProducts(db: Executor, filter: ProductListFilter): Promise<number> {
  const { count } = await products(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const countShopifyProductsByShop = (db: Executor, filter: ProductListFilter): Promise<CountsByShop> =>
  countsByShop(products(db, filter));

export async function variantsOfProducts(
  db: Executor,
  keys: readonly { readonly shop: string; readonly shopifyProductId: string }[],
): Promise<readonly Selectable<ShopifyVariantTable>[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom("shopifyVariant")
    .selectAll()
    .where((eb) =>
      eb(
        eb.refTuple("shop", "shopifyProductId"),
        "in",
        keys.map(({ shop, shopifyProductId }) => eb.tuple(shop, shopifyProductId)),
      ),
    )
    .orderBy("position")
    .orderBy("shopifyVariantId")
    .execute();
}

/** Numbers that Shopify customers are linked to: a query for whoever knows which of them exist. */
export const linkedCustomerNos = (db: Executor) =>
  db
    .selectFrom("shopifyCustomer")
    .select((eb) => eb.ref("customerNo").$notNull().as("no"))
    .where("customerNo", "is not", null);

/** Numbers that Shopify products are linked to, likewise. */
export const linkedItemNos = (db: Executor) =>
  db
    .selectFrom("shopifyProduct")
    .select((eb) => eb.ref("itemNo").$notNull().as("no"))
    .where("itemNo", "is not", null);
