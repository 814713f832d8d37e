import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { OrderDesk } from "../../support/order-desk.ts";
import { anExchange, anOrder, chair, minutesAgo, usd } from "../../support/placed-order.ts";
import { aSandbox, type Node, type SandboxHandle } from "../../support/sandbox.ts";
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

test("an unpaid order that is cancelled leaves nothing to bill, neither goods nor shipping, and says so; one with its document is a conflict", async () => {
  const withShipping = (no: number) =>
    anOrder({
      id: `gid://shopify/Order/${no}`,
      name: `#100${no}`,
      updatedAt: minutesAgo(0),
      displayFinancialStatus: "PENDING",
      lineItems: [chair({ id: `gid://shopify/LineItem/${no}1` })],
      shippingLines: [{ title: "Express", originalPriceSet: usd("12.00") }],
    });
  const cancel = async (no: number) => {
    await store.graphql(
      `mutation { orderCancel(orderId: "gid://shopify/Order/${no}", reason: CUSTOMER, restock: true, notifyCustomer: false, refundMethod: { originalPaymentMethodsRefund: false }) { orderCancelUserErrors { message } } }`,
    );
    await store.clock({ advance: "PT1M" });
  };
  await store.placeOrders([withShipping(1)]);
  await syncOrders(desk);
  await desk.createDue();
  await store.placeOrders([withShipping(2)]);
  await syncOrders(desk);

  await cancel(1);
  await cancel(2);
  await syncOrders(desk);
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([{ shopifyOrderId: "1", amountIncludingVat: "37.00" }]);
  expect(await desk.header("1")).toMatchObject({ hasOrderStateError: true, errorParams: { edited: "removedItems" } });
  expect(await desk.header("2")).toMatchObject({
    totalAmount: "0",
    currentTotalAmount: "0",
    shippingChargesAmount: "0",
    processed: false,
    errorCode: "nothing-to-release",
  });
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

test("goods sent in exchange of a product nobody knew are read from Shopify once, for the credit memo", async () => {
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument" });
  const { returns, refunds, lineItems, ...order } = anExchange();
  const [sold, sent] = lineItems as readonly Node[];
  await store.placeOrders([{ ...order, lineItems: [sold] }]);
  await syncOrders(desk);
  await desk.createDue();
  const stool = { ...sent, variant: { id: "gid://shopify/ProductVariant/504", sku: "1001" } };
  await store.patchOrder("1", { lineItems: [sold, stool], returns, refunds });
  await syncOrders(desk);

  expect(await desk.createCreditMemos()).toMatchObject({ counts: { changed: 1, failed: 0 } });
  expect(await desk.createCreditMemos()).toMatchObject({ counts: { read: 0 } });

  expect((await desk.documents()).find(({ kind }) => kind === "creditMemo")).toMatchObject({
    amountIncludingVat: "70.00",
    lines: [
      { no: "1000", quantity: "1" },
      { no: "1001", quantity: "-1" },
    ],
  });
  expect(await store.requests("VariantsById")).toHaveLength(1);
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

  test("a Process Type that is blank for a while is no edition: a unit removed before the document stays away; one that is added is seen", async () => {
    await store.placeOrders([
      anOrder({
        lineItems: [chair({ quantity: 3, discountAllocations: [{ allocatedAmountSet: usd("7.50") }] })],
      }),
    ]);
    await removeOne();
    await syncOrders(desk);
    await desk.createDue();
    const state = async () => [
      await lines(),
      await desk.db
        .selectFrom("orderHeader")
        .select(["totalAmount", "subtotalAmount", "vatAmount", "hasOrderStateError"])
        .executeTakeFirstOrThrow(),
    ];
    const before = await state();

    for (const returnAndRefundProcess of ["none", "importOnly"] as const) {
      await desk.set({ returnAndRefundProcess });
      await store.patchOrder("1", { note: `Read with ${returnAndRefundProcess}` });
      expect(await syncOrders(desk)).toMatchObject({ changed: 1 });
      expect(await state()).toEqual(before);
    }

    await desk.set({ returnAndRefundProcess: "none" });
    await store.patchOrder("1", { lineItems: [chair({ quantity: 4 })] });
    await syncOrders(desk);
    expect(await desk.header()).toMatchObject({ errorParams: { edited: "itemsQuantity" } });
  });

  test("a document made while the Process Type was blank has all units, and reading its order again is no edition", async () => {
    await store.placeOrders([anOrder({ lineItems: [chair({ quantity: 3 })] })]);
    await removeOne();
    await syncOrders(desk);
    expect(await lines()).toMatchObject([{ quantity: 2 }]);
    await desk.set({ returnAndRefundProcess: "none" });
    await syncOrders(desk, { orderIds: ["1"] }, { reread: true });
    await desk.createDue();
    expect(await desk.documents()).toMatchObject([{ lines: [{ quantity: "3" }] }]);

    await store.patchOrder("1", { note: "Ring twice" });
    await syncOrders(desk);
    expect(await desk.header()).toMatchObject({ workDescription: "Ring twice", hasOrderStateError: false });
    expect(await lines()).toMatchObject([{ quantity: 3 }]);

    await desk.set({ returnAndRefundProcess: "importOnly" });
    await syncOrders(desk, { orderIds: ["1"] }, { reread: true });
    expect(await desk.header()).toMatchObject({ errorParams: { edited: "removedItems" } });
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
});
