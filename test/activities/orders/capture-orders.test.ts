import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { captureOrder, listCaptures } from "#database/data-captures";
import { updateShop } from "#database/shops";
import type { OrderNode } from "#domain/orders/order-node";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, aShippingLineNode, aTransactionNode } from "../../support/order-node.ts";
import { aRefundNode, aReturnNode } from "../../support/refund-node.ts";

let desk: OrderDesk;
beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  await desk.db.deleteFrom("orderHeader").execute();
  await updateShop(desk.db, "DEMO", { loggingMode: "errorOnly" });
});

/** An order with one record of each kind. */
const order: Partial<OrderNode> = {
  lineItems: { nodes: [aLineNode(), aLineNode({ id: "gid://shopify/LineItem/12", quantity: 0 })] },
  shippingLines: {
    nodes: [aShippingLineNode(), aShippingLineNode({ id: "gid://shopify/ShippingLine/22", isRemoved: true })],
  },
  transactions: [aTransactionNode()],
  fulfillmentOrders: {
    nodes: [
      {
        id: "gid://shopify/FulfillmentOrder/41",
        status: "OPEN",
        requestStatus: "UNSUBMITTED",
        updatedAt: "2026-03-01T10:00:00Z",
        assignedLocation: { location: null },
        deliveryMethod: null,
        lineItems: { nodes: [] },
      },
    ],
  },
  fulfillments: [
    {
      id: "gid://shopify/Fulfillment/51",
      status: "SUCCESS",
      name: "#1001-F1",
      createdAt: "2026-03-01T10:00:00Z",
      updatedAt: "2026-03-01T10:00:00Z",
      service: null,
      trackingInfo: [],
      fulfillmentLineItems: { nodes: [] },
    },
  ],
  refunds: [aRefundNode({ refundLineItems: { nodes: [] } })],
  returns: { nodes: [aReturnNode()] },
};
const captures = () => listCaptures(desk.db, { shopifyOrderId: "1" }, { before: undefined, limit: 100 });
const kinds = async () =>
  (await captures()).toReversed().map(({ linkedTable, linkedId }) => `${linkedTable} ${linkedId}`);
const everyKind = [
  "order 1",
  "orderLine 11",
  "orderShippingCharge 21",
  "orderTransaction 31",
  "fulfillmentOrder 41",
  "fulfillment 51",
  "refund 41",
  "return 51",
];

test("of every imported record it is kept what Shopify answered, each by itself, also in a shop that logs nothing", async () => {
  await updateShop(desk.db, "DEMO", { loggingMode: "disabled" });
  await desk.receive({ ...order, note: "Ring twice 🎁" });

  expect(await kinds()).toEqual(everyKind);
  const [each, refund, fulfillment, , transaction, , line, header] = await captures();
  expect(header).toMatchObject({ shop: "DEMO", hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(header?.data).toMatchObject({ id: "gid://shopify/Order/1", note: "Ring twice 🎁", email: "jane@example.com" });
  expect(Object.keys(header?.data as object)).not.toEqual(expect.arrayContaining(["lineItems"]));
  expect(line?.data).toEqual(aLineNode());
  expect(transaction?.data).toEqual(aTransactionNode());
  expect(fulfillment?.data).toEqual(order.fulfillments?.[0]);
  expect(refund?.data).toEqual(order.refunds?.[0]);
  expect(each?.data).toEqual(aReturnNode());
});

test("what is answered again the same is kept once; what has changed is kept beside it, also when it becomes what it was", async () => {
  await desk.receive(order);
  await desk.receive(order);
  const later = { ...order, updatedAt: "2026-03-02T10:00:00Z" };
  await desk.receive({ ...later, lineItems: { nodes: [aLineNode({ quantity: 2 })] } });
  await desk.receive({ ...order, updatedAt: "2026-03-03T10:00:00Z" });

  const unchanged = everyKind.slice(2);
  const found = await kinds();
  expect(found.filter((kind) => kind === "orderLine 11")).toHaveLength(3);
  expect(found.filter((kind) => unchanged.includes(kind))).toEqual(unchanged);
  const [newest, middle, oldest] = await listCaptures(
    desk.db,
    { linkedTable: "orderLine", linkedId: "11" },
    { before: undefined, limit: 10 },
  );
  expect([newest, middle, oldest].map((row) => (row?.data as { quantity: number } | undefined)?.quantity)).toEqual([
    1, 2, 1,
  ]);
  expect(newest?.hash).toBe(oldest?.hash);
});

test("captures go with their record: a line the order has no longer, and all with the order", async () => {
  await desk.receive({ ...order, lineItems: { nodes: [aLineNode(), aLineNode({ id: "gid://shopify/LineItem/13" })] } });
  expect(await kinds()).toContain("orderLine 13");

  await desk.receive({ ...order, updatedAt: "2026-03-02T10:00:00Z", shippingLines: { nodes: [] }, fulfillments: [] });
  const left = await kinds();
  expect(left).toEqual(expect.arrayContaining(["orderLine 11", "orderTransaction 31", "fulfillment 51"]));
  expect(left).not.toContain("orderLine 13");
  expect(left).not.toContain("orderShippingCharge 21");

  await desk.db.deleteFrom("orderHeader").execute();
  expect(await captures()).toEqual([]);
});

test("an answer is kept also with what PostgreSQL takes in no text", async () => {
  await desk.receive(order);
  const answer = { note: "zero \u0000 and half \uDC00" };
  const kept = { shopifyOrderId: "1", shop: "DEMO", isNew: false };

  await captureOrder(desk.db, kept, [
    { linkedTable: "order", linkedId: "1", json: JSON.stringify(answer), hash: "odd" },
    { linkedTable: "orderLine", linkedId: "11", json: '{"quote":"\\"","slash":"\\\\"}', hash: "escaped" },
  ]);

  const [line, header] = await captures();
  expect(header).toMatchObject({ hash: "odd", data: answer });
  expect(line?.data).toEqual({ quote: '"', slash: "\\" });
});
