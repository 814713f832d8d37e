import { sql, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { CustomerAddressTable, ShopifyCustomerTable } from "./tables.ts";

/** A Shopify customer as it was when last read, with its addresses. Keyed by store: shops of one store share customers. */
export interface ShopifyCustomer {
  readonly store: string;
  readonly shopifyCustomerId: string;
  readonly shop: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly acceptsMarketing: boolean;
  readonly verifiedEmail: boolean;
  readonly taxExempt: boolean;
  readonly state: string;
  readonly note: string;
  readonly tags: readonly string[];
  readonly shopifyCreatedAt: string;
  readonly shopifyUpdatedAt: string;
  readonly addresses: readonly ShopifyCustomerAddress[];
}

export interface ShopifyCustomerAddress {
  readonly shopifyAddressId: string;
  readonly company: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly address: string;
  readonly address2: string;
  readonly postCode: string;
  readonly city: string;
  readonly countryCode: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly phone: string;
  readonly isDefault: boolean;
}

/**
 * Stores what was read of a customer. Links to the ERP stay. Addresses that Shopify no longer lists go, unless it listed
 * none at all.
 */
export async function storeShopifyCustomer(db: Executor, customer: ShopifyCustomer): Promise<void> {
  const { addresses, tags, ...row } = customer;
  const key = { store: row.store, shopifyCustomerId: row.shopifyCustomerId };
  const { store: _store, shopifyCustomerId: _id, shop: _shop, ...changes } = row;
  await db
    .insertInto("shopifyCustomer")
    .values({ ...row, tags: [...tags], importedAt: sql<Date>`now()` })
    .onConflict((conflict) =>
      conflict
        .columns(["store", "shopifyCustomerId"])
        .doUpdateSet({ ...changes, tags: [...tags], importedAt: sql<Date>`now()` }),
    )
    .execute();
  if (addresses.length === 0) return;
  await db
    .deleteFrom("customerAddress")
    .where("store", "=", key.store)
    .where("shopifyCustomerId", "=", key.shopifyCustomerId)
    .where(
      "shopifyAddressId",
      "not in",
      addresses.map(({ shopifyAddressId }) => shopifyAddressId),
    )
    .execute();
  for (const address of addresses) {
    const { shopifyAddressId: _addressId, ...values } = address;
    await db
      .insertInto("customerAddress")
      .values({ ...key, ...address })
      .onConflict((conflict) =>
        conflict
          .columns(["store", "shopifyAddressId"])
          .doUpdateSet({ ...values, shopifyCustomerId: key.shopifyCustomerId }),
      )
      .execute();
  }
}

export const findShopifyCustomer = (
  db: Executor,
  store: string,
  shopifyCustomerId: string,
): Promise<Selectable<ShopifyCustomerTable> | undefined> =>
  db
    .selectFrom("shopifyCustomer")
    .selectAll()
    .where("store", "=", store)
    .where("shopifyCustomerId", "=", shopifyCustomerId)
    .executeTakeFirst();

export const addressesOfCustomer = (
  db: Executor,
  store: string,
  shopifyCustomerId: string,
): Promise<readonly Selectable<CustomerAddressTable>[]> =>
  db
    .selectFrom("customerAddress")
    .selectAll()
    .where("store", "=", store)
    .where("shopifyCustomerId", "=", shopifyCustomerId)
    .orderBy("shopifyAddressId")
    .execute();

/** Links a Shopify customer to an ERP customer; null removes the link. */
export async function linkCustomer(
  db: Executor,
  store: string,
  shopifyCustomerId: string,
  customerNo: string | null,
): Promise<void> {
  await db
    .updateTable("shopifyCustomer")
    .set({ customerNo })
    .where("store", "=", store)
    .where("shopifyCustomerId", "=", shopifyCustomerId)
    .execute();
}

/** The customer's link as it is, and so until the transaction ends; undefined when there is no such customer. */
export async function lockCustomerLink(
  db: Executor,
  store: string,
  shopifyCustomerId: string,
): Promise<{ readonly customerNo: string | null; readonly shop: string } | undefined> {
  return db
    .selectFrom("shopifyCustomer")
    .select(["customerNo", "shop"])
    .where("store", "=", store)
    .where("shopifyCustomerId", "=", shopifyCustomerId)
    .forUpdate()
    .executeTakeFirst();
}

/** Links one address to an ERP customer; null removes the link. */
export async function linkAddress(
  db: Executor,
  store: string,
  shopifyAddressId: string,
  customerNo: string | null,
): Promise<void> {
  await db
    .updateTable("customerAddress")
    .set({ customerNo })
    .where("store", "=", store)
    .where("shopifyAddressId", "=", shopifyAddressId)
    .execute();
}
