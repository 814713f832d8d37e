import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { insertShop } from "#database/shops";
import { aClient } from "../../shopify/client-setup.ts";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aSandbox, type Node, type SandboxHandle } from "../../support/sandbox.ts";
import { syncOrders } from "../../support/sync-orders.ts";

let store: SandboxHandle;
let desk: OrderDesk;

beforeEach(async () => {
  store = await aSandbox();
  const { url, clientId, clientSecret } = store;
  desk = await anOrderDesk((database) => aClient(database, url, { appOf: () => ({ clientId, clientSecret }) }).shopify);
});
afterEach(async () => {
  await desk.database.drop();
  await store.close();
});

/** Well before now: no order changes while it is read. */
const minutesAgo = (minutes: number): string =>
  new Date(Math.floor(Date.now() / 1000) * 1000 - minutes * 60_000).toISOString();
const usd = (amount: string) => ({ shopMoney: { amount } });
const chair = (line: Node = {}): Node => ({
  id: "gid://shopify/LineItem/11",
  title: "Chair",
  variant: { id: "gid://shopify/ProductVariant/501", sku: "1000" },
  originalUnitPriceSet: usd("25.00"),
  ...line,
});
const anOrder = (order: Node = {}): Node => ({
  id: "gid://shopify/Order/1",
  name: "#1001",
  createdAt: minutesAgo(60),
  updatedAt: minutesAgo(50),
  customer: { id: "gid://shopify/Customer/71", firstName: "Jane", lastName: "Roe", email: "jane@example.com" },
  displayFinancialStatus: "PAID",
  lineItems: [chair()],
  ...order,
});
/** One chair of order 1 is taken off it, as editing the order does. */
const removeOne = () =>
  store.control("POST", "refunds", {
    order: "1",
    amount: 0,
    lines: [{ lineItem: "11", quantity: 1, restockType: "NO_RESTOCK" }],
  });
const lines = () =>
  desk.db
    .selectFrom("orderLine")
    .select(["lineId", "quantity", "discountAmount", "isExchangeItem"])
    .orderBy("lineId")
    .execute();
const refundLines = () => desk.db.selectFrom("refundLine").selectAll().orderBy("refundLineId").execute();

test("OR-35 one of three chairs is removed before the first import: order and sales order have two", async () => {
  await store.placeOrders([
    anOrder({
      lineItems: [chair({ quantity: 3, discountAllocations: [{ allocatedAmountSet: usd("7.50") }] })],
    }),
  ]);
  await removeOne();

  await syncOrders(desk);
  await desk.createDue();

  expect(await lines()).toMatchObject([{ quantity: 2, discountAmount: "5" }]);
  expect(await desk.header()).toMatchObject({ totalAmount: "45", processed: true, hasError: false });
  expect(await desk.documents()).toMatchObject([
    { status: "released", lines: [{ no: "1000", quantity: "2", unitPrice: "25" }] },
  ]);
  expect(await refundLines()).toMatchObject([{ lineId: "11", quantity: 1, canCreateCreditMemo: false }]);

  await store.patchOrder("1", { note: "Ring twice" });
  await syncOrders(desk);

  expect(await desk.header()).toMatchObject({ workDescription: "Ring twice", hasOrderStateError: false });
  expect(await lines()).toMatchObject([{ quantity: 2, discountAmount: "5" }]);
});

test("OR-34 a unit removed from a processed order is a conflict, and no credit memo can be made of it", async () => {
  await store.placeOrders([anOrder({ lineItems: [chair({ quantity: 2 })] })]);
  await syncOrders(desk);
  await desk.createDue();
  await removeOne();

  await syncOrders(desk);

  expect(await desk.header()).toMatchObject({
    hasOrderStateError: true,
    hasError: true,
    errorCode: "order-edited-after-processing",
    errorParams: { edited: "removedItems" },
    processed: true,
  });
  expect(await lines()).toMatchObject([{ quantity: 1 }]);
  expect(await desk.documents()).toMatchObject([{ lines: [{ quantity: "2" }] }]);
  expect(await refundLines()).toMatchObject([{ restockType: "noRestock", canCreateCreditMemo: false }]);
});

test("a paid order that is cancelled and refunded is none: the credit memo covers it; without the refund it is one", async () => {
  const [paid, unpaid] = await store.placeOrders([
    anOrder(),
    anOrder({ id: "gid://shopify/Order/2", name: "#1002", lineItems: [chair({ id: "gid://shopify/LineItem/21" })] }),
  ]);
  await syncOrders(desk);
  await desk.createDue();
  await store.control("POST", "refunds", {
    order: "1",
    lines: [{ lineItem: "11", quantity: 1, restockType: "CANCEL" }],
  });
  for (const order of [paid, unpaid]) {
    await store.patchOrder(order?.legacyResourceId ?? "", { cancelledAt: minutesAgo(0), cancelReason: "CUSTOMER" });
  }

  await syncOrders(desk);

  expect(await desk.header("1")).toMatchObject({ cancelReason: "customer", hasOrderStateError: false });
  expect(await desk.header("2")).toMatchObject({ hasOrderStateError: true, errorParams: { edited: "cancellation" } });
});

test("OR-36 an open fulfillment order of the whole quantity at 802 puts the line at WEST, one of a part does not", async () => {
  await desk.db
    .insertInto("shopLocation")
    .values([
      { shop: "DEMO", shopifyLocationId: "801", defaultLocationCode: "" },
      { shop: "DEMO", shopifyLocationId: "802", defaultLocationCode: "WEST" },
    ])
    .execute();
  await store.place("locations", [
    { id: "gid://shopify/Location/801", name: "East" },
    { id: "gid://shopify/Location/802", name: "West" },
  ]);
  const assigned = (lineId: string, quantity: number): Node => ({
    status: "OPEN",
    assignedLocation: { location: { id: "gid://shopify/Location/802" } },
    lineItems: [
      { lineItem: { id: `gid://shopify/LineItem/${lineId}` }, totalQuantity: quantity, remainingQuantity: quantity },
    ],
  });
  const whole = anOrder({ lineItems: [chair({ quantity: 3 })], fulfillmentOrders: [assigned("11", 3)] });
  const part = anOrder({
    id: "gid://shopify/Order/2",
    name: "#1002",
    lineItems: [chair({ id: "gid://shopify/LineItem/21", quantity: 3 })],
    fulfillmentOrders: [assigned("21", 2)],
  });
  for (const order of [whole, part]) {
    await store.placeOrders([{ ...order, updatedAt: minutesAgo(0) }]);
    await syncOrders(desk);
    await desk.createDue();
  }

  const locations = await desk.db.selectFrom("orderLine").select(["lineId", "locationId"]).orderBy("lineId").execute();
  expect(locations[0]).toEqual({ lineId: "11", locationId: "802" });
  expect(locations[1]?.locationId).not.toBe("802");
  expect((await desk.documents()).map((document) => document.lines.map(({ locationCode }) => locationCode))).toEqual([
    ["WEST"],
    [null],
  ]);
});

/** A chair comes back, and a stool for 30.00 goes out; 70.00 of 100.00 is given back. */
const anExchange = (no = 1): Node =>
  anOrder({
    id: `gid://shopify/Order/${no}`,
    name: `#${1000 + no}`,
    displayFulfillmentStatus: "FULFILLED",
    lineItems: [
      chair({ id: `gid://shopify/LineItem/${no}1`, originalUnitPriceSet: usd("100.00") }),
      chair({
        id: `gid://shopify/LineItem/${no}2`,
        title: "Stool",
        variant: { id: "gid://shopify/ProductVariant/502", sku: "1001" },
        originalUnitPriceSet: usd("30.00"),
      }),
    ],
    returns: [
      {
        id: `gid://shopify/Return/5${no}`,
        status: "CLOSED",
        returnLineItems: [
          {
            id: `gid://shopify/ReturnLineItem/5${no}1`,
            fulfillmentLineItem: { lineItem: { id: `gid://shopify/LineItem/${no}1` } },
            quantity: 1,
          },
        ],
        exchangeLineItems: [{ lineItems: [{ id: `gid://shopify/LineItem/${no}2` }], quantity: 1 }],
      },
    ],
    refunds: [
      {
        id: `gid://shopify/Refund/4${no}`,
        return: { id: `gid://shopify/Return/5${no}` },
        totalRefundedSet: usd("70.00"),
        refundLineItems: [
          {
            id: `gid://shopify/RefundLineItem/4${no}1`,
            lineItem: { id: `gid://shopify/LineItem/${no}1` },
            quantity: 1,
            restockType: "RETURN",
            priceSet: usd("100.00"),
            subtotalSet: usd("100.00"),
          },
        ],
      },
    ],
  });

test("OR-42 an exchange: the sales document has what was sold first, the refund what came back and what went out", async () => {
  await store.placeOrders([anExchange()]);

  await syncOrders(desk);
  await desk.createDue();

  expect(await lines()).toMatchObject([
    { lineId: "11", isExchangeItem: false },
    { lineId: "12", isExchangeItem: true },
  ]);
  expect(await desk.header()).toMatchObject({ processed: true, hasError: false });
  expect(await desk.documents()).toMatchObject([{ lines: [{ no: "1000", quantity: "1", unitPrice: "100" }] }]);
  expect(await desk.db.selectFrom("refundHeader").selectAll().execute()).toMatchObject([
    { refundId: "41", returnId: "51", totalRefundedAmount: "70", hasProcessingError: false },
  ]);
  expect(await refundLines()).toMatchObject([
    { refundLineId: "-12", lineId: "12", quantity: -1, amount: "30", subtotalAmount: "-30", isExchangeItem: true },
    { refundLineId: "411", lineId: "11", quantity: 1, amount: "100", subtotalAmount: "100", isExchangeItem: false },
  ]);
  expect(
    await desk.db
      .selectFrom("orderTransaction")
      .select(["type", "refundId"])
      .where("refundId", "is not", null)
      .execute(),
  ).toEqual([{ type: "refund", refundId: "41" }]);
});

test("goods sent in exchange for a processed order are no conflict", async () => {
  const { returns, refunds, lineItems, ...order } = anExchange();
  const [sold] = lineItems as readonly Node[];
  await store.placeOrders([{ ...order, lineItems: [sold] }]);
  await syncOrders(desk);
  await desk.createDue();

  await store.patchOrder("1", { lineItems, returns, refunds });
  await syncOrders(desk);

  expect(await desk.header()).toMatchObject({ hasOrderStateError: false });
  expect(await lines()).toMatchObject([{ isExchangeItem: false }, { isExchangeItem: true }]);
  expect(await refundLines()).toHaveLength(2);
});

describe("what is imported", () => {
  test("OR-44 with a blank Process Type no refunds and returns are asked for, and quantities stay", async () => {
    await desk.set({ returnAndRefundProcess: "none" });
    await store.placeOrders([anOrder({ lineItems: [chair({ quantity: 3 })] }), anExchange(2)]);
    await removeOne();

    expect(await syncOrders(desk)).toMatchObject({ changed: 2, failed: 0 });

    expect((await lines()).map(({ quantity }) => quantity)).toContain(3);
    for (const table of ["refundHeader", "refundLine", "returnHeader", "returnLine"] as const) {
      expect(await desk.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  test("a Process Type that was set stores an order anew that holds nothing else; blank again, what is stored stays", async () => {
    const touch = (no: string) => store.patchOrder("1", { customAttributes: [{ key: "BC Doc. No.", value: no }] });
    await desk.set({ returnAndRefundProcess: "none" });
    await store.placeOrders([anExchange()]);
    await syncOrders(desk);
    await touch("S-1");
    await desk.set({ returnAndRefundProcess: "importOnly" });
    expect(await syncOrders(desk)).toMatchObject({ changed: 1 });
    expect(await refundLines()).toHaveLength(2);

    await touch("S-2");
    await desk.set({ returnAndRefundProcess: "none" });
    expect(await syncOrders(desk)).toMatchObject({ changed: 1 });

    expect(await refundLines()).toHaveLength(2);
    expect(await lines()).toMatchObject([{ isExchangeItem: false }, { isExchangeItem: true }]);
  });

  test("without the scope for returns what is stored of them stays, and refunds follow Shopify", async () => {
    await store.placeOrders([anExchange()]);
    await syncOrders(desk);
    await store.putShop({
      scopes: [
        "write_orders",
        "read_all_orders",
        "read_customers",
        "read_products",
        "read_locations",
        "read_merchant_managed_fulfillment_orders",
        "read_assigned_fulfillment_orders",
        "read_third_party_fulfillment_orders",
      ],
    });
    await desk.db.updateTable("registeredStore").set({ accessToken: null }).execute();
    await store.control("POST", "refunds", { order: "1", amount: "5.00", note: "Late" });

    expect(await syncOrders(desk)).toMatchObject({ changed: 1, failed: 0 });

    expect(await desk.db.selectFrom("refundHeader").select(["returnId", "note"]).orderBy("refundId").execute()).toEqual(
      expect.arrayContaining([
        { returnId: "51", note: "" },
        { returnId: null, note: "Late" },
      ]),
    );
    expect(await desk.db.selectFrom("returnLine").select(["returnLineId", "type"]).execute()).toEqual([
      { returnLineId: "511", type: "default" },
    ]);
    expect(await refundLines()).toMatchObject([
      { isExchangeItem: true },
      { isExchangeItem: false, canCreateCreditMemo: true },
    ]);
  });

  test("251 children of every connection come whole, each once", async () => {
    const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    const gid = (type: string, number: number) => `gid://shopify/${type}/${number}`;
    const sold = upTo(251).map((n) => chair({ id: gid("LineItem", n), quantity: 2, title: `Chair ${n}` }));
    const sent = upTo(251).map((n) => chair({ id: gid("LineItem", 1000 + n), title: `Stool ${n}` }));
    await store.placeOrders([
      anOrder({
        displayFulfillmentStatus: "FULFILLED",
        lineItems: [...sold, ...sent],
        shippingLines: upTo(251).map((n) => ({
          id: gid("ShippingLine", n),
          title: `Parcel ${n}`,
          originalPriceSet: usd("1.00"),
        })),
        returns: [
          {
            id: gid("Return", 1),
            returnLineItems: upTo(251).map((n) => ({
              id: gid("ReturnLineItem", n),
              fulfillmentLineItem: { lineItem: { id: gid("LineItem", n) } },
              quantity: 1,
            })),
            exchangeLineItems: upTo(251).map((n) => ({ lineItems: [{ id: gid("LineItem", 1000 + n) }], quantity: 1 })),
            reverseFulfillmentOrders: upTo(12).map((n) => ({
              id: gid("ReverseFulfillmentOrder", n),
              lineItems: n === 12 ? upTo(251).map((m) => ({ id: gid("ReverseFulfillmentOrderLineItem", m) })) : [],
            })),
          },
          ...upTo(250).map((n) => ({ id: gid("Return", n + 1), returnLineItems: [] })),
        ],
        refunds: [
          {
            id: gid("Refund", 1),
            return: { id: gid("Return", 1) },
            transactions: upTo(251).map((n) => ({
              id: gid("OrderTransaction", n),
              kind: "REFUND",
              amountSet: usd("1.00"),
            })),
            refundLineItems: upTo(251).map((n) => ({
              id: gid("RefundLineItem", n),
              lineItem: { id: gid("LineItem", n) },
              quantity: 1,
              restockType: "RETURN",
            })),
            refundShippingLines: upTo(251).map((n) => ({
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
    expect(await count("refundLine")).toBe(502);
    expect(await count("refundShippingLine")).toBe(251);
    expect(await count("returnHeader")).toBe(251);
    expect(await count("returnLine")).toBe(251);
    const stamped = await desk.db.selectFrom("orderTransaction").selectAll().where("refundId", "=", "1").execute();
    expect(stamped).toHaveLength(251);
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
  });
});

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
  await store.seed({ orders: 60, seed: 7 });
  await store.placeOrders([anOrder({ lineItems: [chair({ quantity: 3 })] }), anExchange(2)]);
  // One shop sees the orders before they change, the other what is left of them, and both look again.
  await syncOrders(desk, { orderNo: "#1001" }, { shopCode: "POS" });
  await removeOne();
  await syncOrders(desk, {}, { shopCode: "POS" });
  await syncOrders(desk);
  const once = await contents(desk);
  const { url, clientId, clientSecret } = store;
  const other = await anOrderDesk(
    (database) => aClient(database, url, { appOf: () => ({ clientId, clientSecret }) }).shopify,
  );
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
});
