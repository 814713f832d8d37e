import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { insertShop } from "#database/shops";
import type { OrderDesk } from "../../support/order-desk.ts";
import { anExchange, anOrder, chair, usd } from "../../support/placed-order.ts";
import { aSandbox, type SandboxHandle } from "../../support/sandbox.ts";
import { aDeskAt } from "../../support/sandbox-desk.ts";
import { syncOrders } from "../../support/sync-orders.ts";

let store: SandboxHandle;
let desk: OrderDesk;

beforeEach(async () => {
  store = await aSandbox();
  desk = await aDeskAt(store);
});
afterEach(async () => {
  await desk.database.drop();
  await store.close();
});

/** As many as need a page for the last one; `CHILDREN=501` takes a minute. */
const children = Number(process.env["CHILDREN"] ?? 251);

test(`${children} children of every connection come whole, each once`, async () => {
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const gid = (type: string, number: number) => `gid://shopify/${type}/${number}`;
  const sold = upTo(children).map((n) => chair({ id: gid("LineItem", n), quantity: 2, title: `Chair ${n}` }));
  const sent = upTo(children).map((n) => chair({ id: gid("LineItem", 1000 + n), title: `Stool ${n}` }));
  await store.placeOrders([
    anOrder({
      displayFulfillmentStatus: "FULFILLED",
      lineItems: [...sold, ...sent],
      shippingLines: upTo(children).map((n) => ({
        id: gid("ShippingLine", n),
        title: `Parcel ${n}`,
        originalPriceSet: usd("1.00"),
      })),
      returns: [
        {
          id: gid("Return", 1),
          returnLineItems: upTo(children).map((n) => ({
            id: gid("ReturnLineItem", n),
            fulfillmentLineItem: { lineItem: { id: gid("LineItem", n) } },
            quantity: 1,
          })),
          exchangeLineItems: upTo(children).map((n) => ({
            lineItems: [{ id: gid("LineItem", 1000 + n) }],
            quantity: 1,
          })),
          reverseFulfillmentOrders: upTo(12).map((n) => ({
            id: gid("ReverseFulfillmentOrder", n),
            lineItems: n === 12 ? upTo(children).map((m) => ({ id: gid("ReverseFulfillmentOrderLineItem", m) })) : [],
          })),
        },
        ...upTo(children - 1).map((n) => ({ id: gid("Return", n + 1), returnLineItems: [] })),
      ],
      refunds: [
        {
          id: gid("Refund", 1),
          return: { id: gid("Return", 1) },
          transactions: upTo(children).map((n) => ({
            id: gid("OrderTransaction", n),
            kind: "REFUND",
            amountSet: usd("1.00"),
          })),
          refundLineItems: upTo(children).map((n) => ({
            id: gid("RefundLineItem", n),
            lineItem: { id: gid("LineItem", n) },
            quantity: 1,
            restockType: "RETURN",
          })),
          refundShippingLines: upTo(children).map((n) => ({
            id: gid("RefundShippingLine", n),
            shippingLine: { id: gid("ShippingLine", n) },
            subtotalAmountSet: usd("1.00"),
          })),
        },
      ],
    }),
  ]);

  expect(await syncOrders(desk)).toMatchObject({ changed: 1, failed: 0 });

  const count = async (table: "refundLine" | "refundShippingLine" | "returnHeader" | "returnLine") =>
    (await desk.db.selectFrom(table).selectAll().execute()).length;
  expect(await count("refundLine")).toBe(2 * children);
  expect(await count("refundShippingLine")).toBe(children);
  expect(await count("returnHeader")).toBe(children);
  expect(await count("returnLine")).toBe(children);
  const stamped = await desk.db.selectFrom("orderTransaction").selectAll().where("refundId", "=", "1").execute();
  expect(stamped).toHaveLength(children);
  const pages = (await store.requests()).map(({ operation }) => operation);
  for (const page of [
    "RefundTransactionsPage",
    "RefundLinesPage",
    "RefundShippingLinesPage",
    "OrderReturnsPage",
    "ReturnLinesPage",
    "ReturnExchangeLinesPage",
    "ReturnReverseFulfillmentOrdersPage",
    "ReverseFulfillmentOrderLinesPage",
  ]) {
    expect(pages).toContain(page);
  }
}, 120_000);

/** Everything that is stored of orders, without when and through which shop it was. */
async function contents(of: OrderDesk): Promise<unknown> {
  const tables = [
    "orderHeader",
    "orderLine",
    "orderTaxLine",
    "orderShippingCharge",
    "orderTransaction",
    "refundHeader",
    "refundLine",
    "refundShippingLine",
    "returnHeader",
    "returnLine",
  ] as const;
  const without = new Set(["shop", "readAt", "importedAt", "importHash", "creationDue"]);
  const all: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const rows: readonly object[] = await of.db.selectFrom(table).selectAll().execute();
    all[table] = rows
      .map((row) => JSON.stringify(Object.entries(row).filter(([key]) => !without.has(key) && !isMapping(key))))
      .toSorted();
  }
  return all;
}

/** Mapping follows import, and is another matter. */
const isMapping = (column: string): boolean =>
  /(?:CustomerNo|ContactNo|itemNo|MethodCode|AgentCode|ServiceCode|MeasureCode|variantCode|TermsCode|AreaCode)$/u.test(
    column,
  );

test("two shops on one store, any order of updates, and a repeat give the same tables", async () => {
  await insertShop(desk.db, {
    code: "POS",
    store: "demo.myshopify.com",
    enabled: true,
    shippingChargesAccount: "6110",
  });
  await store.seed({ orders: 40, seed: 7 });
  await store.placeOrders([anOrder({ lineItems: [chair({ quantity: 3 })] }), anExchange(2)]);
  // One shop sees the orders before they change, the other what is left of them, and both look again.
  await syncOrders(desk, { orderNo: "#1001" }, { shopCode: "POS" });
  await store.control("POST", "refunds", {
    order: "1",
    amount: 0,
    lines: [{ lineItem: "11", quantity: 1, restockType: "NO_RESTOCK" }],
  });
  await syncOrders(desk, {}, { shopCode: "POS" });
  await syncOrders(desk);
  const once = await contents(desk);
  const other = await aDeskAt(store);
  try {
    await syncOrders(other);
    expect(await contents(other)).toEqual(once);

    const orderIds = (await other.db.selectFrom("orderHeader").select("shopifyOrderId").execute()).map(
      ({ shopifyOrderId }) => shopifyOrderId,
    );
    await syncOrders(other, { orderIds: orderIds.toReversed() }, { reread: true });
    expect(await contents(other)).toEqual(once);
  } finally {
    await other.database.drop();
  }
}, 90_000);
