import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { applyOrder, type Applied } from "#activities/orders/apply-order";
import { planStaging } from "#activities/orders/plan-staging";
import { resolveConflict } from "#database/order-outcome";
import { stageOrders } from "#database/orders-to-import";
import { insertShop } from "#database/shops";
import type { OrderNode } from "#domain/orders/order-node";
import type { Shop } from "#domain/shops/shop";
import { aDatabase, type TestDatabase } from "../../support/database.ts";
import { aListedOrder } from "../../support/listed-order.ts";
import { aLineNode, anOrderNode, aShippingLineNode, aTransactionNode, money } from "../../support/order-node.ts";

let database: TestDatabase;
let shop: Shop;

beforeAll(async () => {
  database = await aDatabase();
  shop = await insertShop(database.db, { code: "DEMO", store: "demo.myshopify.com", autoCreateOrders: true });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom("orderHeader").execute();
});

const apply = (
  order: Partial<OrderNode> = {},
  over: { shop?: Shop; reread?: boolean; readAt?: string } = {},
): Promise<Applied> =>
  applyOrder(
    database,
    over.shop ?? shop,
    {
      node: anOrderNode(order),
      readAt: over.readAt ?? "2026-03-01T10:01:00Z",
      optionalFields: [],
      reread: over.reread ?? false,
    },
    {
      shop,
      timeZone: "UTC",
      currencyCode: (isoCode) => (isoCode === "USD" ? "" : isoCode),
      salespersonCode: () => "",
      hash: (text) => text,
    },
  );

const header = () => database.db.selectFrom("orderHeader").selectAll().executeTakeFirstOrThrow();
const lines = () => database.db.selectFrom("orderLine").selectAll().orderBy("lineId").execute();

test("a new order is stored with everything that belongs to it and waits for its sales document", async () => {
  expect(
    await apply({
      note: "Ring twice 🎁",
      tags: ["vip", "Gift"],
      customAttributes: [{ key: "Loyalty", value: "7" }],
      shippingLines: { nodes: [aShippingLineNode()] },
      taxLines: [{ title: "Tax", rate: 0.1, ratePercentage: 10, channelLiable: null, priceSet: money("2.50") }],
      risk: {
        assessments: [
          { riskLevel: "HIGH", provider: null, facts: [{ description: "Odd address", sentiment: "NEGATIVE" }] },
        ],
      },
    }),
  ).toBe("created");

  expect(await header()).toMatchObject({
    shopifyOrderNo: "#1001",
    totalAmount: "25",
    workDescription: "Ring twice 🎁",
    highRisk: true,
    gateway: "shopify_payments",
    processed: false,
    creationDue: true,
  });
  expect(await lines()).toMatchObject([{ lineId: "11", description: "Chair", quantity: 1, unitPrice: "25" }]);
  expect(await database.db.selectFrom("orderRisk").selectAll().execute()).toMatchObject([
    { level: "high", provider: "Shopify", sentiment: "negative", message: "Odd address" },
  ]);
  expect(await database.db.selectFrom("orderTag").select("tag").orderBy("tag").execute()).toEqual([
    { tag: "Gift" },
    { tag: "vip" },
  ]);
  expect(await database.db.selectFrom("shipmentMethodMapping").select("name").execute()).toEqual([{ name: "Express" }]);
  expect(await database.db.selectFrom("paymentMethodMapping").select("gateway").execute()).toEqual([
    { gateway: "shopify_payments" },
  ]);
});

test("payments that name no gateway appear in the mapping too: blank is one of the methods an order was paid by", async () => {
  await apply({
    transactions: [aTransactionNode(), aTransactionNode({ id: "gid://shopify/OrderTransaction/32", gateway: null })],
  });

  expect(await database.db.selectFrom("paymentMethodMapping").select("gateway").orderBy("gateway").execute()).toEqual([
    { gateway: "" },
    { gateway: "shopify_payments" },
  ]);
});

test("an order of a shop that creates no documents is not marked for creation", async () => {
  await apply({}, { shop: { ...shop, autoCreateOrders: false } });

  expect((await header()).creationDue).toBe(false);
});

test("the same content again is unchanged; reading it by hand writes it", async () => {
  await apply();

  expect(await apply({ updatedAt: "2026-03-05T10:00:00Z" })).toBe("unchanged");
  expect((await header()).updatedAt.toISOString()).toBe("2026-03-05T10:00:00.000Z");
  expect(await apply({ updatedAt: "2026-03-05T10:00:00Z" }, { reread: true })).toBe("updated");
});

test("OR-15 an order that comes again is brought up to date but not marked for creation", async () => {
  await apply();
  await database.db.updateTable("orderHeader").set({ creationDue: false }).execute();

  expect(await apply({ poNumber: "PO-77" })).toBe("updated");
  expect(await header()).toMatchObject({ poNumber: "PO-77", creationDue: false });
});

test("addresses, e-mail and dates of the first import stay, and so does what a person mapped", async () => {
  await apply();
  await database.db.updateTable("orderHeader").set({ sellToCustomerNo: "10000" }).execute();
  await database.db.updateTable("orderLine").set({ itemNo: "1000" }).execute();

  await apply({ email: "other@example.com", shippingAddress: null, poNumber: "1" });

  expect(await header()).toMatchObject({
    email: "jane@example.com",
    shipToCity: "Seattle",
    sellToCustomerNo: "10000",
  });
  expect(await lines()).toMatchObject([{ itemNo: "1000" }]);
});

test("lines, attributes, tax lines and charges follow Shopify", async () => {
  await apply({
    customAttributes: [{ key: "a", value: "1" }],
    lineItems: { nodes: [aLineNode(), aLineNode({ id: "gid://shopify/LineItem/12" })] },
    shippingLines: { nodes: [aShippingLineNode()] },
  });

  await apply({
    customAttributes: [{ key: "b", value: null }],
    lineItems: { nodes: [aLineNode({ quantity: 3 }), aLineNode({ id: "gid://shopify/LineItem/12", quantity: 0 })] },
  });

  expect(await lines()).toMatchObject([{ lineId: "11", quantity: 3 }]);
  expect(await database.db.selectFrom("orderAttribute").selectAll().execute()).toMatchObject([
    { attributeKey: "b", attributeValue: "" },
  ]);
  expect(await database.db.selectFrom("orderShippingCharge").selectAll().execute()).toEqual([]);
});

test("an order that cannot be stored leaves nothing behind", async () => {
  const line = aLineNode({ id: "gid://shopify/LineItem/99999999999999999999" });

  await expect(apply({ lineItems: { nodes: [line] } })).rejects.toThrow(/out of range/u);

  expect(await database.db.selectFrom("orderHeader").selectAll().execute()).toEqual([]);
});

describe("two attempts, of which the first was thought dead", () => {
  const later = { poNumber: "later", updatedAt: "2026-03-01T11:00:00Z" };
  const readLater = { readAt: "2026-03-01T11:00:01Z" };
  const stage = (updatedAt?: string) =>
    stageOrders(
      database.db,
      "demo.myshopify.com",
      planStaging(
        [aListedOrder({ id: "gid://shopify/Order/1", ...(updatedAt !== undefined && { updatedAt }) })],
        new Map(),
        {
          unchanged: false,
          closed: false,
        },
      ),
    );
  const queued = () => database.db.selectFrom("ordersToImport").select("updatedAt").execute();
  beforeEach(async () => {
    await database.db.deleteFrom("ordersToImport").execute();
  });

  test("an older reading does not replace a newer one, not even when the order is to be read again", async () => {
    await apply(later, readLater);

    expect(await apply({ poNumber: "earlier" })).toBe("unchanged");
    expect(await apply({ poNumber: "earlier" }, { reread: true })).toBe("unchanged");

    expect(await header()).toMatchObject({ poNumber: "later", readAt: new Date(readLater.readAt) });
  });

  test("of two readings of one second the order's own time decides", async () => {
    await apply(later, readLater);

    expect(await apply({ poNumber: "earlier" }, readLater)).toBe("unchanged");
    expect(await apply({ ...later, poNumber: "latest" }, readLater)).toBe("updated");
  });

  test("a row for a later change stays in the queue, others leave it", async () => {
    await stage(later.updatedAt);
    await apply();
    expect(await queued()).toEqual([{ updatedAt: new Date(later.updatedAt) }]);

    await apply(later, readLater);
    expect(await queued()).toEqual([]);
  });

  test("both at the same time store the order once, and none fails", async () => {
    for (const updatedAt of [undefined, later.updatedAt]) {
      await database.db.deleteFrom("orderHeader").execute();
      await stage(updatedAt);

      expect((await Promise.all([apply(), apply(), apply()])).toSorted()).toEqual([
        "created",
        "unchanged",
        "unchanged",
      ]);
    }
  });
});

test("an order of another store is refused", async () => {
  const other = await insertShop(database.db, { code: "OTHER", store: "other.myshopify.com" });
  await apply();

  await expect(apply({ poNumber: "2" }, { shop: other })).rejects.toMatchObject({ type: "order-of-another-store" });
});

test("a transaction keeps the refund that was noted on it", async () => {
  await apply();
  await database.db.updateTable("orderTransaction").set({ refundId: "5" }).execute();

  await apply({ transactions: [aTransactionNode({ status: "PENDING" })] });

  expect(await database.db.selectFrom("orderTransaction").selectAll().execute()).toMatchObject([
    { refundId: "5", status: "pending" },
  ]);
});

describe("a processed order", () => {
  beforeEach(async () => {
    await apply({ totalShippingPriceSet: money("12.00") });
    await database.db.updateTable("orderHeader").set({ processed: true, salesOrderNo: "S-1" }).execute();
  });

  test("OR-32 a new line is a conflict: our copy follows, a person is told", async () => {
    await apply({
      totalShippingPriceSet: money("12.00"),
      lineItems: { nodes: [aLineNode(), aLineNode({ id: "gid://shopify/LineItem/12" })] },
    });

    expect(await header()).toMatchObject({
      hasOrderStateError: true,
      hasError: true,
      errorCode: "order-edited-after-processing",
      processed: true,
      salesOrderNo: "S-1",
    });
    expect(await lines()).toHaveLength(2);
  });

  test("OR-33 fulfilled and paid is none", async () => {
    await apply({
      totalShippingPriceSet: money("12.00"),
      displayFulfillmentStatus: "FULFILLED",
      note: "x",
      tags: ["y"],
    });

    expect(await header()).toMatchObject({ hasOrderStateError: false, fulfillmentStatus: "fulfilled" });
  });

  test("a removed shipping line is a conflict once: resolved, it does not come back import after import", async () => {
    const removed = {
      totalShippingPriceSet: money("12.00"),
      shippingLines: { nodes: [aShippingLineNode({ isRemoved: true })] },
    };
    await apply(removed);
    expect(await header()).toMatchObject({
      hasOrderStateError: true,
      errorParams: { edited: "shippingCharges" },
      shippingChargesAmount: "0",
    });
    await resolveConflict(database.db, "1");

    await apply({ ...removed, poNumber: "3" });

    expect(await header()).toMatchObject({ hasOrderStateError: false, poNumber: "3" });
  });
});
