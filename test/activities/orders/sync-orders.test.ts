import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { SyncOrdersParameters } from "#activities/orders/sync-orders-parameters";
import { findOrderCursor, resetOrderCursor } from "#database/order-cursor";
import { STORE } from "../../shopify/client-setup.ts";
import type { OrderDesk } from "../../support/order-desk.ts";
import { aSandbox, type SandboxHandle } from "../../support/sandbox.ts";
import { aDeskAt } from "../../support/sandbox-desk.ts";
import { syncOrders as syncOrdersOf } from "../../support/sync-orders.ts";

let sandbox: SandboxHandle | undefined;
let desk: OrderDesk | undefined;

beforeEach(async () => {
  sandbox = await aSandbox();
  desk = await aDeskAt(sandbox);
});
afterEach(async () => {
  await desk?.database.drop();
  await sandbox?.close();
  desk = undefined;
  sandbox = undefined;
});

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The set-up is not complete");
  return value;
}
const store = (): SandboxHandle => present(sandbox);
const db = () => present(desk).db;

const syncOrders = (parameters: SyncOrdersParameters = {}, reread = false) =>
  syncOrdersOf(present(desk), parameters, { reread });

/** Well before now: no order changes while it is read. */
const minutesAgo = (minutes: number): string =>
  new Date(Math.floor(Date.now() / 1000) * 1000 - minutes * 60_000).toISOString();
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const place = (...orders: readonly object[]) =>
  store().placeOrders(
    orders.map((order, index) => ({ createdAt: minutesAgo(60), updatedAt: minutesAgo(60 - index / 60), ...order })),
  );
const orderNos = async () =>
  (await db().selectFrom("orderHeader").select("shopifyOrderNo").orderBy("shopifyOrderId").execute()).map(
    (row) => row.shopifyOrderNo,
  );
const orderNamed = (shopifyOrderNo: string) =>
  db().selectFrom("orderHeader").selectAll().where("shopifyOrderNo", "=", shopifyOrderNo).executeTakeFirstOrThrow();

test("OR-1 a store that was never read: its open orders come in, and the next run finds nothing new", async () => {
  await place(
    { name: "#1" },
    { name: "#2" },
    { name: "#3" },
    { name: "#4", closed: true },
    { name: "#5", closed: true },
  );
  const before = Date.now();

  expect(await syncOrders()).toMatchObject({ read: 3, changed: 3 });

  expect(await orderNos()).toEqual(["#1", "#2", "#3"]);
  const cursor = present(await findOrderCursor(db(), STORE)).getTime();
  expect(Math.abs(cursor - before)).toBeLessThan(5_000);
  expect(await syncOrders()).toMatchObject({ read: 0 });
});

test("OR-2 closed orders: never imported, not queued; imported, brought up to date", async () => {
  const [imported] = await place({ name: "#1" });
  await syncOrders();
  await place({ name: "#2", closed: true, updatedAt: minutesAgo(0) });
  await store().patchOrder(present(imported).legacyResourceId, { closed: true });

  await syncOrders();

  expect(await orderNos()).toEqual(["#1"]);
  expect(await orderNamed("#1")).toMatchObject({ closed: true });
});

test("OR-3 251 orders and an error on page 2 that lasts: the run fails, the cursor stays, the next run has them all", async () => {
  await place(...upTo(251).map((number) => ({ name: `#${number}` })));
  await store().faults({
    match: { operation: "OrdersToImport", nth: 2 },
    effect: { kind: "serverError", status: 502 },
    count: null,
  });

  await expect(syncOrders()).rejects.toMatchObject({ type: "shopify-unavailable", retryable: true });
  expect(await findOrderCursor(db(), STORE)).toBeUndefined();

  await store().clearFaults();
  await syncOrders();
  expect(await orderNos()).toHaveLength(251);
  expect(await findOrderCursor(db(), STORE)).toBeDefined();
});

test("OR-4 OR-5 an order of a company, sold in a shop: company, number, amount and location", async () => {
  await place({
    name: "#1001",
    purchasingEntity: { company: { name: "Acme" } },
    retailLocation: { id: "gid://shopify/Location/321", name: "Downtown" },
    lineItems: [{ title: "Chair", quantity: 2, originalUnitPriceSet: { shopMoney: { amount: "25.00" } } }],
  });

  await syncOrders();

  const order = await orderNamed("#1001");
  expect(order).toMatchObject({
    b2b: true,
    totalAmount: "50",
    retailLocationId: "321",
    retailLocationName: "Downtown",
  });
  expect(order.companyId).not.toBeNull();
});

test("OR-9 OR-10 OR-11 filters decide what is imported; the rest waits unclaimed", async () => {
  await place(
    {
      name: "#1",
      displayFinancialStatus: "PAID",
      tags: ["vip", "Gift"],
      customAttributes: [{ key: "Loyalty", value: "7" }],
    },
    { name: "#2", displayFinancialStatus: "PENDING", tags: ["vip"] },
    { name: "#3", displayFinancialStatus: "PAID", tags: [] },
  );

  expect(await syncOrders({ tags: "*gift*" })).toMatchObject({ read: 0, notMatched: 3 });
  expect(await syncOrders({ tags: "@*gift*", attributeKey: "Loyalty", attributeKeyExists: true })).toMatchObject({
    read: 1,
  });
  expect(await syncOrders({ financialStatus: ["paid"] })).toMatchObject({ read: 1, notMatched: 1 });

  expect(await orderNos()).toEqual(["#1", "#3"]);
  expect(await db().selectFrom("ordersToImport").select(["orderNo", "shop"]).execute()).toEqual([
    { orderNo: "#2", shop: null },
  ]);
});

test("OR-12 channel liable taxes: queue row, tax line and order", async () => {
  const tax = { title: "Tax", rate: 0.1, channelLiable: true, priceSet: { shopMoney: { amount: "1.00" } } };
  await place({ name: "#1", taxLines: [tax] }, { name: "#2" });

  await syncOrders({ channelLiableTaxes: true });

  expect(await orderNamed("#1")).toMatchObject({ channelLiableTaxes: true });
  expect(
    await db()
      .selectFrom("orderTaxLine")
      .select(["parentKind", "channelLiable"])
      .where("parentKind", "=", "order")
      .execute(),
  ).toEqual([{ parentKind: "order", channelLiable: true }]);
  const taxLines = (await db().selectFrom("orderTaxLine").selectAll().execute()).length;
  await syncOrders();
  expect(await orderNamed("#2")).toMatchObject({ channelLiableTaxes: false });
  expect(await db().selectFrom("orderTaxLine").selectAll().execute()).toHaveLength(taxLines);
});

test("OR-16 one order Shopify delivers broken, one it cannot deliver: the others are imported", async () => {
  const [broken, refused] = await place({ name: "#1" }, { name: "#2" }, { name: "#3" });
  await store().faults(
    {
      match: { operation: "OrderNodes" },
      effect: {
        kind: "corruptField",
        id: present(broken).id,
        path: ["totalPriceSet", "shopMoney", "amount"],
        value: "ten",
      },
      count: null,
    },
    { match: { operation: "OrderNodes" }, effect: { kind: "nodeError", id: present(refused).id }, count: null },
  );

  expect(await syncOrders()).toMatchObject({ read: 3, changed: 1, failed: 2 });

  expect(await orderNos()).toEqual(["#3"]);
  expect(await db().selectFrom("ordersToImport").select(["orderNo", "errorCode"]).orderBy("orderNo").execute()).toEqual(
    [
      { orderNo: "#1", errorCode: "order-malformed" },
      { orderNo: "#2", errorCode: "order-unreadable" },
    ],
  );
});

test.each([251, 501])(
  "an order comes whole with %i lines, shipping charges, fulfillment orders, and lines of a fulfillment order and a fulfillment",
  async (count) => {
    const ofLine = (number: number) => ({ lineItem: { id: `gid://shopify/LineItem/${number}` }, totalQuantity: 1 });
    await place({
      name: "#1",
      fulfillments: [{}],
      lineItems: upTo(count).map((number) => ({
        id: `gid://shopify/LineItem/${number}`,
        title: `Item ${number}`,
        quantity: 1,
      })),
      shippingLines: upTo(count).map((number) => ({
        title: `Parcel ${number}`,
        originalPriceSet: { shopMoney: { amount: "1.00" } },
      })),
      fulfillmentOrders: [
        { status: "CLOSED", lineItems: upTo(count).map(ofLine) },
        ...upTo(count - 1).map((number) => ({ status: "CANCELLED", lineItems: [ofLine(number)] })),
      ],
    });

    await syncOrders();

    const stored = async (
      table: "orderLine" | "orderShippingCharge" | "fulfillmentOrder" | "fulfillmentOrderLine" | "fulfillmentLine",
    ) => (await db().selectFrom(table).selectAll().execute()).length;
    expect(await stored("orderLine")).toBe(count);
    expect(await stored("orderShippingCharge")).toBe(count);
    expect(await stored("fulfillmentOrder")).toBe(count);
    expect(await stored("fulfillmentOrderLine")).toBe(2 * count - 1);
    expect(await stored("fulfillmentLine")).toBe(count);
  },
  60_000,
);

test("ugly orders come in as they are: no address, emoji, 255 characters, deleted product, nothing to pay", async () => {
  const long = "Ünï🎁".repeat(51);
  await place({
    name: "#1",
    shippingAddress: null,
    billingAddress: null,
    note: long,
    tags: ["🎁"],
    lineItems: [{ title: long, product: null, variant: null, originalUnitPriceSet: { shopMoney: { amount: "0.00" } } }],
  });

  expect(await syncOrders()).toMatchObject({ read: 1, changed: 1 });

  expect(await orderNamed("#1")).toMatchObject({ workDescription: long, totalAmount: "0", shipToCity: "" });
  expect(await db().selectFrom("orderLine").select(["description", "productId"]).execute()).toEqual([
    { description: long, productId: null },
  ]);
});

test("an order that only our own attribute was written to is unchanged", async () => {
  const [order] = await place({ name: "#1" });
  await syncOrders();
  await store().patchOrder(present(order).legacyResourceId, {
    customAttributes: [{ key: "BC Doc. No.", value: "S-1" }],
    updatedAt: minutesAgo(1),
  });

  expect(await syncOrders()).toMatchObject({ read: 1, unchanged: 1, changed: 0 });
});

test("SH-19 after a reset the next run reads from that time", async () => {
  await place({ name: "#1", createdAt: minutesAgo(3_000), updatedAt: minutesAgo(3_000) });
  await resetOrderCursor(db(), STORE, new Date(minutesAgo(1_000)));
  await syncOrders();
  expect(await orderNos()).toEqual([]);

  await resetOrderCursor(db(), STORE, new Date(minutesAgo(4_000)));
  await syncOrders();
  expect(await orderNos()).toEqual(["#1"]);
});

describe("what plan and scopes allow", () => {
  test("OR-31 staff is asked for on an advanced plan only: after a downgrade orders still come in", async () => {
    await db()
      .insertInto("staffMapping")
      .values({ shop: "DEMO", shopifyStaffId: "91", salespersonCode: "JO" })
      .execute();
    await store().putShop({ plan: "advanced" });
    await place({ name: "#1", staffMember: { id: "gid://shopify/StaffMember/91", name: "Jo" } });
    await syncOrders();
    expect(await orderNamed("#1")).toMatchObject({ staffMemberId: "91", salespersonCode: "JO" });

    await store().putShop({ plan: "basic" });
    await place({ name: "#2", updatedAt: minutesAgo(0) });
    expect(await syncOrders()).toMatchObject({ failed: 0 });
    expect(await orderNos()).toEqual(["#1", "#2"]);
  });

  test("without the scope for payment terms what is stored of them stays", async () => {
    const terms = {
      paymentTermsName: "Net 30",
      paymentTermsType: "NET",
      paymentSchedules: [{ dueAt: "2026-05-15T12:00:00Z" }],
    };
    const [order] = await place({ name: "#1", paymentTerms: terms });
    await syncOrders();
    expect(await orderNamed("#1")).toMatchObject({ paymentTermsName: "Net 30", dueDate: "2026-05-15" });

    await store().putShop({
      scopes: ["read_orders", "read_all_orders", "read_customers", "read_products", ...fulfillment],
    });
    await db().updateTable("registeredStore").set({ accessToken: null }).execute();
    await store().patchOrder(present(order).legacyResourceId, { poNumber: "PO-77" });
    expect(await syncOrders()).toMatchObject({ failed: 0 });
    expect(await orderNamed("#1")).toMatchObject({
      poNumber: "PO-77",
      paymentTermsName: "Net 30",
      dueDate: "2026-05-15",
    });
  });

  const fulfillment = [
    "read_locations",
    "read_merchant_managed_fulfillment_orders",
    "read_assigned_fulfillment_orders",
  ];
});

describe("the price of reading", () => {
  /** A group of orders costs the same when it is not full, so they are made up to the hundred. */
  const fillGroups = async () => {
    const { data } = await store().graphql<{ ordersCount: { count: number } }>(
      '{ ordersCount(query: "status:open", limit: null) { count } }',
    );
    const missing = (100 - (present(data).ordersCount.count % 100)) % 100;
    await place(...upTo(missing).map((number) => ({ name: `#F${number}` })));
  };

  test.each([
    ["dearest", "none", 2.2],
    ["pooled", "none", 2.2],
    ["dearest", "importOnly", 2.5],
    ["pooled", "importOnly", 2.5],
  ] as const)(
    "listing and reading 500 orders (list cost %s, Process Type %s) costs at most %f points an order",
    async (listCost, returnAndRefundProcess, most) => {
      await present(desk).set({ returnAndRefundProcess });
      await store().putShop({ listCost, plan: "plus" });
      await store().seed({ orders: 500 });
      await fillGroups();

      const { read } = await syncOrders();

      const requests = await store().requests();
      const spent = requests
        .filter(({ operation }) => /^(?:Order|Fulfillment|Refund|Return|Reverse)/u.test(operation ?? ""))
        .reduce((sum, { actualCost }) => sum + (actualCost ?? 0), 0);
      expect(read).toBeGreaterThan(300);
      expect(spent / read).toBeGreaterThan(1);
      expect(spent / read).toBeLessThanOrEqual(most);
    },
    90_000,
  );
});
