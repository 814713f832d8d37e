import { expect, test } from "@jest/globals";
import { getNamedType, isLeafType, isObjectType } from "graphql";
import { sizeFactor } from "#sandbox/shopify/engine/cost/kinds";
import { executableSchema } from "#sandbox/shopify/engine/schema";
import { ORDER_WITH_EVERYTHING, requested } from "./costed.ts";

test.each([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 2],
  [5, 3],
  [7, 3],
  [10, 4],
  [20, 5],
  [25, 6],
  [50, 7],
  [100, 9],
  [149, 10],
  [244, 10],
  [245, 11],
  [250, 11],
])("a page of %i counts %i times", (size, factor) => {
  expect(sizeFactor(size)).toBe(factor);
});

const orders = `query Q($page: Int!, $lines: Int!) { orders(first: $page) { nodes { ...Everything } } } ${ORDER_WITH_EVERYTHING}`;

test("reading orders costs what the documented examples say", () => {
  expect(requested(`{ orders(first: 250) { nodes { id updatedAt } pageInfo { hasNextPage endCursor } } }`)).toBe(13);
  expect(
    requested(`query Q($lines: Int!) { order(id: "1") { ...Everything } } ${ORDER_WITH_EVERYTHING}`, { lines: 50 }),
  ).toBe(103);
  expect(requested(orders, { page: 25, lines: 10 })).toBe(494);
  expect(requested(orders, { page: 25, lines: 50 })).toBe(620);
  expect(requested(orders, { page: 100, lines: 10 })).toBe(740);
});

test("a plain list costs like one element, however many ids are asked for", () => {
  const nodes = `query Q($ids: [ID!]!, $lines: Int!) { nodes(ids: $ids) { ... on Order { ...Everything } } } ${ORDER_WITH_EVERYTHING}`;

  expect(requested(nodes, { ids: ["a"], lines: 50 })).toBe(103);
  expect(requested(nodes, { ids: Array.from({ length: 25 }, String), lines: 50 })).toBe(103);
});

test("reading products, customers and stock costs what the documented examples say", () => {
  expect(
    requested(`{ products(first: 250) { nodes { id options { name optionValues { name } } variants(first: 250) {
      nodes { sku price inventoryItem { id } selectedOptions { name } metafield(key: "a") { value } } } } } }`),
  ).toBe(541);
  expect(
    requested(`{ productVariants(first: 250) { nodes { sku product { id } inventoryItem { id unitCost { amount } measurement { weight { value } } }
      selectedOptions { name } metafield(key: "a") { value } } } }`),
  ).toBe(57);
  expect(requested(`{ customers(first: 250) { nodes { id defaultAddress { city } } } }`)).toBe(13);
  expect(requested(`{ customers(first: 250) { nodes { id addressesV2(first: 10) { nodes { city } } } } }`)).toBe(79);
  expect(
    requested(`{ location(id: "1") { inventoryLevels(first: 250) { nodes { quantities(names: ["available"]) { quantity }
      item { id variants(first: 0) { pageInfo { endCursor } } } } } } }`),
  ).toBe(58);
});

test("a mutation costs 10 and what is selected below the objects of its payload", () => {
  const payload = "userErrors { field message code } inventoryAdjustmentGroup { id reason";
  const set = (more: string) =>
    `mutation M($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) @idempotent(key: "k") { ${payload} ${more} } } }`;

  expect(requested(set(""))).toBe(10);
  expect(requested(set("changes { delta item { id } location { id } }"))).toBe(13);
  expect(
    requested(
      `mutation { a: orderClose(input: { id: "1" }) { order { id } } b: orderClose(input: { id: "2" }) { order { id } } }`,
    ),
  ).toBe(20);
});

test("productSet also charges for its variants, files and metafields", () => {
  const productSet = `mutation M($input: ProductSetInput!) { productSet(input: $input) { product { id } userErrors { code } } }`;
  const variant = { optionValues: [], file: { originalSource: "https://x" }, metafields: [{ key: "a", value: "b" }] };
  const input = { variants: Array.from({ length: 10 }, () => variant), files: [{}, {}], metafields: [{}] };

  // 10 + 10·0.2 + 10·0.6 + 11·0.4 + 2·1.9 = 26.2
  expect(requested(productSet, { input })).toBe(27);
  expect(requested(productSet, { input: { title: "x" } })).toBe(10);
});

test("counts are dear at the root and cheap below, scalars and money are free", () => {
  expect(requested(`{ ordersCount { count precision } }`)).toBe(10);
  expect(requested(`{ customer(id: "1") { numberOfOrders amountSpent { amount } } }`)).toBe(1);
  expect(requested(`{ product(id: "1") { variantsCount { count } } }`)).toBe(2);
  expect(requested(`{ shop { name currencyFormats { moneyFormat } shopAddress { city } } }`)).toBe(1);
  expect(requested(`{ __typename shop { __typename } }`)).toBe(1);
});

test("fields of one response key count once, aliases and both ways to the nodes count each", () => {
  expect(requested(`{ shop { name } shop { email } ...A } fragment A on QueryRoot { shop { id } }`)).toBe(1);
  expect(requested(`{ a: shop { name } b: shop { name } }`)).toBe(2);
  expect(requested(`{ orders(first: 10) { nodes { id } edges { node { id } } } }`)).toBe(10);
  expect(requested(`{ orders(first: 10) { pageInfo { endCursor } } }`)).toBe(2);
});

test("the dearest type at an interface counts, and directives and variables are read", () => {
  const node = `query Q($with: Boolean!, $size: Int = 10) { node(id: "1") {
    ... on Order { customer { id } transactions { id } }
    ... on Product { variants(first: $size) @include(if: $with) { nodes { id } } }
    ... on HasMetafields { metafield(key: "a") { value } }
  } }`;

  expect(requested(node, { with: false })).toBe(4);
  expect(requested(node, { with: true, size: 250 })).toBe(15);
});

test("introspection is free", () => {
  expect(requested(`{ __schema { types { name fields { name } } } }`)).toBe(0);
});

test("every field of the query and mutation roots has a price, simulated or not", () => {
  const schema = executableSchema();
  const text = (root: "QueryRoot" | "Mutation") => {
    const type = schema.getType(root);
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    return fields.map((field) => {
      const isLeaf = isLeafType(getNamedType(field.type));
      return `${root === "Mutation" ? "mutation" : "query"} { ${field.name}(first: 250) ${isLeaf ? "" : "{ __typename }"} }`;
    });
  };

  expect(
    text("QueryRoot")
      .map((query) => requested(query))
      .every((cost) => cost >= 0 && cost <= 10),
  ).toBe(true);
  expect(new Set(text("Mutation").map((query) => requested(query)))).toEqual(new Set([10]));
});
