import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createSalesDocuments } from "#activities/orders/create-sales-documents";
import { findMappings } from "#activities/orders/map-order";
import type { ShopifyCustomerAddress } from "#database/customers";
import { getShop } from "#database/shops";
import { tokenRefused } from "#shopify/failures";
import { anAddress, customersAt } from "../../support/customers-at.ts";
import { aBatch, anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, anOrderNode } from "../../support/order-node.ts";

let desk: OrderDesk;
const { startAnew, knownAtShopify, inTheLedger, map, customerNos, link } = customersAt(() => desk);

beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(startAnew);

test("a customer is found by e-mail whatever its case, the lowest number of several, and linked", async () => {
  await inTheLedger("20000", { email: "jane@example.com" });
  await inTheLedger("10000", { email: "JANE@example.com" });
  await knownAtShopify({ email: "Jane@Example.com" });

  expect(await map()).toEqual([]);
  expect(await customerNos()).toEqual(["10000", "10000"]);
  expect(await link()).toBe("10000");
});

test("without a match by e-mail the telephone number decides", async () => {
  await inTheLedger("10000", { phone: "+1 (425) 555-0100" });
  await knownAtShopify({ email: "jane@example.com", phone: "0425 555 0100" });

  await map();
  expect(await customerNos()).toEqual(["10000", "10000"]);
});

test("a link to a customer that is gone is removed, and the search begins anew", async () => {
  await inTheLedger("10000", { email: "jane@example.com" });
  await knownAtShopify({ email: "jane@example.com" });
  await desk.db.updateTable("shopifyCustomer").set({ customerNo: "99999" }).execute();

  await map();
  expect(await link()).toBe("10000");
});

test("nobody is created unless the shop wants it; the order says what is missing", async () => {
  await knownAtShopify({ email: "jane@example.com", addresses: [anAddress()] });

  expect(await map()).toEqual([{ what: "sellToCustomer" }, { what: "billToCustomer" }]);
  expect(await desk.db.selectFrom("ledger.customer").selectAll().execute()).toEqual([]);
});

test("a customer that cannot be created says why, unless a default customer steps in", async () => {
  await desk.set({ autoCreateUnknownCustomers: true, customerTemplCode: "" });
  await knownAtShopify({ email: "jane@example.com", addresses: [anAddress()] });

  const missing = await map();
  expect(missing.map(({ what }) => what)).toEqual(["sellToCustomer", "billToCustomer"]);
  expect(JSON.stringify(missing)).toContain("Customer/Company Template Code");
  expect(await desk.db.selectFrom("customerTemplateMapping").select("countryCode").execute()).toEqual([
    { countryCode: "US" },
  ]);

  await inTheLedger("10000");
  await desk.set({ defaultCustomerNo: "10000" });
  expect(await map()).toEqual([]);
  expect(await customerNos()).toEqual(["10000", "10000"]);
});

test.each(["byEmailPhone", "byBillToInfo"] as const)(
  "%s: the template entered on an order is that of its new customer, whatever its country has",
  async (customerMappingType) => {
    await desk.set({ autoCreateUnknownCustomers: true, customerMappingType, customerTemplCode: "" });
    await desk.db
      .insertInto("ledger.customerTemplate")
      .values({ code: "ABROAD", vatBusinessGroup: "EXPORT" })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await knownAtShopify({ email: "jane@example.com", addresses: [anAddress()] });
    await desk.receive();
    await desk.db.updateTable("orderHeader").set({ customerTemplateCode: "ABROAD" }).execute();

    expect(await findMappings(desk, await getShop(desk.db, "DEMO"), "1")).toEqual([]);
    const created = await desk.db.selectFrom("ledger.customer").select(["no", "vatBusinessGroup"]).execute();
    expect(created).toMatchObject([{ vatBusinessGroup: "EXPORT" }]);
    expect(await customerNos()).toEqual([created[0]?.no, created[0]?.no]);
    // Nobody has to complete a row for the country.
    expect(await desk.db.selectFrom("customerTemplateMapping").selectAll().execute()).toEqual([]);
  },
);

test("a new customer has the tax area of its province, also when Shopify names that in another language than we do", async () => {
  await desk.set({ autoCreateUnknownCustomers: true });
  await desk.db
    .insertInto("taxAreaMapping")
    .values([
      { countryCode: "US", county: "Washington", countyCode: "WA", taxAreaCode: "SEATTLE", taxLiable: true },
      { countryCode: "US", county: "Oregon", countyCode: "OR", vatBusPostingGroup: "EXPORT" },
    ])
    .execute();
  const newest = async (address: Partial<ShopifyCustomerAddress>) => {
    for (const table of ["orderHeader", "shopifyCustomer", "ledger.contact", "ledger.customer"] as const)
      await desk.db.deleteFrom(table).execute();
    await knownAtShopify({ email: "jane@example.com", addresses: [anAddress(address)] });
    await map();
    return desk.db
      .selectFrom("ledger.customer")
      .select(["taxAreaCode", "taxLiable", "vatBusinessGroup"])
      .executeTakeFirstOrThrow();
  };

  expect(await newest({})).toMatchObject({ taxAreaCode: "SEATTLE", taxLiable: true });
  expect(await newest({ provinceName: "Вашингтон" })).toMatchObject({ taxAreaCode: "SEATTLE", taxLiable: true });
  // The name decides when the two disagree.
  expect(await newest({ provinceName: "Oregon" })).toMatchObject({ taxAreaCode: null, vatBusinessGroup: "EXPORT" });
  expect(await newest({ provinceName: "", provinceCode: "" })).toMatchObject({ taxAreaCode: null, taxLiable: false });
});

test.each(["byEmailPhone", "byBillToInfo"] as const)(
  "%s: a new customer lives in the country Shopify names, also in one the ledger did not know",
  async (customerMappingType) => {
    await desk.set({ customerMappingType, autoCreateUnknownCustomers: true });
    await knownAtShopify({ email: "jane@example.com", addresses: [anAddress({ countryCode: "NO" })] });

    expect(await map()).toEqual([]);
    expect(await desk.db.selectFrom("ledger.customer").select("countryCode").execute()).toEqual([
      { countryCode: "NO" },
    ]);
    expect(await desk.erp.countryCode("NO")).toBe("NO");
  },
);

test("a token Shopify refuses while a customer is read again is the job's failure, no order's", async () => {
  await desk.set({ customerMappingType: "byBillToInfo" });
  await knownAtShopify();
  await desk.db
    .updateTable("shopifyCustomer")
    .set({ importedAt: "2020-01-01T00:00:00Z", customerNo: "10000" })
    .execute();
  await inTheLedger("10000");
  await desk.receive();
  const facts = { shop: "DEMO", store: "demo.myshopify.com", operation: "CustomersById", requestId: null };
  const shopify = { execute: () => Promise.reject(tokenRefused(facts)) };

  const job = createSalesDocuments({ ...desk, shopify }, { shopCode: "DEMO", after: "0", parameters: {} }, aBatch());

  await expect(job).rejects.toMatchObject({ type: "access-token-refused" });
  expect(await desk.header()).toMatchObject({ hasError: false, processed: false });
});

test("customers entered by hand stay", async () => {
  await inTheLedger("10000", { email: "jane@example.com" });
  await inTheLedger("20000");
  await knownAtShopify({ email: "jane@example.com" });
  await desk.receive();
  await desk.db.updateTable("orderHeader").set({ billToCustomerNo: "20000", sellToCustomerNo: "20000" }).execute();

  await map();
  expect(await customerNos()).toEqual(["20000", "20000"]);
});

test("an order without a customer gets the default customer", async () => {
  await inTheLedger("10000");
  await desk.set({ defaultCustomerNo: "10000" });

  expect(await map({ customer: null })).toEqual([]);
  expect(await customerNos()).toEqual(["10000", "10000"]);
});

test("a custom item needs an item entered by hand", async () => {
  await inTheLedger("10000");
  await desk.set({ defaultCustomerNo: "10000" });
  const [line] = anOrderNode().lineItems.nodes;
  const custom = {
    customer: null,
    lineItems: { nodes: line === undefined ? [] : [{ ...line, product: null, variant: null }] },
  };

  expect(await map(custom)).toEqual([{ what: "item", lineId: "11", variantId: null }]);
  await desk.db.updateTable("orderLine").set({ itemNo: "1000" }).execute();
  expect(await map(custom)).toEqual([]);
});

test("the person of the customer's company with the order's contact name is the contact, not for the default customer", async () => {
  await inTheLedger("10000", { email: "jane@example.com" });
  await desk.db
    .insertInto("ledger.contact")
    .values({ no: "CT1", type: "company", name: "Acme", customerNo: "10000" })
    .execute();
  await desk.db
    .insertInto("ledger.contact")
    .values({ no: "CT2", type: "person", name: "JANE ROE", companyNo: "CT1" })
    .execute();
  await knownAtShopify({ email: "jane@example.com" });

  await map();
  expect(await desk.header()).toMatchObject({ sellToContactNo: "CT2", billToContactNo: "CT2" });

  await desk.db.deleteFrom("orderHeader").execute();
  await desk.set({ defaultCustomerNo: "10000" });
  await map();
  expect(await desk.header()).toMatchObject({ billToCustomerNo: "10000", sellToContactNo: "" });
});

test("a contact goes with its customer: the default customer of the ship-to country has none", async () => {
  await inTheLedger("10000", { email: "jane@example.com" });
  await inTheLedger("20000");
  await knownAtShopify({ email: "jane@example.com" });
  await map();
  await desk.db.updateTable("orderHeader").set({ sellToContactNo: "CT2", billToContactNo: "CT2" }).execute();
  await desk.db
    .insertInto("customerTemplateMapping")
    .values({ shop: "DEMO", countryCode: "US", customerTemplateCode: "", defaultCustomerNo: "20000" })
    .execute();

  await findMappings(desk, await getShop(desk.db, "DEMO"), "1");
  expect(await desk.header()).toMatchObject({
    sellToCustomerNo: "20000",
    billToCustomerNo: "20000",
    sellToContactNo: "",
    billToContactNo: "",
  });
});

test("every line gets the item of its variant, also when two lines are of one", async () => {
  await inTheLedger("10000");
  await desk.set({ defaultCustomerNo: "10000" });
  const line = (id: number, variant: string) => ({
    ...aLineNode(),
    id: `gid://shopify/LineItem/${id}`,
    variant: { legacyResourceId: variant },
  });
  expect(await map({ customer: null, lineItems: { nodes: [line(1, "501"), line(2, "502"), line(3, "501")] } })).toEqual(
    [],
  );

  const lines = await desk.db.selectFrom("orderLine").select(["lineId", "itemNo"]).orderBy("lineId").execute();
  expect(lines.map(({ itemNo }) => itemNo)).toEqual(["1000", "1001", "1000"]);
});
