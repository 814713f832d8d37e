import type { OrderDesk } from "./order-desk.ts";
import { findMappings } from "#activities/orders/map-order";
import { type ShopifyCustomerAddress, storeShopifyCustomer } from "#database/customers";
import { getShop } from "#database/shops";
import type { OrderNode } from "#domain/orders/order-node";
import type { Missing } from "#domain/orders/order-problem";
import { aShopifyCustomer } from "./a-customer.ts";

/** Where Jane Roe lives. */
export const anAddress = (address: Partial<ShopifyCustomerAddress> = {}): ShopifyCustomerAddress => ({
  shopifyAddressId: "61",
  company: "",
  firstName: "Jane",
  lastName: "Roe",
  address: "1 Pike St",
  address2: "",
  postCode: "98101",
  city: "Seattle",
  countryCode: "US",
  provinceCode: "WA",
  provinceName: "Washington",
  phone: "",
  isDefault: true,
  ...address,
});

/** What tests of an order's customer do at a desk: the buyer is Shopify customer 71, and the order is order 1. */
export const customersAt = (deskOf: () => OrderDesk) => ({
  /** No orders, no customers here and in the ledger, and a shop that looks for customers by e-mail and phone, and creates none. */
  async startAnew(): Promise<void> {
    const desk = deskOf();
    for (const table of ["orderHeader", "shopifyCustomer", "customerTemplateMapping"] as const) {
      await desk.db.deleteFrom(table).execute();
    }
    await desk.db.deleteFrom("ledger.contact").execute();
    await desk.db.deleteFrom("ledger.customer").execute();
    await desk.set({
      autoCreateUnknownCustomers: false,
      customerMappingType: "byEmailPhone",
      customerTemplCode: "STANDARD",
      defaultCustomerNo: "",
      customerImportFromShopify: "withOrderImport",
    });
  },

  /** The buyer was read a moment ago. */
  async knownAtShopify(
    customer: { email?: string; phone?: string; addresses?: readonly ShopifyCustomerAddress[] } = {},
  ): Promise<void> {
    const { db } = deskOf();
    await storeShopifyCustomer(db, aShopifyCustomer({ email: "", ...customer }));
    await db.updateTable("shopifyCustomer").set({ importedAt: "2100-01-01T00:00:00Z" }).execute();
  },

  async inTheLedger(no: string, customer: Record<string, string> = {}): Promise<void> {
    await deskOf()
      .db.insertInto("ledger.customer")
      .values({ no, name: `Customer ${no}`, vatBusinessGroup: "DOMESTIC", ...customer })
      .execute();
  },

  /** Imports the order and maps it: what is still missing. */
  async map(order: Partial<OrderNode> = {}): Promise<readonly Missing[]> {
    const desk = deskOf();
    await desk.receive(order);
    return findMappings(desk, await getShop(desk.db, "DEMO"), "1");
  },

  async customerNos(): Promise<readonly string[]> {
    const { sellToCustomerNo, billToCustomerNo } = await deskOf().header();
    return [sellToCustomerNo, billToCustomerNo];
  },

  /** The ERP customer the buyer is linked to. */
  async link(): Promise<string | null> {
    const row = await deskOf().db.selectFrom("shopifyCustomer").select("customerNo").executeTakeFirstOrThrow();
    return row.customerNo;
  },
});
