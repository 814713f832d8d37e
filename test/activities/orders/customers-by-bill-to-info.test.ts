import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { OrderNode } from "#domain/orders/order-node";
import { anAddress, customersAt } from "../../support/customers-at.ts";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { anOrderNode } from "../../support/order-node.ts";

let desk: OrderDesk;
const { startAnew, knownAtShopify, inTheLedger, map, customerNos, link } = customersAt(() => desk);

beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  await startAnew();
  await desk.set({ customerMappingType: "byBillToInfo" });
});

const pikeStreet = { name: "Jane Roe", address: "1 Pike St", city: "Seattle", postCode: "98101" };

test("each address of a buyer is a customer of its own, found again by name and address", async () => {
  await desk.set({ autoCreateUnknownCustomers: true });
  await knownAtShopify({
    email: "jane@example.com",
    addresses: [
      anAddress(),
      anAddress({ shopifyAddressId: "62", company: "Acme", address: "2 Pine St", isDefault: false }),
    ],
  });
  const pine = { ...anOrderNode().billingAddress, company: "Acme", address1: "2 PINE ST" } as NonNullable<
    OrderNode["billingAddress"]
  >;

  expect(await map({ billingAddress: pine })).toEqual([]);
  const customers = await desk.db
    .selectFrom("ledger.customer")
    .select(["no", "name", "name2", "address"])
    .orderBy("no")
    .execute();
  expect(customers).toMatchObject([
    { name: "Jane Roe", address: "1 Pike St" },
    { name: "Acme", name2: "Jane Roe", address: "2 Pine St" },
  ]);
  expect(await customerNos()).toEqual(customers.map(({ no }) => no));

  await desk.db.deleteFrom("orderHeader").execute();
  await desk.db.updateTable("customerAddress").set({ customerNo: null }).execute();
  await map({ billingAddress: pine });
  expect(await customerNos()).toEqual(customers.map(({ no }) => no));
  expect(await desk.db.selectFrom("ledger.customer").select("no").execute()).toHaveLength(2);
});

test("who is found at one address is not the customer of another", async () => {
  await inTheLedger("10000", { ...pikeStreet, county: "WA", countryCode: "US" });
  await knownAtShopify({ addresses: [anAddress()] });
  const elsewhere = { ...anOrderNode().billingAddress, address1: "9 Elm St" } as NonNullable<
    OrderNode["billingAddress"]
  >;

  expect(await map()).toEqual([]);
  expect(await customerNos()).toEqual(["10000", "10000"]);
  expect(await link()).toBeNull();

  await desk.db.deleteFrom("orderHeader").execute();
  const missing = await map({ billingAddress: elsewhere, shippingAddress: elsewhere, displayAddress: elsewhere });
  expect(missing).toEqual([{ what: "sellToCustomer" }, { what: "billToCustomer" }]);
});

test("namesakes in two countries or counties are two customers", async () => {
  await desk.set({ autoCreateUnknownCustomers: true });
  await inTheLedger("10000", { ...pikeStreet, county: "WA", countryCode: "DK" });
  await inTheLedger("10001", { ...pikeStreet, county: "OR", countryCode: "US" });
  await inTheLedger("10002", pikeStreet);
  await knownAtShopify({ addresses: [anAddress()] });

  await map();
  const [created] = await customerNos();
  expect(["10000", "10001", "10002"]).not.toContain(created);

  await desk.db.deleteFrom("orderHeader").execute();
  await desk.db.updateTable("customerAddress").set({ customerNo: null }).execute();
  await map();
  expect(await customerNos()).toEqual([created, created]);
});

test("a link to a customer that is gone is removed though an address leads to one", async () => {
  await inTheLedger("10000");
  await knownAtShopify({ addresses: [anAddress()] });
  await desk.db.updateTable("customerAddress").set({ customerNo: "10000" }).execute();
  await desk.db.updateTable("shopifyCustomer").set({ customerNo: "99999" }).execute();

  expect(await map()).toEqual([]);
  expect(await customerNos()).toEqual(["10000", "10000"]);
  expect(await link()).toBeNull();
});

test("an address whose customer is gone and that leads to nobody else has no link", async () => {
  await knownAtShopify({ addresses: [anAddress()] });
  await desk.db.updateTable("customerAddress").set({ customerNo: "99999" }).execute();

  expect(await map()).toEqual([{ what: "sellToCustomer" }, { what: "billToCustomer" }]);
  expect(await desk.db.selectFrom("customerAddress").select("customerNo").execute()).toEqual([{ customerNo: null }]);
});

test("a customer who is created takes the place of a link to one that is gone", async () => {
  await desk.set({ autoCreateUnknownCustomers: true });
  await knownAtShopify({ addresses: [anAddress()] });
  await desk.db.updateTable("shopifyCustomer").set({ customerNo: "99999" }).execute();

  await map();
  expect(await link()).toBe((await customerNos())[0]);
});
