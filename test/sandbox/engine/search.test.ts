import { expect, test } from "@jest/globals";
import { compileSearch, type SearchFields } from "#sandbox/shopify/engine/search/compile";
import { filtersOf } from "#sandbox/shopify/engine/search/filters";

interface Order {
  readonly id: number;
  readonly name: string;
  readonly updatedAt: number;
  readonly tags: readonly string[];
  readonly test: boolean;
  readonly status: readonly string[];
}

const orders: readonly Order[] = [
  {
    id: 1,
    name: "#1001",
    updatedAt: Date.parse("2026-07-01T10:00:00.700Z"),
    tags: ["vip", "north west"],
    test: false,
    status: ["open", "not_closed"],
  },
  { id: 2, name: "#1002", updatedAt: Date.parse("2026-07-02T00:00:00Z"), tags: [], test: true, status: ["closed"] },
  {
    id: 3,
    name: "#2001",
    updatedAt: Date.parse("2026-07-03T00:00:00Z"),
    tags: ["VIP"],
    test: false,
    status: ["cancelled"],
  },
];
const fields: SearchFields<Order> = {
  default: (order) => [order.name, ...order.tags],
  id: (order) => order.id,
  name: (order) => order.name,
  updated_at: (order) => order.updatedAt,
  tag: (order) => order.tags,
  tag_not: { matches: (order, value) => !order.tags.includes(value) },
  test: (order) => order.test,
  status: (order) => order.status,
};

function search(query: string) {
  const compiled = compileSearch(query, filtersOf("QueryRoot", "orders") ?? {}, fields, "QueryRoot.orders");
  return {
    ids: orders.filter((order) => compiled.test?.(order) ?? true).map(({ id }) => id),
    warnings: compiled.warnings.map(({ field, code }) => `${field} ${code}`),
    parsed: compiled.parsed,
    bounds: compiled.bounds("updated_at"),
  };
}

test.each([
  ["", [1, 2, 3]],
  ["id:2", [2]],
  ["id:gid", [1, 2, 3]],
  ["id:>1", [2, 3]],
  ['id:"gid://shopify/Order/2?x=y"', [2]],
  ["name:#1001", [1]],
  ["name:\"#1001\" OR name:'#2001'", [1, 3]],
  ["tag:vip", [1, 3]],
  ["tag:'north west'", [1]],
  ["-tag:vip", [2]],
  ["NOT tag:vip", [2]],
  ["tag_not:vip", [2, 3]],
  ["name:#10*", [1, 2]],
  ["tag:*", [1, 3]],
  ["test:true", [2]],
  ["status:not_closed", [1]],
  ["(id:1 OR id:2) test:false", [1]],
  ["id:1 OR id:2 AND test:true", [1, 2]],
  ["NOT (id:1 OR id:2)", [3]],
  ["north", [1]],
  ["wes*", [1]],
  ["1001", [1]],
  ["updated_at:>='2026-07-01T10:00:00Z'", [1, 2, 3]],
  ["updated_at:>'2026-07-01T10:00:00Z'", [2, 3]],
  ['updated_at:<="2026-07-01T10:00:00Z"', [1]],
  ["updated_at:>='2026-07-01T12:00:00+02:00' updated_at:<'2026-07-02T00:00:00Z'", [1]],
  ["updated_at:2026-07-02", [2]],
])("the query %s finds %j", (query, ids) => {
  expect(search(query).ids).toEqual(ids);
});

test("an unknown field, an unquoted time and a value that does not exist are ignored with a warning", () => {
  expect(search("foo:bar")).toMatchObject({ ids: [1, 2, 3], warnings: ["foo invalid_field"], parsed: {} });
  expect(search("id:1 updated_at:>=2026-07-03T00:00:00Z")).toMatchObject({
    ids: [1],
    warnings: ["updated_at invalid_field"],
    parsed: { field: "id", match_all: "1" },
  });
  expect(search("status:sleeping")).toMatchObject({ ids: [1, 2, 3], warnings: ["status invalid_value"] });
  expect(search("updated_at:>='soon'").warnings).toEqual(["updated_at invalid_value"]);
  expect(search("id:1,2")).toMatchObject({ ids: [1, 2, 3], warnings: ["id invalid_value"] });
  expect(search("id:1abc")).toMatchObject({ ids: [1, 2, 3], warnings: ["id invalid_value"] });
  expect(search("foo:1 OR id:3")).toMatchObject({ ids: [3], warnings: ["foo invalid_field"] });
});

test("a documented filter that is not simulated is an error, not everything", () => {
  expect(() => search("cart_token:x")).toThrow(
    'QueryRoot.orders(query: "cart_token:…") is not simulated by the sandbox',
  );
});

test("it tells how a query was understood", () => {
  expect(search("tag:vip updated_at:>='2026-07-01T00:00:00Z'").parsed).toEqual({
    and: [
      { field: "tag", match_all: "vip" },
      { field: "updated_at", range: { gte: "2026-07-01T00:00:00Z" } },
    ],
  });
});

test("bounds come from what every match has to meet", () => {
  const lower = Date.parse("2026-07-01T00:00:00Z");

  expect(search("updated_at:>='2026-07-01T00:00:00Z' tag:vip").bounds).toEqual({ from: lower, before: Infinity });
  expect(search("updated_at:>='2026-07-01T00:00:00Z' OR tag:vip").bounds).toEqual({
    from: -Infinity,
    before: Infinity,
  });
  expect(search("NOT updated_at:>='2026-07-01T00:00:00Z'").bounds).toEqual({ from: -Infinity, before: Infinity });
});
