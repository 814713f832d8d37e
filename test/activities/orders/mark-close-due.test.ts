import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { applyOrder } from "#activities/orders/apply-order";
import { markOrdersToClose } from "#activities/orders/mark-close-due";
import { insertShop, updateShop } from "#database/shops";
import type { Shop } from "#domain/shops/shop";
import { createLedger } from "#erp/ledger/ledger";
import { aDatabase, type TestDatabase } from "../../support/database.ts";
import { anOrderNode } from "../../support/order-node.ts";

let database: TestDatabase;
let shop: Shop;

beforeAll(async () => {
  database = await aDatabase();
  shop = await insertShop(database.db, { code: "DEMO", store: "demo.myshopify.com" });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom("orderHeader").execute();
  await updateShop(database.db, "DEMO", { archiveProcessedOrders: true });
  await applyOrder(
    database,
    shop,
    {
      node: anOrderNode({ displayFulfillmentStatus: "FULFILLED" }),
      readAt: "2026-03-01T10:01:00Z",
      optionalFields: [],
      reread: false,
    },
    { shop, timeZone: "UTC", currencyCode: () => "", salespersonCode: () => "", hash: (text) => text },
  );
  await change({ processed: true, salesOrderNo: "S-1" });
});

const change = (
  values: Partial<{
    processed: boolean;
    salesOrderNo: string;
    salesInvoiceNo: string;
    fullyPaid: boolean;
    closed: boolean;
    fulfillmentStatus: string;
  }>,
) => database.db.updateTable("orderHeader").set(values).execute();

/** Whether the order is due to be closed, with a ledger that says what is still to be shipped. */
async function closeDue(outstanding: readonly string[] = []): Promise<boolean | undefined> {
  const erp = {
    ...createLedger(database.db),
    ordersWithOutstandingQuantity: (nos: readonly string[]) =>
      Promise.resolve(new Set(nos.filter((no) => outstanding.includes(no)))),
  };
  await markOrdersToClose({ db: database.db, erp }, ["1"]);
  return (await database.db.selectFrom("orderHeader").select("closeDue").executeTakeFirst())?.closeDue;
}

test("OR-45 fulfilled, paid and shipped completely: due", async () => {
  expect(await closeDue()).toBe(true);
});

test("OR-45 a sales order with something still to ship: not due", async () => {
  expect(await closeDue(["S-1"])).toBe(false);
});

test("an invoiced order is due whatever the ledger ships", async () => {
  await change({ salesOrderNo: "", salesInvoiceNo: "I-1" });

  expect(await closeDue(["S-1"])).toBe(true);
});

test.each<[string, Parameters<typeof change>[0]]>([
  ["not paid", { fullyPaid: false }],
  ["not fulfilled", { fulfillmentStatus: "partiallyFulfilled" }],
  ["without a document", { salesOrderNo: "" }],
  ["closed already", { closed: true }],
])("OR-45 %s: not due", async (_name, values) => {
  await change(values);

  expect(await closeDue()).toBe(false);
});

test("a shop that does not archive closes nothing", async () => {
  await updateShop(database.db, "DEMO", { archiveProcessedOrders: false });

  expect(await closeDue()).toBe(false);
});
