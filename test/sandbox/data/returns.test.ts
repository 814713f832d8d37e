import { expect, test } from "@jest/globals";
import { aShop, textOf, type Json, type TestShop } from "./a-shop.ts";
import { usd } from "./a-placed-order.ts";

const ORDER = "gid://shopify/Order/77";
const SENT = "gid://shopify/FulfillmentLineItem/700";
const SALE = "gid://shopify/OrderTransaction/900";

const RETURN = `return {
  id name status closedAt requestApprovedAt decline { reason note }
  returnLineItems(first: 5) { nodes { id quantity processedQuantity unprocessedQuantity refundedQuantity returnReason returnReasonNote customerNote } }
  exchangeLineItems(first: 5) { nodes { id quantity processedQuantity variantId lineItems { title quantity } } }
  reverseFulfillmentOrders(first: 5) { nodes { status lineItems(first: 5) { nodes { id totalQuantity dispositions { type quantity location { name } } } } } }
  refunds(first: 5) { nodes { note totalRefundedSet { shopMoney { amount } } refundLineItems(first: 5) { nodes { quantity restockType location { name } subtotalSet { shopMoney { amount } } } } orderAdjustments(first: 5) { nodes { reason } } } }
}
userErrors { field message code }`;

const ORDER_STATE = `updatedAt closed returnStatus displayFinancialStatus displayFulfillmentStatus
  currentTotalPriceSet { shopMoney { amount } } totalOutstandingSet { shopMoney { amount } }
  lineItems(first: 9) { nodes { title quantity currentQuantity unfulfilledQuantity } }
  fulfillmentOrders(first: 9) { nodes { status fulfillmentHolds { reason } lineItems(first: 9) { nodes { remainingQuantity lineItem { title } } } } }`;

const amount = (text: string) => ({ shopMoney: { amount: text } });

/** Three of A for 20.00, paid by card, sent; a variant C for 7.00 to exchange for, and a dear one. */
async function shopWith(node: object = {}): Promise<TestShop> {
  const shop = aShop();
  await shop.control("POST", "products", {
    products: [
      { title: "C", variants: [{ id: "500", sku: "C-1", price: "7.00" }] },
      { title: "Dear", variants: [{ id: "501", sku: "D-1", price: "90.00" }] },
    ],
  });
  await shop.control("POST", "orders", {
    orders: [
      {
        id: "77",
        createdAt: "2026-11-01T00:00:00Z",
        lineItems: [{ id: "11", title: "A", quantity: 3, originalUnitPriceSet: usd("20.00") }],
        transactions: [{ id: "900", kind: "SALE", amountSet: usd("60.00") }],
        fulfillments: [{ fulfillmentLineItems: [{ id: "700", lineItem: { id: "11" }, quantity: 3 }] }],
        ...node,
      },
    ],
  });
  return shop;
}

const call = async (shop: TestShop, name: string, type: string, argument: string, input: unknown): Promise<Json> => {
  const { data, errors } = await shop.run(
    `mutation M($input: ${type}!) { ${name}(${argument}: $input) { ${RETURN} } }`,
    {
      input,
    },
  );
  expect(errors).toBeUndefined();
  return data[name] as Json;
};

const create = (shop: TestShop, input: object = {}) =>
  call(shop, "returnCreate", "ReturnInput", "returnInput", {
    orderId: ORDER,
    returnLineItems: [{ fulfillmentLineItemId: SENT, quantity: 2, returnReason: "DEFECTIVE" }],
    ...input,
  });
const request = (shop: TestShop) =>
  call(shop, "returnRequest", "ReturnRequestInput", "input", {
    orderId: ORDER,
    returnLineItems: [{ fulfillmentLineItemId: SENT, quantity: 1, customerNote: "too big" }],
  });
const processIt = (shop: TestShop, input: object) => call(shop, "returnProcess", "ReturnProcessInput", "input", input);
const byId = (shop: TestShop, name: string, id: string) => call(shop, name, "ID", "id", id);

const orderOf = async (shop: TestShop): Promise<Json> =>
  (await shop.run(`{ order(id: "${ORDER}") { ${ORDER_STATE} } }`)).data["order"] as Json;

interface Ids {
  readonly returnId: string;
  readonly line: string;
  readonly exchange: string;
  readonly reverseLine: string;
}

/** The ids a return was opened with. */
function idsOf(answer: Json): Ids {
  const first = (list: Json | undefined): Json | undefined => list?.["nodes"]?.["0"];
  const opened = answer["return"];
  return {
    returnId: textOf(opened?.["id"]),
    line: textOf(first(opened?.["returnLineItems"])?.["id"]),
    exchange: textOf(first(opened?.["exchangeLineItems"])?.["id"]),
    reverseLine: textOf(first(first(opened?.["reverseFulfillmentOrders"])?.["lineItems"])?.["id"]),
  };
}

const location = (shop: TestShop) => `gid://shopify/Location/${[...shop.data.store.locations.byId.all()][0]?.id}`;

const restocked = (shop: TestShop, { reverseLine }: Ids, quantity: number) => [
  {
    reverseFulfillmentOrderLineItemId: reverseLine,
    quantity,
    dispositionType: "RESTOCKED",
    locationId: location(shop),
  },
];

const payBack = (text: string) => ({
  issueRefund: {
    orderTransactions: [{ parentId: SALE, transactionAmount: { amount: text, currencyCode: "USD" } }],
  },
});

test("[D] returnCreate opens a return with its reverse fulfillment order and brings an archived order back", async () => {
  const shop = await shopWith({ closed: true, closedAt: "2026-11-02T00:00:00Z" });

  expect(await create(shop)).toMatchObject({
    userErrors: [],
    return: {
      status: "OPEN",
      requestApprovedAt: "2026-11-25T10:00:00Z",
      returnLineItems: { nodes: [{ quantity: 2, processedQuantity: 0, returnReason: "DEFECTIVE" }] },
      reverseFulfillmentOrders: {
        nodes: [{ status: "OPEN", lineItems: { nodes: [{ totalQuantity: 2, dispositions: [] }] } }],
      },
      refunds: { nodes: [] },
    },
  });
  expect(await orderOf(shop)).toMatchObject({
    updatedAt: "2026-11-25T10:00:00Z",
    closed: false,
    returnStatus: "IN_PROGRESS",
    currentTotalPriceSet: amount("60.0"),
  });
});

test("[D] returnProcess confirms what came back: goods are restocked, money goes back, the return closes", async () => {
  const shop = await shopWith();
  const ids = idsOf(await create(shop));

  const answer = await processIt(shop, {
    returnId: ids.returnId,
    note: "checked",
    returnLineItems: [{ id: ids.line, quantity: 2, dispositions: restocked(shop, ids, 2) }],
    financialTransfer: payBack("40.00"),
  });

  expect(answer).toMatchObject({
    userErrors: [],
    return: {
      status: "CLOSED",
      closedAt: "2026-11-25T10:00:00Z",
      returnLineItems: { nodes: [{ processedQuantity: 2, unprocessedQuantity: 0, refundedQuantity: 2 }] },
      reverseFulfillmentOrders: {
        nodes: [
          {
            status: "CLOSED",
            lineItems: {
              nodes: [{ dispositions: [{ type: "RESTOCKED", quantity: 2, location: { name: "Main Warehouse" } }] }],
            },
          },
        ],
      },
      refunds: {
        nodes: [
          {
            note: "checked",
            totalRefundedSet: amount("40.0"),
            refundLineItems: {
              nodes: [{ quantity: 2, restockType: "RETURN", location: { name: "Main Warehouse" } }],
            },
            orderAdjustments: { nodes: [] },
          },
        ],
      },
    },
  });
  expect(await orderOf(shop)).toMatchObject({
    returnStatus: "RETURNED",
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    displayFulfillmentStatus: "FULFILLED",
    currentTotalPriceSet: amount("20.0"),
    totalOutstandingSet: amount("0.0"),
  });
});

test("[A] a return is processed in parts: it stays open, and goods without a known end are not restocked", async () => {
  const shop = await shopWith();
  const ids = idsOf(await create(shop));

  const part = await processIt(shop, { returnId: ids.returnId, returnLineItems: [{ id: ids.line, quantity: 1 }] });

  expect(part).toMatchObject({
    return: {
      status: "OPEN",
      returnLineItems: { nodes: [{ processedQuantity: 1, unprocessedQuantity: 1 }] },
      reverseFulfillmentOrders: { nodes: [{ status: "OPEN" }] },
      refunds: {
        nodes: [
          {
            totalRefundedSet: amount("0.0"),
            refundLineItems: { nodes: [{ quantity: 1, restockType: "NO_RESTOCK", location: null }] },
          },
        ],
      },
    },
  });
  expect(await orderOf(shop)).toMatchObject({
    returnStatus: "IN_PROGRESS",
    totalOutstandingSet: amount("-20.0"),
    displayFulfillmentStatus: "FULFILLED",
  });
});

test("[A] pieces of a return were sent: that they are not restocked takes nothing off what is still to be sent", async () => {
  const shop = await shopWith({
    fulfillments: [{ fulfillmentLineItems: [{ id: "700", lineItem: { id: "11" }, quantity: 2 }] }],
  });
  const ids = idsOf(await create(shop));

  await processIt(shop, { returnId: ids.returnId, returnLineItems: [{ id: ids.line, quantity: 2 }] });

  expect(await orderOf(shop)).toMatchObject({
    displayFulfillmentStatus: "PARTIALLY_FULFILLED",
    lineItems: { nodes: [{ currentQuantity: 1, unfulfilledQuantity: 1 }] },
    fulfillmentOrders: { nodes: [{ lineItems: { nodes: [{ remainingQuantity: 1 }] } }] },
  });
});

test("[D] exchange items join the order when they are processed, with a fulfillment order of their own", async () => {
  const shop = await shopWith();
  const exchange = [
    {
      variantId: "gid://shopify/ProductVariant/500",
      quantity: 1,
      appliedDiscount: { description: "Sorry", value: { percentage: 50 } },
    },
  ];
  const opened = await create(shop, { exchangeLineItems: exchange });
  const ids = idsOf(opened);
  expect(opened).toMatchObject({
    return: { exchangeLineItems: { nodes: [{ quantity: 1, processedQuantity: 0, lineItems: [] }] } },
  });
  expect(await orderOf(shop)).toMatchObject({ lineItems: { nodes: [{ title: "A" }] } });

  const answer = await processIt(shop, {
    returnId: ids.returnId,
    returnLineItems: [{ id: ids.line, quantity: 2, dispositions: restocked(shop, ids, 2) }],
    exchangeLineItems: [{ id: ids.exchange, quantity: 1 }],
    financialTransfer: payBack("36.50"),
  });

  expect(answer).toMatchObject({
    userErrors: [],
    return: {
      status: "CLOSED",
      exchangeLineItems: { nodes: [{ processedQuantity: 1, lineItems: [{ title: "C", quantity: 1 }] }] },
      refunds: { nodes: [{ totalRefundedSet: amount("36.5"), orderAdjustments: { nodes: [] } }] },
    },
  });
  expect(await orderOf(shop)).toMatchObject({
    currentTotalPriceSet: amount("23.5"),
    totalOutstandingSet: amount("0.0"),
    displayFulfillmentStatus: "PARTIALLY_FULFILLED",
    fulfillmentOrders: {
      nodes: [
        { status: "CLOSED" },
        { status: "OPEN", lineItems: { nodes: [{ remainingQuantity: 1, lineItem: { title: "C" } }] } },
      ],
    },
  });
});

test("[D] an exchange the buyer owes for is on hold until it is paid", async () => {
  const shop = await shopWith();
  const ids = idsOf(
    await create(shop, { exchangeLineItems: [{ variantId: "gid://shopify/ProductVariant/501", quantity: 1 }] }),
  );

  await processIt(shop, {
    returnId: ids.returnId,
    returnLineItems: [{ id: ids.line, quantity: 2, dispositions: restocked(shop, ids, 2) }],
    exchangeLineItems: [{ id: ids.exchange, quantity: 1 }],
  });
  const held = { status: "ON_HOLD", fulfillmentHolds: [{ reason: "AWAITING_PAYMENT" }] };
  expect(await orderOf(shop)).toMatchObject({
    totalOutstandingSet: amount("50.0"),
    fulfillmentOrders: { nodes: [{ status: "CLOSED" }, held] },
  });

  await shop.run(`mutation { orderMarkAsPaid(input: { id: "${ORDER}" }) { userErrors { message } } }`);
  expect(await orderOf(shop)).toMatchObject({
    fulfillmentOrders: { nodes: [{ status: "CLOSED" }, { status: "OPEN", fulfillmentHolds: [] }] },
  });
});

test("[D] a request waits without a reverse fulfillment order until it is approved or declined", async () => {
  const shop = await shopWith();
  const asked = await request(shop);
  expect(asked).toMatchObject({
    return: {
      status: "REQUESTED",
      requestApprovedAt: null,
      reverseFulfillmentOrders: { nodes: [] },
      returnLineItems: { nodes: [{ customerNote: "too big", returnReason: "UNKNOWN" }] },
    },
  });
  expect(await orderOf(shop)).toMatchObject({ returnStatus: "RETURN_REQUESTED" });

  const { returnId: id } = idsOf(asked);
  expect(await call(shop, "returnApproveRequest", "ReturnApproveRequestInput", "input", { id })).toMatchObject({
    return: { status: "OPEN", reverseFulfillmentOrders: { nodes: [{ status: "OPEN" }] } },
  });

  const { returnId: other } = idsOf(await request(shop));
  const decline = { id: other, declineReason: "FINAL_SALE", declineNote: "sale" };
  expect(await call(shop, "returnDeclineRequest", "ReturnDeclineRequestInput", "input", decline)).toMatchObject({
    return: { status: "DECLINED", decline: { reason: "FINAL_SALE", note: "sale" } },
  });
  expect(await call(shop, "returnDeclineRequest", "ReturnDeclineRequestInput", "input", decline)).toMatchObject({
    return: null,
    userErrors: [{ field: ["input", "id"], code: "INVALID_STATE" }],
  });
});

test("[D] a return is cancelled only before any work was done on it, and closed at any time", async () => {
  const shop = await shopWith();
  const unwanted = idsOf(await create(shop));
  expect(await byId(shop, "returnCancel", unwanted.returnId)).toMatchObject({
    return: { status: "CANCELED", reverseFulfillmentOrders: { nodes: [{ status: "CANCELED" }] } },
  });
  expect(await orderOf(shop)).toMatchObject({ returnStatus: "NO_RETURN" });

  const ids = idsOf(await create(shop));
  await processIt(shop, { returnId: ids.returnId, returnLineItems: [{ id: ids.line, quantity: 1 }] });
  expect(await byId(shop, "returnCancel", ids.returnId)).toMatchObject({
    return: null,
    userErrors: [{ field: ["id"], code: "INVALID_STATE" }],
  });
  expect(await byId(shop, "returnClose", ids.returnId)).toMatchObject({ return: { status: "CLOSED" } });
});

test.each([
  ["an order that is not there", { orderId: "gid://shopify/Order/1" }, ["returnInput", "orderId"], "NOT_FOUND"],
  ["no lines", { returnLineItems: [] }, ["returnInput", "returnLineItems"], "BLANK"],
  [
    "pieces that were never sent",
    { returnLineItems: [{ fulfillmentLineItemId: "gid://shopify/FulfillmentLineItem/1", quantity: 1 }] },
    ["returnInput", "returnLineItems", "0", "fulfillmentLineItemId"],
    "NOT_FOUND",
  ],
  [
    "more pieces than were sent",
    { returnLineItems: [{ fulfillmentLineItemId: SENT, quantity: 4 }] },
    ["returnInput", "returnLineItems", "0", "quantity"],
    "INVALID",
  ],
  [
    "an exchange for a variant that is not there",
    { exchangeLineItems: [{ variantId: "gid://shopify/ProductVariant/1", quantity: 1 }] },
    ["returnInput", "exchangeLineItems", "0", "variantId"],
    "NOT_FOUND",
  ],
])("returnCreate refuses %s", async (_what, input, field, code) => {
  const shop = await shopWith();

  expect(await create(shop, input)).toMatchObject({ return: null, userErrors: [{ field, code }] });
  expect(await orderOf(shop)).toMatchObject({ updatedAt: "2026-11-01T00:00:00Z", returnStatus: "NO_RETURN" });
});

test("[A] pieces in an open return cannot be returned again", async () => {
  const shop = await shopWith();
  await create(shop);

  expect(await create(shop)).toMatchObject({ return: null, userErrors: [{ code: "INVALID" }] });
});

test("returnProcess refuses more than is left, goods restocked nowhere, and more money than came in", async () => {
  const shop = await shopWith();
  const ids = idsOf(await create(shop));
  const lines = (quantity: number, dispositions: object[] = []) => ({
    returnId: ids.returnId,
    returnLineItems: [{ id: ids.line, quantity, dispositions }],
  });
  const refusedAt = (...field: string[]) => ({ return: null, userErrors: [{ field: ["input", ...field] }] });
  const line = ["returnLineItems", "0"];

  expect(await processIt(shop, { returnId: "gid://shopify/Return/1" })).toMatchObject(refusedAt("returnId"));
  expect(await processIt(shop, { returnId: ids.returnId })).toMatchObject({ userErrors: [{ code: "BLANK" }] });
  expect(await processIt(shop, lines(3))).toMatchObject(refusedAt(...line, "quantity"));
  const nowhere = { reverseFulfillmentOrderLineItemId: ids.reverseLine, quantity: 1, dispositionType: "RESTOCKED" };
  expect(await processIt(shop, lines(1, [nowhere]))).toMatchObject(
    refusedAt(...line, "dispositions", "0", "locationId"),
  );
  expect(await processIt(shop, lines(1, restocked(shop, ids, 2)))).toMatchObject(
    refusedAt(...line, "dispositions", "0", "quantity"),
  );
  expect(await processIt(shop, { ...lines(2), financialTransfer: payBack("60.01") })).toMatchObject(
    refusedAt("financialTransfer", "issueRefund", "orderTransactions", "0", "transactionAmount"),
  );
  expect(await orderOf(shop)).toMatchObject({ returnStatus: "IN_PROGRESS", currentTotalPriceSet: amount("60.0") });
});
