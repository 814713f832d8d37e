import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { claimMatchingOrders } from "#activities/orders/claim-orders";
import { planStaging } from "#activities/orders/plan-staging";
import type { KnownOrder } from "#database/orders";
import { stageOrders } from "#database/orders-to-import";
import { insertShop } from "#database/shops";
import type { ListedOrder } from "#domain/orders/queue-row";
import { aDatabase, type TestDatabase } from "../../support/database.ts";
import { aListedOrder } from "../../support/listed-order.ts";

const STORE = "demo.myshopify.com";
const ORDINARY = { unchanged: false, closed: false };
let database: TestDatabase;

beforeAll(async () => {
  database = await aDatabase();
  await insertShop(database.db, { code: "STORE", store: STORE });
  await insertShop(database.db, { code: "POS", store: STORE });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom("ordersToImport").execute();
});

const aKnownOrder = (order: Partial<KnownOrder> = {}): KnownOrder => ({
  shopifyOrderId: "1",
  shopifyOrderNo: "#1",
  shop: "STORE",
  updatedAt: new Date(0),
  readAt: new Date(0),
  ...order,
});
const stage = (orders: readonly ListedOrder[], known = new Map<string, KnownOrder>()) =>
  stageOrders(database.db, STORE, planStaging(orders, known, ORDINARY));
const queue = () =>
  database.db.selectFrom("ordersToImport").select(["shopifyOrderId", "shop"]).orderBy("shopifyOrderId").execute();

test("OR-9 only what passes the filters is claimed; the rest stays with a blank shop", async () => {
  await stage([aListedOrder(), aListedOrder({ id: "gid://shopify/Order/2", displayFinancialStatus: "PENDING" })]);

  await claimMatchingOrders(database, { shopCode: "STORE", runId: "r1", filters: { financialStatus: ["paid"] } });

  expect(await queue()).toEqual([
    { shopifyOrderId: "1", shop: "STORE" },
    { shopifyOrderId: "2", shop: null },
  ]);
});

test("two shops of one store share its orders, and a claimed one stays where it is", async () => {
  await stage([
    aListedOrder(),
    aListedOrder({ id: "gid://shopify/Order/2", attribution: { displayName: "Point of Sale" } }),
  ]);

  const filters = { channelName: "Point of Sale" };
  await claimMatchingOrders(database, { shopCode: "POS", runId: "r1", filters });
  await claimMatchingOrders(database, { shopCode: "STORE", runId: "r2", filters: {} });
  await stage([aListedOrder({ id: "gid://shopify/Order/2", displayFinancialStatus: "VOIDED" })]);

  expect(await queue()).toEqual([
    { shopifyOrderId: "1", shop: "STORE" },
    { shopifyOrderId: "2", shop: "POS" },
  ]);
});

test("OR-2 a closed order that was never imported is not queued; one that was is, for its shop", async () => {
  const known = new Map([["2", aKnownOrder({ shopifyOrderId: "2", shop: "POS" })]]);

  await stage([aListedOrder({ closed: true }), aListedOrder({ id: "gid://shopify/Order/2", closed: true })], known);

  expect(await queue()).toEqual([{ shopifyOrderId: "2", shop: "POS" }]);
});

test("an order that was read five seconds after its last change is not staged again, unless asked for", () => {
  const order = aListedOrder({ updatedAt: "2026-03-01T10:00:00Z" });
  const readAt = (time: string) =>
    new Map([["1", aKnownOrder({ updatedAt: new Date("2026-03-01T10:00:00Z"), readAt: new Date(time) })]]);

  expect(planStaging([order], readAt("2026-03-01T10:00:05Z"), ORDINARY)).toEqual([]);
  expect(planStaging([order], readAt("2026-03-01T10:00:04Z"), ORDINARY)).toHaveLength(1);
  expect(planStaging([order], readAt("2026-03-01T10:00:05Z"), { unchanged: true, closed: false })).toHaveLength(1);
});
