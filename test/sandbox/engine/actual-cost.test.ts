import { expect, test } from "@jest/globals";
import { actual, ORDER_WITH_EVERYTHING } from "./costed.ts";

const many = (count: number, element: object = {}) => Array.from({ length: count }, () => element);

/** 3 lines, 1 shipping line, 1 transaction, 1 fulfillment order. */
const anOrder = {
  __typename: "Order",
  customer: {},
  purchasingEntity: { __typename: "Customer" },
  lineItems: {
    nodes: many(3, {
      product: {},
      variant: {},
      taxLines: [{}],
      customAttributes: [],
      discountAllocations: [{ discountApplication: {} }],
    }),
  },
  shippingLines: { nodes: many(1, { taxLines: [{}], discountAllocations: [] }) },
  fulfillmentOrders: { nodes: many(1, { assignedLocation: { location: {} } }) },
  transactions: [{}],
  taxLines: [],
  customAttributes: [],
  risk: { assessments: [] },
};
const lines = { lines: 50 };

test("an order as documented costs 42 points of the 103 that were requested", () => {
  const one = `query Q($lines: Int!) { order(id: "1") { ...Everything } } ${ORDER_WITH_EVERYTHING}`;

  // A consumer order has no company below its purchasing entity: one point less than a company order's 43.
  expect(actual(one, { order: anOrder }, "pooled", lines)).toBe(42);
});

test("a page of equal orders costs the formula with the real number of lines", () => {
  const page = `query Q($lines: Int!) { orders(first: 100) { nodes { ...Everything } } } ${ORDER_WITH_EVERYTHING}`;

  // 2 + f(n) · 42: the order itself is among its 42 points.
  expect(actual(page, { orders: { nodes: many(25, anOrder) } }, "pooled", lines)).toBe(254);
  expect(actual(page, { orders: { nodes: many(100, anOrder) } }, "pooled", lines)).toBe(380);
  expect(actual(page, { orders: { nodes: [] } }, "pooled", lines)).toBe(2);
});

test("a plain list is pooled, as dear as its dearest element, or the sum of its elements", () => {
  const nodes = `query Q($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { lineItems(first: 10) { nodes { product { id } } } } } }`;
  const withLines = (count: number) => ({ __typename: "Order", lineItems: { nodes: many(count, { product: {} }) } });
  const data = { nodes: [withLines(1), withLines(4), null] };

  // One element with five lines: 1 + 2 + f(5) · 2.
  expect(actual(nodes, data, "pooled")).toBe(9);
  // The order with four: 1 + 2 + f(4) · 2.
  expect(actual(nodes, data, "dearest")).toBe(7);
  // Both: (1 + 2 + 1 · 2) + (1 + 2 + 2 · 2).
  expect(actual(nodes, data, "perElement")).toBe(12);
});

test("a null object costs 1, an empty connection 2, a failed mutation its 10", () => {
  expect(actual(`{ order(id: "1") { customer { id } } }`, { order: null })).toBe(1);
  expect(actual(`{ orders(first: 250) { edges { node { id customer { id } } } } }`, { orders: { edges: [] } })).toBe(2);
  expect(
    actual(`mutation { orderClose(input: { id: "1" }) { order { customer { id } } userErrors { message } } }`, {
      orderClose: null,
    }),
  ).toBe(10);
});
