import { expect, test } from "@jest/globals";
import type { OrderReader } from "#activities/orders/order-reader";
import { readOrders } from "#activities/orders/read-orders";
import { OperationalError } from "#domain/failure";
import { legacyId } from "#domain/orders/shopify-id";
import type { GraphqlError, ShopifyClient } from "#shopify/client";
import { aLineNode, anOrderNode } from "../../support/order-node.ts";

const lastPage = { hasNextPage: false, endCursor: null };
const firstPages = (id: string) => {
  const order = anOrderNode({ id });
  const paged = <N>(nodes: readonly N[]) => ({ nodes, pageInfo: lastPage });
  return { ...order, lineItems: paged(order.lineItems.nodes), shippingLines: paged([]), fulfillmentOrders: paged([]) };
};

type Answering = (operation: string, variables: { ids?: string[]; id?: string; after?: string }) => unknown;

/** A reader whose Shopify answers as told; for what the sandbox cannot be made to do on cue. */
function aReader(answering: Answering, errors: readonly GraphqlError[] = []): OrderReader & { calls: string[] } {
  const calls: string[] = [];
  const shopify: ShopifyClient = {
    async execute(_shop, operation, variables) {
      const name = /query (\w+)/u.exec(operation.toString())?.[1] ?? "";
      const asked = variables as { ids?: string[]; id?: string; after?: string };
      calls.push(asked.ids === undefined ? name : `${name} ${asked.ids.map(legacyId).join(",")}`);
      const data = await Promise.resolve(answering(name, asked));
      return {
        data: data as never,
        errors: name === "OrderNodes" ? errors : [],
        cost: null,
        requestId: "r",
        answeredAt: "2026-03-01T10:00:00Z",
        apiVersion: null,
      };
    },
  };
  const fields = {
    withStaff: false,
    withCompany: false,
    withPaymentTerms: false,
    withRefunds: false,
    withReturns: false,
  };
  return { shopify, shop: { code: "DEMO", store: "demo.myshopify.com" }, fields, callOptions: {}, calls };
}

const away = () => new OperationalError("shopify-unavailable", "status 502", { retryable: true });
const nodesOf = (ids: readonly string[] = []) => ({ nodes: ids.map(firstPages) });
const kinds = (orders: Awaited<ReturnType<typeof readOrders>>) =>
  Object.fromEntries([...orders].map(([id, order]) => [id, order.kind === "read" ? "read" : order.error.message]));

test("a group Shopify chokes on is halved until the order to blame is alone", async () => {
  const reader = aReader((name, { ids }) => {
    if (name === "AppId") return { app: { id: "1" } };
    if (ids?.some((id) => legacyId(id) === "3") === true) throw away();
    return nodesOf(ids);
  });

  const orders = await readOrders(reader, ["1", "2", "3", "4"]);

  expect(kinds(orders)).toEqual({ 1: "read", 2: "read", 3: "status 502", 4: "read" });
  expect(reader.calls.filter((call) => call.startsWith("OrderNodes"))).toEqual([
    "OrderNodes 1,2,3,4",
    "OrderNodes 1,2",
    "OrderNodes 3,4",
    "OrderNodes 3",
    "OrderNodes 4",
  ]);
});

test("when Shopify is away as a whole no order is blamed", async () => {
  const reader = aReader(() => {
    throw away();
  });

  await expect(readOrders(reader, ["1", "2"])).rejects.toMatchObject({ type: "shopify-unavailable" });
  expect(reader.calls).toEqual(["OrderNodes 1,2", "AppId"]);
});

test("quota is nobody's fault and is thrown", async () => {
  const reader = aReader(() => {
    throw new OperationalError("shopify-throttled", "wait", { retryable: true, retryAfterMs: 9_000 });
  });

  await expect(readOrders(reader, ["1", "2"])).rejects.toMatchObject({ type: "shopify-throttled" });
  expect(reader.calls).toHaveLength(1);
});

test("a group that is too dear is halved", async () => {
  const reader = aReader((_name, { ids }) => {
    if ((ids?.length ?? 0) > 1) {
      throw new OperationalError("graphql-request-invalid", "too dear", {
        retryable: false,
        params: { codes: "MAX_COST_EXCEEDED" },
      });
    }
    return nodesOf(ids);
  });

  expect(kinds(await readOrders(reader, ["1", "2"]))).toEqual({ 1: "read", 2: "read" });
});

test("OR-16 a bad element fails alone; an order that is gone is not found", async () => {
  const reader = aReader(
    (_name, { ids }) => ({ nodes: [null, null, ...nodesOf(ids?.slice(2)).nodes] }),
    [{ message: "Internal error", path: ["nodes", 0, "name"], extensions: { code: "INTERNAL_SERVER_ERROR" } }],
  );

  const orders = await readOrders(reader, ["1", "2", "3"]);

  expect(
    [...orders.values()].map((order) => (order.kind === "read" ? "read" : (order.error as OperationalError).type)),
  ).toEqual(["order-unreadable", "order-not-found", "read"]);
  expect(kinds(orders)).toEqual({
    1: expect.stringMatching(/: Internal error\. .* \(OrderNodes, request id r\)$/),
    2: expect.stringMatching(/\(OrderNodes, request id r\)$/),
    3: "read",
  });
});

test("a missing right is thrown, not written on every order", async () => {
  const reader = aReader(
    (_name, { ids }) => nodesOf(ids),
    [
      {
        message: "Access denied for staffMember",
        path: ["nodes", 0, "staffMember"],
        extensions: { code: "ACCESS_DENIED" },
      },
    ],
  );

  await expect(readOrders(reader, ["1"])).rejects.toMatchObject({ type: "shopify-access-denied" });
});

test("an order that changes between two of its pages is read again as a whole", async () => {
  let reads = 0;
  const reader = aReader((name) => {
    if (name === "OrderLinesPage") {
      const lineItems = { nodes: [aLineNode({ id: "gid://shopify/LineItem/12" })], pageInfo: lastPage };
      return { order: { updatedAt: reads === 1 ? "2026-03-09T00:00:00Z" : anOrderNode().updatedAt, lineItems } };
    }
    reads += 1;
    const order = firstPages("gid://shopify/Order/1");
    return {
      nodes: [{ ...order, lineItems: { ...order.lineItems, pageInfo: { hasNextPage: true, endCursor: "c" } } }],
    };
  });

  const order = (await readOrders(reader, ["1"])).get("1");

  expect(reader.calls).toEqual(["OrderNodes 1", "OrderLinesPage", "OrderNodes 1", "OrderLinesPage"]);
  expect(order?.kind === "read" && order.node.lineItems.nodes).toHaveLength(2);
});
