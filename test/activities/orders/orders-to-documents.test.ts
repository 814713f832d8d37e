import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { MockActivityEnvironment } from "@temporalio/testing";
import { createSalesOrdersActivities } from "#activities/orders/create-sales-orders-activities";
import { createOrderActionActivities } from "#activities/orders/order-action-activities";
import { createSyncOrdersActivities } from "#activities/orders/sync-orders-activities";
import type { OrderDesk } from "../../support/order-desk.ts";
import { aSandbox, type Node, type PlacedOrder, type SandboxHandle } from "../../support/sandbox.ts";
import { aDeskAt } from "../../support/sandbox-desk.ts";

let sandbox: SandboxHandle;
let desk: OrderDesk;
let runs = 0;

beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => desk.database.drop());
beforeEach(async () => {
  await sandbox.reset();
  await sandbox.putShop({ currency: "USD", taxesIncluded: true });
  await sandbox.place("customers", [
    {
      id: "gid://shopify/Customer/71",
      firstName: "Jane",
      lastName: "Roe",
      defaultEmailAddress: { emailAddress: "customer10000@example.com" },
      addressesV2: [anAddress],
    },
  ]);
  await sandbox.place("products", [
    aProduct("401", "501", "1000"),
    aProduct("402", "502", "1001"),
    aProduct("403", "503", "9999"),
  ]);
  desk = await aDeskAt(sandbox, "unknown");
});

const anAddress = {
  firstName: "Jane",
  lastName: "Roe",
  address1: "1 Pike St",
  zip: "98101",
  city: "Seattle",
  provinceCode: "WA",
  countryCodeV2: "US",
};

const aProduct = (id: string, variantId: string, sku: string): Node => ({
  id: `gid://shopify/Product/${id}`,
  title: `Product ${sku}`,
  variants: [{ id: `gid://shopify/ProductVariant/${variantId}`, sku, price: "25.00" }],
});

const anOrder = (order: Node = {}, variantId = "501"): Node => ({
  customer: { id: "gid://shopify/Customer/71" },
  taxesIncluded: true,
  shippingAddress: anAddress,
  billingAddress: anAddress,
  lineItems: [
    {
      quantity: 1,
      variant: { id: `gid://shopify/ProductVariant/${variantId}` },
      originalUnitPriceSet: { shopMoney: { amount: "25.00", currencyCode: "USD" } },
      taxLines: [],
    },
  ],
  ...order,
});

const inActivity = <I, R>(activity: (input: I) => Promise<R>, input: I): Promise<R> =>
  // Each call is an activity of its own.
  new MockActivityEnvironment({ activityId: randomUUID() }).run(activity as (...args: unknown[]) => Promise<R>, input);

/** The steps of 30104 as its workflow runs them. */
async function syncOrders() {
  runs += 1;
  const run = {
    shopCode: "DEMO",
    entryId: `run-${runs}`,
    runId: `run-${runs}/1`,
    parameters: {},
    reread: false,
    after: "0",
  };
  const read = createSyncOrdersActivities(desk);
  const create = createSalesOrdersActivities(desk);
  await inActivity(create.readDocumentChanges, run);
  await inActivity(read.refreshShopPlan, run);
  await inActivity(read.discoverOrders, run);
  await inActivity(read.claimOrders, run);
  await inActivity(read.importOrders, run);
  const created = await inActivity(create.createDueDocuments, run);
  const writtenBack = await inActivity(create.writeBackDocumentNumbers, run);
  const closed = await inActivity(create.closeOrders, run);
  return { created, writtenBack, closed };
}

const calls = async (operation: string) => (await sandbox.requests(operation)).length;

async function place(order: Node): Promise<PlacedOrder> {
  const [placed] = await sandbox.placeOrders([order]);
  if (placed === undefined) throw new Error("No order was placed");
  return placed;
}

const attributesOf = async (id: string) => {
  const { data } = await sandbox.graphql<{ order: { customAttributes: unknown; closed: boolean } }>(
    `query { order(id: "${id}") { closed customAttributes { key value } } }`,
  );
  return data?.order;
};

test("OR-6 and OR-46 an order of the store becomes a released sales order, and shows its number beside its attributes", async () => {
  const { id, legacyResourceId } = await place(anOrder({ customAttributes: [{ key: "gift", value: "yes" }] }));

  expect(await syncOrders()).toMatchObject({
    created: { counts: { changed: 1 } },
    writtenBack: { counts: { changed: 1 } },
  });
  const [document] = await desk.documents();
  expect(document).toMatchObject({
    status: "released",
    sellToCustomerNo: "10000",
    lines: [{ type: "item", no: "1000", quantity: "1", unitPrice: "25" }],
  });
  expect(await desk.header(legacyResourceId)).toMatchObject({ processed: true, salesOrderNo: document?.no });
  expect(await attributesOf(id)).toMatchObject({
    customAttributes: [
      { key: "gift", value: "yes" },
      { key: "BC Doc. No.", value: document?.no },
    ],
  });
  expect(await desk.db.selectFrom("shopifyCustomer").select("customerNo").execute()).toEqual([{ customerNo: "10000" }]);
});

test("attributes another app has set since the import stay", async () => {
  const { id } = await place(anOrder());
  await desk.set({ allowOutgoingRequests: false });
  expect(await syncOrders()).toMatchObject({ writtenBack: { counts: { blockedBySetting: 1 } } });
  await sandbox.patchOrder(id, { customAttributes: [{ key: "other", value: "app" }] });
  await desk.set({ allowOutgoingRequests: true });
  await syncOrders();

  const [document] = await desk.documents();
  expect(await attributesOf(id)).toMatchObject({
    customAttributes: [
      { key: "other", value: "app" },
      { key: "BC Doc. No.", value: document?.no },
    ],
  });
});

test("customers and variants of a page of orders are read in one call each, known ones not again", async () => {
  await sandbox.placeOrders(Array.from({ length: 30 }, (_, index) => anOrder({}, index % 2 === 0 ? "501" : "502")));
  await syncOrders();

  expect(await desk.documents()).toHaveLength(30);
  expect(await calls("CustomersById")).toBe(1);
  expect(await calls("VariantsById")).toBe(1);

  await sandbox.placeOrders([anOrder()]);
  await syncOrders();
  expect(await desk.documents()).toHaveLength(31);
  expect(await calls("CustomersById")).toBe(1);
  expect(await calls("VariantsById")).toBe(1);
});

test("text that cannot be stored, of a customer or a product, stops no order", async () => {
  await sandbox.faults(
    {
      match: { operation: "CustomersById" },
      effect: { kind: "corruptField", id: "gid://shopify/Customer/71", path: ["note"], value: "a\u0000b" },
      count: null,
    },
    {
      match: { operation: "VariantsById" },
      effect: { kind: "corruptField", id: "gid://shopify/Product/401", path: ["title"], value: "Chair \uD83D" },
      count: null,
    },
    {
      match: { operation: "VariantsById" },
      effect: { kind: "corruptField", id: "gid://shopify/ProductVariant/501", path: ["barcode"], value: "\u0000" },
      count: null,
    },
  );
  await sandbox.placeOrders([anOrder(), anOrder()]);

  expect(await syncOrders()).toMatchObject({ created: { counts: { changed: 2 } } });
  expect(await desk.db.selectFrom("shopifyCustomer").select("note").execute()).toEqual([{ note: "a\uFFFDb" }]);
});

test("OR-14 a product without an item waits; Create Sales Orders says what to map", async () => {
  const { legacyResourceId } = await place(anOrder({}, "503"));
  expect(await syncOrders()).toMatchObject({ created: { counts: { skipped: 1 } } });
  await desk.createDocuments();

  expect(await desk.header(legacyResourceId)).toMatchObject({
    hasError: true,
    errorMessage: "Not everything can be mapped. Map variant 503 to an item.",
  });
});

test("Auto Create Unknown Items makes the item once, with the SKU as its number", async () => {
  await desk.set({ autoCreateUnknownItems: true, itemTemplCode: "ITEM" });
  await sandbox.placeOrders([anOrder({}, "503"), anOrder({}, "503")]);
  await syncOrders();

  expect(await desk.documents()).toHaveLength(2);
  expect(
    await desk.db
      .selectFrom("ledger.item")
      .select(["no", "description", "unitPrice"])
      .where("no", "=", "9999")
      .execute(),
  ).toEqual([{ no: "9999", description: "Product 9999", unitPrice: "25.00" }]);
});

test("OR-45 a shipped, fulfilled and paid order is closed in Shopify once; an unpaid one is not", async () => {
  await desk.set({ createInvoicesFromOrders: false });
  const fulfilled = { fulfillments: [{}], displayFulfillmentStatus: "FULFILLED" };
  const paid = await place(anOrder({ ...fulfilled, displayFinancialStatus: "PAID", fullyPaid: true }));
  const unpaid = await place(anOrder({ ...fulfilled, displayFinancialStatus: "PENDING", fullyPaid: false }));
  await syncOrders();
  // As after posting the shipment: nothing is left to ship.
  await desk.db
    .updateTable("ledger.salesLine")
    .set((eb) => ({ quantityShipped: eb.ref("quantity") }))
    .execute();
  await sandbox.patchOrder(paid.id, { note: "touched" });
  await sandbox.patchOrder(unpaid.id, { note: "touched" });
  await syncOrders();
  await syncOrders();

  expect(await desk.header(paid.legacyResourceId)).toMatchObject({ closed: true });
  expect(await desk.header(unpaid.legacyResourceId)).toMatchObject({ closed: false });
  expect(await attributesOf(paid.id)).toMatchObject({ closed: true });
  expect(await calls("CloseOrder")).toBe(1);
});

test("OR-47 Cancel Order sends OTHER for a blank reason, and says what Shopify refuses", async () => {
  const { id, legacyResourceId } = await place(anOrder());
  const { cancelOrder } = createOrderActionActivities(desk);
  const cancellation = {
    shopCode: "DEMO",
    orderId: legacyResourceId,
    reason: "",
    notifyCustomer: false,
    restock: true,
    refundOriginalPaymentMethods: true,
    staffNote: "",
  } as const;

  expect(await inActivity(cancelOrder, cancellation)).toEqual({ kind: "done" });
  await sandbox.clock({ advance: "PT1M" });
  const { data } = await sandbox.graphql<{ order: { cancelReason: string } }>(
    `query { order(id: "${id}") { cancelReason } }`,
  );
  expect(data?.order.cancelReason).toBe("OTHER");
  expect(await inActivity(cancelOrder, cancellation)).toEqual({
    kind: "refused",
    message: expect.stringMatching(/^Order has already been cancelled\. \(CancelOrder, request id .+\)$/),
  });
});

test("Mark as Paid is done when Shopify shows the order as fully paid", async () => {
  const { legacyResourceId } = await place(anOrder({ transactions: [] }));
  const { markOrderAsPaid } = createOrderActionActivities(desk);
  const order = { shopCode: "DEMO", orderId: legacyResourceId };

  expect(await inActivity(markOrderAsPaid, order)).toEqual({ kind: "done" });
  expect(await inActivity(markOrderAsPaid, { ...order, orderId: "404" })).toMatchObject({ kind: "refused" });
});

test("with data sync off an action is refused and names the setting", async () => {
  const { legacyResourceId } = await place(anOrder());
  await desk.set({ allowOutgoingRequests: false });
  const { markOrderAsPaid } = createOrderActionActivities(desk);

  await expect(inActivity(markOrderAsPaid, { shopCode: "DEMO", orderId: legacyResourceId })).rejects.toMatchObject({
    type: "data-sync-disabled",
    params: { setting: "allowOutgoingRequests" },
  });
});

test("Find Mappings reads what is unknown and answers what is missing", async () => {
  await desk.set({ autoCreateOrders: false });
  const { legacyResourceId } = await place(anOrder({}, "503"));
  await syncOrders();
  const { findOrderMappings } = createOrderActionActivities(desk);
  const order = { shopCode: "DEMO", orderId: legacyResourceId };

  expect(await inActivity(findOrderMappings, order)).toMatchObject([{ what: "item", variantId: "503" }]);
  await desk.db.updateTable("orderLine").set({ itemNo: "1001" }).execute();
  expect(await inActivity(findOrderMappings, order)).toEqual([]);
});
