import type { Executor } from "./connection.ts";
import type { LocationCustomers } from "#domain/orders/map-company";

interface LinkOfCompany {
  readonly customerNo: string | null;
  readonly shop: string;
}

/** The company's link as it is, and so until the transaction ends; undefined when there is no such company. */
export const lockCompanyLink = (
  db: Executor,
  store: string,
  shopifyCompanyId: string,
): Promise<LinkOfCompany | undefined> =>
  db
    .selectFrom("shopifyCompany")
    .select(["customerNo", "shop"])
    .where("store", "=", store)
    .where("shopifyCompanyId", "=", shopifyCompanyId)
    .forUpdate()
    .executeTakeFirst();

/** A location with the shop and the name of its company. */
export const findCompanyLocation = (db: Executor, store: string, shopifyCompanyLocationId: string) =>
  db
    .selectFrom("companyLocation")
    .innerJoin("shopifyCompany", (join) =>
      join
        .onRef("shopifyCompany.store", "=", "companyLocation.store")
        .onRef("shopifyCompany.shopifyCompanyId", "=", "companyLocation.shopifyCompanyId"),
    )
    .selectAll("companyLocation")
    .select(["shopifyCompany.shop", "shopifyCompany.name as companyName"])
    .where("companyLocation.store", "=", store)
    .where("companyLocation.shopifyCompanyLocationId", "=", shopifyCompanyLocationId)
    .executeTakeFirst();

/** The location's customers as they are, and so until the transaction ends; undefined when there is no such location. */
export const lockLocationCustomers = (
  db: Executor,
  store: string,
  shopifyCompanyLocationId: string,
): Promise<LocationCustomers | undefined> =>
  db
    .selectFrom("companyLocation")
    .select(["sellToCustomerNo", "billToCustomerNo"])
    .where("store", "=", store)
    .where("shopifyCompanyLocationId", "=", shopifyCompanyLocationId)
    .forUpdate()
    .executeTakeFirst();

/** Sets whom orders of a location are sold and billed to. */
export async function setLocationCustomers(
  db: Executor,
  store: string,
  shopifyCompanyLocationId: string,
  customers: LocationCustomers,
): Promise<void> {
  await db
    .updateTable("companyLocation")
    .set({ sellToCustomerNo: customers.sellToCustomerNo, billToCustomerNo: customers.billToCustomerNo })
    .where("store", "=", store)
    .where("shopifyCompanyLocationId", "=", shopifyCompanyLocationId)
    .execute();
}
