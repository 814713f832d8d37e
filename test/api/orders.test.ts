import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { withOrderLocks } from "#database/order-locks";
import { aLineNode } from "#test/support/order-node";
import type { OrderDesk } from "#test/support/order-desk";
import { aRefundLineNode, aRefundNode, aReturnNode, anExchangeLineNode } from "#test/support/refund-node";
import type { TestApi } from "./an-api.ts";
import { anOrderApi } from "./an-order-api.ts";

let desk: OrderDesk;
let api: TestApi;
beforeAll(async () => {
  ({ desk, api } = await anOrderApi());
});
afterAll(() => api.close());
beforeEach(async () => {
  await desk.db.deleteFrom("orderHeader").execute();
  await desk.db.deleteFrom("documentLink").execute();
  await desk.db.deleteFrom("documentIntent").execute();
  await desk.db.deleteFrom("ledger.salesHeader").execute();
});

const receive = async (id: string, name = `#${id}`) => desk.receive({ id: `gid://shopify/Order/${id}`, name });

test("orders are listed newest first, page by page, and every page is told apart", async () => {
  for (const id of ["1", "2", "10"]) await receive(id);

  const first = await api.call("GET", "/api/orders?limit=2&count=true");
  const second = await api.call("GET", `/api/orders?limit=2&cursor=${String(first.body["nextCursor"])}`);

  expect(first).toMatchObject({
    status: 200,
    body: { items: [{ shopifyOrderId: "10", shopifyOrderNo: "#10" }, { shopifyOrderId: "2" }], total: 3 },
  });
  expect(second).toMatchObject({ body: { items: [{ shopifyOrderId: "1" }], nextCursor: null } });
});

test("filters are combined; an unknown one is 422", async () => {
  for (const id of ["1", "2"]) await receive(id);
  await desk.createDocuments({ orderIds: ["1"] });

  expect(await api.call("GET", "/api/orders?processed=true&shopCode=demo&count=true")).toMatchObject({
    body: { items: [{ shopifyOrderId: "1", processed: true, salesOrderNo: expect.stringMatching(/.+/) }], total: 1 },
  });
  expect(await api.call("GET", "/api/orders?processed=false&shopCode=OTHER&count=true")).toMatchObject({
    body: { items: [], total: 0 },
  });
  expect((await api.call("GET", "/api/orders?processed=maybe&colour=red")).body["errors"]).toMatchObject([
    { pointer: "/processed" },
    { pointer: "/colour", code: "unknown-member" },
  ]);
});

test("a card shows an order with lines, charges, payments and documents", async () => {
  await receive("1");
  await desk.createDocuments();

  const { status, body } = await api.call("GET", "/api/orders/1");

  expect(status).toBe(200);
  expect(body).toMatchObject({
    shopifyOrderNo: "#1",
    processed: true,
    error: null,
    lines: [{ sku: "1000", itemNo: "1000", quantity: 1, unitPrice: "25" }],
    documents: [{ documentType: "salesOrder" }],
  });
});

test("a card shows refunds and returns with their lines, and why a refund has no credit memo", async () => {
  const ofReturn = aRefundNode({
    return: { id: "gid://shopify/Return/51" },
    note: "Broken leg",
    refundLineItems: { nodes: [aRefundLineNode({ restockType: "RETURN" })] },
  });
  const exchanged = aReturnNode({ exchangeLineItems: { nodes: [anExchangeLineNode(["12"])] } });
  await desk.receive({
    lineItems: { nodes: [aLineNode(), aLineNode({ id: "gid://shopify/LineItem/12" })] },
    refunds: [ofReturn],
    returns: { nodes: [exchanged] },
  });
  const failed = { hasProcessingError: true, lastErrorCode: "account-missing", lastErrorDescription: "No account" };
  await desk.db
    .updateTable("refundHeader")
    .set({ ...failed, lastErrorAt: "2026-03-03T10:00:00Z" })
    .execute();

  const { status, body } = await api.call("GET", "/api/orders/1");

  expect(status).toBe(200);
  expect(body).toMatchObject({
    lines: [
      { isExchangeItem: false, waitsForRefund: false },
      { isExchangeItem: true, waitsForRefund: false },
    ],
    refunds: [
      {
        refundId: "41",
        returnId: "51",
        note: "Broken leg",
        totalRefundedAmount: "0",
        error: { code: "account-missing", message: "No account" },
        lastErrorAt: "2026-03-03T10:00:00.000Z",
        lines: [
          { refundLineId: "411", quantity: 1, canCreateCreditMemo: true },
          { refundLineId: "-12", lineId: "12", quantity: -1, subtotalAmount: "-25", isExchangeItem: true },
        ],
        shippingLines: [],
      },
    ],
    returns: [
      { returnId: "51", status: "closed", lines: [{ type: "default", lineId: "11", returnReasonName: "Color" }] },
    ],
  });
});

test("a card shows which goods sent in exchange wait for a refund", async () => {
  await desk.receive({
    lineItems: { nodes: [aLineNode(), aLineNode({ id: "gid://shopify/LineItem/12" })] },
    refunds: [],
    returns: { nodes: [aReturnNode({ exchangeLineItems: { nodes: [anExchangeLineNode(["12"])] } })] },
  });

  expect((await api.call("GET", "/api/orders/1")).body).toMatchObject({
    lines: [
      { lineId: "11", isExchangeItem: false, waitsForRefund: false },
      { lineId: "12", isExchangeItem: true, waitsForRefund: true },
    ],
  });
});

test("OR-50 a card shows what is to be sent from where, what was sent with its tracking, and gift cards that were", async () => {
  const at = "2026-03-02T10:00:00Z";
  await desk.receive({
    fulfillmentOrders: {
      nodes: [
        {
          id: "gid://shopify/FulfillmentOrder/81",
          status: "CLOSED",
          requestStatus: "UNSUBMITTED",
          updatedAt: at,
          assignedLocation: { location: { id: "gid://shopify/Location/802" } },
          deliveryMethod: { methodType: "SHIPPING" },
          lineItems: {
            nodes: [
              {
                id: "gid://shopify/FulfillmentOrderLineItem/811",
                totalQuantity: 1,
                remainingQuantity: 0,
                lineItem: { id: "gid://shopify/LineItem/11" },
              },
            ],
          },
        },
      ],
    },
    fulfillments: [
      {
        id: "gid://shopify/Fulfillment/91",
        status: "SUCCESS",
        name: "#1001-F1",
        createdAt: at,
        updatedAt: at,
        service: null,
        trackingInfo: [
          { number: "A1", company: "UPS", url: null },
          { number: "B2", company: "UPS", url: null },
        ],
        fulfillmentLineItems: {
          nodes: [
            {
              id: "gid://shopify/FulfillmentLineItem/911",
              quantity: 1,
              lineItem: { id: "gid://shopify/LineItem/11", isGiftCard: true },
            },
          ],
        },
      },
    ],
  });

  expect((await api.call("GET", "/api/orders/1")).body).toMatchObject({
    presentmentDiscountAmount: "0",
    lines: [{ locationId: "802" }],
    fulfillmentOrders: [
      { status: "closed", locationId: "802", lines: [{ lineId: "11", totalQuantity: 1, remainingQuantity: 0 }] },
    ],
    fulfillments: [
      { name: "#1001-F1", trackingNumber: "A1", trackingNumbers: "A1,B2", lines: [{ lineId: "11", quantity: 1 }] },
    ],
    giftCards: [{ lineId: "11", cardNo: 1, giftCardId: null, soldAmount: "25", amount: "25", knownUsedAmount: "0" }],
  });
});

test("an unknown order is 404, an id that is none is 422", async () => {
  expect(await api.call("GET", "/api/orders/404")).toMatchObject({ status: 404, body: { code: "order-not-found" } });
  expect(await api.call("GET", "/api/orders/abc")).toMatchObject({
    status: 422,
    body: { errors: [{ in: "path", pointer: "/id" }] },
  });
  expect((await api.call("POST", "/api/orders/404/mark-as-paid", {})).status).toBe(404);
  expect((await api.call("POST", "/api/orders/404/unlink", {})).status).toBe(404);
});

test("what an order cannot be mapped to is named", async () => {
  await desk.receive({
    id: "gid://shopify/Order/1",
    lineItems: { nodes: [aLineNode({ product: null, variant: null })] },
  });

  const { status, body } = await api.call("GET", "/api/orders/1/mapping");

  expect(status).toBe(200);
  expect(body).toMatchObject({
    sellToCustomerNo: "",
    lines: [{ itemNo: "" }],
    missing: expect.arrayContaining([
      { what: "sellToCustomer", lineId: null },
      { what: "item", lineId: "11" },
    ]),
    advice: expect.stringContaining("Enter an item on line 11"),
  });
});

test("unlinking makes an order unprocessed; what is not processed cannot be unlinked", async () => {
  await receive("1");
  await desk.createDocuments();

  const unlinked = await api.call("POST", "/api/orders/1/unlink", {});
  const again = await api.call("POST", "/api/orders/1/unlink", {});

  expect(unlinked).toMatchObject({ status: 200, body: { processed: false, salesOrderNo: "", documents: [] } });
  expect(again).toMatchObject({ status: 409, body: { code: "order-not-processed" } });
});

test("a conflict is settled by a person", async () => {
  await receive("1");
  await desk.db
    .updateTable("orderHeader")
    .set({ hasOrderStateError: true, hasError: true, errorCode: "order-edited", errorMessage: "Lines were added" })
    .execute();
  expect(await api.call("GET", "/api/orders/1")).toMatchObject({ body: { error: { code: "order-edited" } } });

  const settled = await api.call("POST", "/api/orders/1/resolve-conflict", {});

  expect(settled).toMatchObject({ status: 200, body: { hasOrderStateError: false, hasError: false, error: null } });
});

test("nobody resolves a conflict while a job works on the order", async () => {
  await receive("1");

  const busy = await withOrderLocks(desk.db, (locks) =>
    locks.holding("1", () => api.call("POST", "/api/orders/1/resolve-conflict", {})),
  );

  expect(busy).toMatchObject({ status: 409, body: { code: "order-busy", params: { id: "1" } } });
});

test("a processed order gets no second document", async () => {
  await receive("1");
  await desk.createDocuments();

  expect(await api.call("POST", "/api/orders/1/create-sales-document", {})).toMatchObject({
    status: 409,
    body: { code: "order-processed" },
  });
});

test("documents are found by order", async () => {
  for (const id of ["1", "2"]) await receive(id);
  await desk.createDocuments();

  const all = await api.call("GET", "/api/document-links?limit=1&count=true");
  const rest = await api.call("GET", `/api/document-links?limit=1&cursor=${String(all.body["nextCursor"])}`);

  expect(all).toMatchObject({ body: { items: [{ shopifyOrderId: "2", documentType: "salesOrder" }], total: 2 } });
  expect(rest).toMatchObject({ body: { items: [{ shopifyOrderId: "1" }], nextCursor: null } });
  expect(await api.call("GET", "/api/document-links?shopifyOrderId=2&count=true")).toMatchObject({
    body: { total: 1 },
  });
});
