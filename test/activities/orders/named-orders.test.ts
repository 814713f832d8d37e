import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { MockActivityEnvironment } from "@temporalio/testing";
import { planStaging, planUnlisted } from "#activities/orders/plan-staging";
import { requireOrderNumbers } from "#activities/orders/require-order-numbers";
import { createSyncOrdersActivities, type SyncOrdersStep } from "#activities/orders/sync-orders-activities";
import type { SyncOrdersParameters } from "#activities/orders/sync-orders-parameters";
import { findOrderCursor, resetOrderCursor } from "#database/order-cursor";
import { stageOrders, stageUnlisted } from "#database/orders-to-import";
import { insertShop } from "#database/shops";
import { STORE } from "../../shopify/client-setup.ts";
import { aListedOrder } from "../../support/listed-order.ts";
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

const syncOrders = (parameters: SyncOrdersParameters = {}, reread = false, shopCode = "DEMO") =>
  syncOrdersOf(present(desk), parameters, { reread, shopCode });

/** The first step of a run by itself. */
const discover = (parameters: SyncOrdersParameters) => {
  const { discoverOrders } = createSyncOrdersActivities(present(desk));
  const run: SyncOrdersStep = { shopCode: "DEMO", entryId: "e", runId: "r", parameters, reread: true };
  return new MockActivityEnvironment().run(discoverOrders, run);
};

/** Well before now: no order changes while it is read. */
const minutesAgo = (minutes: number): string =>
  new Date(Math.floor(Date.now() / 1000) * 1000 - minutes * 60_000).toISOString();
const place = (...orders: readonly object[]) =>
  store().placeOrders(
    orders.map((order, index) => ({ createdAt: minutesAgo(60), updatedAt: minutesAgo(60 - index / 60), ...order })),
  );
const orderNos = async () =>
  (await db().selectFrom("orderHeader").select("shopifyOrderNo").orderBy("shopifyOrderId").execute()).map(
    (row) => row.shopifyOrderNo,
  );
const queueErrors = async () =>
  (await db().selectFrom("ordersToImport").selectAll().orderBy("shopifyOrderId").execute()).map((row) => [
    row.shopifyOrderId,
    row.shop,
    row.errorCode,
    row.errorMessage,
  ]);

test("named orders are read again although nothing changed, closed ones too; nothing is listed and the cursor stays", async () => {
  const [open, closed] = await place({ name: "#1" }, { name: "#2", closed: true });
  await syncOrders();
  const cursor = await findOrderCursor(db(), STORE);
  const orderIds = [present(open).legacyResourceId, present(closed).legacyResourceId];

  expect(await syncOrders({ orderIds }, true)).toMatchObject({ read: 2, changed: 2 });

  expect(await orderNos()).toEqual(["#1", "#2"]);
  expect(await findOrderCursor(db(), STORE)).toEqual(cursor);
});

test("an order is imported by its number, with or without #, whatever the cursor says; a number nobody has stops nobody", async () => {
  const [, , third] = await place({ name: "#7" }, { name: "#70", closed: true }, { name: "#700" });
  await resetOrderCursor(db(), STORE, new Date("2100-01-01T00:00:00Z"));
  expect(await syncOrders()).toMatchObject({ read: 0 });

  expect(await syncOrders({ orderNos: ["70", "#7", "7000"] })).toMatchObject({ changed: 2, failed: 0 });

  expect(await orderNos()).toEqual(["#7", "#70"]);
  expect(await syncOrders({ orderNos: ["7"], orderIds: [present(third).legacyResourceId] }, true)).toMatchObject({
    read: 2,
  });
  expect(await orderNos()).toEqual(["#7", "#70", "#700"]);
});

test("a named order Shopify cannot deliver says so in the queue and does not keep the others out; it comes in when Shopify can", async () => {
  const [broken, fine] = await place({ name: "#1" }, { name: "#2" });
  const orderIds = [present(broken).legacyResourceId, present(fine).legacyResourceId];
  const cannot = (operation: string) =>
    store().faults({ match: { operation }, effect: { kind: "nodeError", id: present(broken).id }, count: null });
  await cannot("OrdersToImportByIds");
  await cannot("OrderNodes");

  expect(await syncOrders({ orderIds }, true)).toMatchObject({ read: 2, changed: 1, failed: 1 });
  expect(await orderNos()).toEqual(["#2"]);
  expect(await queueErrors()).toEqual([
    [orderIds[0], "DEMO", "order-unreadable", expect.stringMatching(/OrderNodes, request id .+\)$/)],
  ]);

  await store().clearFaults();
  expect(await syncOrders({ orderIds }, true)).toMatchObject({ read: 2, changed: 2 });
  expect(await orderNos()).toEqual(["#1", "#2"]);
  expect(await queueErrors()).toEqual([]);
});

test("a named order Shopify does not know says so in the queue, by its id or by the number it is stored with", async () => {
  const [gone] = await place({ name: "#1" });
  await syncOrders();
  const id = present(gone).legacyResourceId;
  await store().control("DELETE", `orders/${id}`, {});

  expect(await syncOrders({ orderIds: ["404"], orderNos: ["1"] }, true)).toMatchObject({ read: 2, failed: 2 });
  expect(await queueErrors()).toEqual([
    ["404", "DEMO", "order-not-found", expect.stringMatching(/^Shopify does not know order 404 .*request id .+\)$/)],
    [id, "DEMO", "order-not-found", expect.stringContaining(id)],
  ]);
  expect(await orderNos()).toEqual(["#1"]);
});

test("an order that waits with an error and is gone at Shopify counts once when it is named by its number", async () => {
  const [gone] = await place({ name: "#1" });
  await store().faults({
    match: { operation: "OrderNodes" },
    effect: { kind: "nodeError", id: present(gone).id },
    count: null,
  });
  await syncOrders();
  await store().clearFaults();
  await store().control("DELETE", `orders/${present(gone).legacyResourceId}`, {});

  expect(await discover({ orderNos: ["1"] })).toEqual({ done: true, unknown: 0 });
  expect(await syncOrders({ orderNos: ["1"] }, true)).toMatchObject({ failed: 1 });
  expect(await queueErrors()).toMatchObject([[expect.any(String), "DEMO", "order-not-found", expect.any(String)]]);
});

test("an order nothing is known of is let in where nothing of it is filtered", async () => {
  expect(await syncOrders({ orderIds: ["404"], fullyPaid: false }, true)).toMatchObject({ failed: 0, notMatched: 1 });
  expect(await syncOrders({ fullyPaid: false })).toMatchObject({ failed: 0, notMatched: 1 });
  expect(await syncOrders()).toMatchObject({ failed: 1 });
  expect(await syncOrders({ hasError: true })).toMatchObject({ failed: 1 });
  expect(await syncOrders({ hasError: false })).toMatchObject({ failed: 0 });
});

test("a filter keeps a named order out also when its listing failed for a moment", async () => {
  const [order] = await place({ name: "#1" });
  const orderIds = [present(order).legacyResourceId];
  await store().faults({
    match: { operation: "OrdersToImportByIds" },
    effect: { kind: "nodeError", id: present(order).id },
    count: 1,
  });

  expect(await syncOrders({ orderIds, tags: "*vip*" }, true)).toMatchObject({ read: 0, notMatched: 1 });
  expect(await orderNos()).toEqual([]);
});

test("an order that is listed by its store while it is asked for in another is in its own store's queue", async () => {
  await insertShop(db(), { code: "ELSE", store: "else.myshopify.com", enabled: true });
  const listed = aListedOrder({ id: "gid://shopify/Order/9" });
  const staged = planStaging([listed], new Map(), { unchanged: false, closed: false });
  const listings: Promise<void>[] = [];
  await db()
    .transaction()
    .execute(async (transaction) => {
      await stageUnlisted(transaction, "else.myshopify.com", planUnlisted(["9"], new Map()));
      listings.push(stageOrders(db(), STORE, staged));
      await sleep(100);
    });
  await Promise.all(listings);

  expect(await db().selectFrom("ordersToImport").select(["store", "shop", "orderNo"]).execute()).toEqual([
    { store: STORE, shop: null, orderNo: listed.name },
  ]);
});

test("an order that was renamed at Shopify is found by its new number, and is not missed", async () => {
  const [order] = await place({ name: "#1" });
  await syncOrders();
  await store().patchOrder(present(order).legacyResourceId, { name: "#1-B" });

  expect(await syncOrders({ orderNos: ["1-B"] }, true)).toMatchObject({ read: 1 });
  await requireOrderNumbers(present(desk), { shopCode: "DEMO", orderNos: ["1-B"] }, { callOptions: {} });
});

test("a named order that another shop has, or that another filter keeps out, is counted", async () => {
  await insertShop(db(), { code: "POS", store: STORE, enabled: true });
  const [ofPos] = await place({ name: "#1" });
  await syncOrders({}, false, "POS");
  await place({ name: "#2" });

  expect(await syncOrders({ orderIds: [present(ofPos).legacyResourceId] }, true)).toMatchObject({
    read: 0,
    notMatched: 1,
  });
  expect(await syncOrders({ orderNos: ["1", "2"], tags: "*vip*" }, true)).toMatchObject({ read: 0, notMatched: 2 });
});

test("an order that was asked for in another store is imported by the store that has it, as it is there", async () => {
  await insertShop(db(), { code: "ELSE", store: "else.myshopify.com", enabled: true });
  const [order] = await place({ name: "#1" });
  const id = present(order).legacyResourceId;
  await stageUnlisted(db(), "else.myshopify.com", planUnlisted([id], new Map()));

  expect(await syncOrders({ createdFrom: minutesAgo(120) })).toMatchObject({ read: 1, changed: 1 });
  expect(await orderNos()).toEqual(["#1"]);
  expect(await queueErrors()).toEqual([]);
});
