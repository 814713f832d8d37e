import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aSandbox, TEST_TOKEN, type SandboxHandle } from "../../support/sandbox.ts";

let sandbox: SandboxHandle;
beforeAll(async () => {
  sandbox = await aSandbox();
  await sandbox.seed({ orders: 5, products: 5, customers: 5, seed: 1 });
});
afterAll(() => sandbox.close());

const post = (body: string, headers: Readonly<Record<string, string>> = {}, path = "/admin/api/2026-07/graphql.json") =>
  fetch(sandbox.url + path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Forwarded-Host": sandbox.host,
      "X-Shopify-Access-Token": TEST_TOKEN,
      ...headers,
    },
    body,
  });

test("a good answer has the documented cost and headers", async () => {
  const now = await sandbox.clock({ set: "2026-08-01T10:00:00.500Z", freeze: true });
  const response = await post(JSON.stringify({ query: "query One { shop { name } }" }));
  await sandbox.clock({ freeze: false, set: null });

  expect(now).toEqual({ now: "2026-08-01T10:00:00.500Z", isFrozen: true });
  expect(response.status).toBe(200);
  expect(response.headers.get("date")).toBe("Sat, 01 Aug 2026 10:00:00 GMT");
  expect(response.headers.get("x-shopify-api-version")).toBe("2026-07");
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}-\d+$/);
  expect(await response.json()).toEqual({
    data: { shop: { name: expect.any(String) } },
    extensions: {
      cost: {
        requestedQueryCost: 1,
        actualQueryCost: 1,
        throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: expect.any(Number), restoreRate: 100 },
      },
    },
  });
});

test("a document can be sent as application/graphql, and an old version falls forward", async () => {
  const response = await post(
    "{ shop { name } }",
    { "Content-Type": "application/graphql" },
    "/admin/api/2023-01/graphql.json",
  );

  expect(await response.json()).toMatchObject({ data: { shop: {} } });
  expect(response.headers.get("x-shopify-api-version")).toBe("2026-07");
});

test("deprecated fields are named in a header", async () => {
  const response = await post(
    JSON.stringify({
      query: "{ customers(first: 1) { nodes { email } } locations(first: 1) { nodes { isPrimary } } }",
    }),
  );

  expect(response.headers.get("x-shopify-api-deprecated-reason")).toBe("Customer.email, Location.isPrimary");
});

test("a wrong token is answered with a text, an unknown shop with 404, a body without a query with 400", async () => {
  expect((await post("{}")).status).toBe(400);
  const unauthorized = await post('{"query":"{ shop { name } }"}', { "X-Shopify-Access-Token": "wrong" });
  expect(unauthorized.status).toBe(401);
  expect(await unauthorized.json()).toEqual({
    errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
  });
  expect((await post('{"query":"{ shop { name } }"}', { "X-Forwarded-Host": "other.myshopify.com" })).status).toBe(404);
});

test.each([
  [
    "{ orders(first: 1) { nodes { foo } } }",
    { message: "Field 'foo' doesn't exist on type 'Order'", path: ["query", "orders", "nodes", "foo"] },
    { code: "undefinedField", typeName: "Order", fieldName: "foo" },
  ],
  [
    "query Named { orders(first: 1, foo: 2) { nodes { id } } }",
    { message: "Field 'orders' doesn't accept argument 'foo'", path: ["query Named", "orders", "foo"] },
    { code: "argumentNotAccepted", name: "orders", typeName: "Field", argumentName: "foo" },
  ],
  [
    "{ order { id } }",
    { message: "Field 'order' is missing required arguments: id", path: ["query", "order"] },
    { code: "missingRequiredArguments", className: "Field", name: "order", arguments: "id" },
  ],
  [
    '{ orders(first: "x") { nodes { id } } }',
    {
      message: `Argument 'first' on Field 'orders' has an invalid value ("x"). Expected type 'Int'.`,
      path: ["query", "orders", "first"],
    },
    { code: "argumentLiteralsIncompatible", typeName: "Field", argumentName: "first" },
  ],
  [
    "mutation M { orderUpdate(input: { note: 1 }) { order { id } } }",
    {
      message: "Argument 'id' on InputObject 'OrderInput' is required. Expected type ID!",
      path: ["mutation M", "orderUpdate", "input"],
    },
    {
      code: "missingRequiredInputObjectAttribute",
      argumentName: "id",
      argumentType: "ID!",
      inputObjectType: "OrderInput",
    },
  ],
  [
    "{ node(id: 1) { ... on Foo { id } } }",
    { message: "No such type Foo, so it can't be a fragment condition", path: ["query", "node", "... on Foo"] },
    { code: "undefinedType", typeName: "Foo" },
  ],
  [
    "{ orders(first: 1) }",
    {
      message:
        "Field must have selections (field 'orders' returns OrderConnection but has no selections. Did you mean 'orders { ... }'?)",
      path: ["query", "orders"],
    },
    { code: "selectionMismatch", nodeName: "field 'orders'", typeName: "OrderConnection" },
  ],
  [
    "{ shop { name { first } } }",
    { message: `Selections can't be made on scalars (field 'name' returns String but has selections ["first"])` },
    { code: "selectionMismatch", typeName: "String" },
  ],
  [
    "query Q { orders(first: $n) { nodes { id } } }",
    { message: "Variable $n is used by Q but not declared" },
    { code: "variableNotDefined", variableName: "n" },
  ],
  [
    "query Q($n: String) { orders(first: $n) { nodes { id } } }",
    { message: "Type mismatch on variable $n (String / Int)", path: ["query Q", "orders", "first"] },
    { code: "variableMismatch", variableName: "n" },
  ],
])("the document %s is refused in Shopify's words", async (query, error, extensions) => {
  const { errors, ...rest } = await sandbox.graphql(query);

  expect(rest).toEqual({});
  expect(errors?.[0]).toMatchObject({ ...error, extensions });
});

test("a document that cannot be read says where", async () => {
  const { errors } = await sandbox.graphql("{ shop { name }");

  expect(errors?.[0]?.message).toBe("syntax error, Expected Name, found <EOF> at [1, 16]");
});

test("a variable that does not fit its type names every problem", async () => {
  const { errors, data } = await sandbox.graphql(
    "mutation M($input: OrderInput!) { orderUpdate(input: $input) { order { id } } }",
    {
      input: { note: 5, foo: "x" },
    },
  );

  expect(data).toBeUndefined();
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.message).toBe(
    "Variable $input of type OrderInput! was provided invalid value for foo (Field is not defined on OrderInput), id (Expected value to not be null), note (Could not coerce value 5 to String)",
  );
  expect(errors?.[0]?.extensions).toEqual({
    code: "INVALID_VARIABLE",
    value: { note: 5, foo: "x" },
    problems: [
      { path: ["foo"], explanation: "Field is not defined on OrderInput" },
      { path: ["id"], explanation: "Expected value to not be null" },
      { path: ["note"], explanation: "Could not coerce value 5 to String" },
    ],
  });
});

test.each([
  ["first: 251", "first cannot exceed 250"],
  ["", "you must provide one of first or last"],
  ["first: 1, last: 1", "providing both first and last is not supported"],
])("orders(%s) is a bad request at its field, beside data", async (args, message) => {
  const { data, errors } = await sandbox.graphql(
    `{ shop { name } orders${args === "" ? "" : `(${args})`} { nodes { id } } }`,
  );

  expect(data).toEqual({ shop: { name: expect.any(String) }, orders: null });
  expect(errors).toEqual([expect.objectContaining({ message, path: ["orders"], extensions: { code: "BAD_REQUEST" } })]);
});

test("a list of more than 250 is refused before anything is done", async () => {
  const tags = Array.from({ length: 251 }, String);
  const answer = await sandbox.graphql(
    'mutation M($tags: [String!]!) { tagsAdd(id: "1", tags: $tags) { node { id } } }',
    { tags },
  );

  expect(answer).toEqual({
    errors: [
      {
        message: "The input array size of 251 is greater than the maximum allowed of 250.",
        path: ["tagsAdd", "tags"],
        extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
      },
    ],
  });
});

test("a query that is too dear is refused without taking points", async () => {
  const answer = await sandbox.graphql(
    "{ products(first: 250) { nodes { variants(first: 250) { nodes { metafields(first: 50) { nodes { id } } } } } } }",
  );

  // 2 + 11 · (1 + 2 + 11 · (1 + 2 + 7)).
  expect(answer).toEqual({
    errors: [
      {
        message: "Query cost is 1245, which exceeds the single query max cost limit (1000).",
        extensions: {
          code: "MAX_COST_EXCEEDED",
          cost: 1_245,
          maxCost: 1_000,
          documentation: "https://shopify.dev/api/usage/rate-limits",
        },
      },
    ],
  });
});

test("a missing scope blanks its field and leaves the rest; write includes read", async () => {
  await sandbox.putShop({ tokens: [{ token: "few", scopes: ["write_orders"] }] });
  const { data, errors } = await sandbox.graphql(
    "{ orders(first: 1) { nodes { id customer { id } } } locations(first: 1) { nodes { id } } }",
    {},
    "few",
  );

  expect(data).toEqual({ orders: { nodes: [{ id: expect.any(String), customer: null }] }, locations: null });
  expect(errors?.find(({ path }) => path?.[0] === "locations")).toMatchObject({
    path: ["locations"],
    extensions: { code: "ACCESS_DENIED", requiredAccess: expect.stringContaining("read_locations") },
  });
});

test("a field that is not simulated says so and reports its cost", async () => {
  const { data, errors, extensions } = await sandbox.graphql("{ shop { name } themes(first: 10) { nodes { name } } }");

  expect(data).toEqual({ shop: { name: expect.any(String) }, themes: null });
  expect(errors?.[0]).toMatchObject({
    message: "QueryRoot.themes is not simulated by the sandbox",
    extensions: { code: "SANDBOX_NOT_IMPLEMENTED" },
  });
  expect(extensions).toMatchObject({ cost: { requestedQueryCost: 7, actualQueryCost: 3 } });
});

test("an unknown id is null, a malformed one an error", async () => {
  const { data, errors } = await sandbox.graphql(
    '{ a: order(id: "gid://shopify/Order/1") { id } b: order(id: "abc") { id } c: order(id: "gid://shopify/Product/1") { id } }',
  );

  expect(data).toEqual({ a: null, b: null, c: null });
  expect(errors?.map(({ message, extensions }) => [message, extensions?.["code"]])).toEqual([
    ["Invalid id: abc", "RESOURCE_NOT_FOUND"],
    ["Invalid id: gid://shopify/Product/1", "RESOURCE_NOT_FOUND"],
  ]);
});

test("a mutation that needs an idempotency key is refused without one and costs 10", async () => {
  const { data, errors, extensions } = await sandbox.graphql(
    'mutation { refundCreate(input: { orderId: "gid://shopify/Order/1" }) { refund { id } } }',
  );

  expect(data).toEqual({ refundCreate: null });
  expect(errors?.[0]).toMatchObject({
    message: "The @idempotent directive is required for this mutation but was not provided.",
    extensions: { code: "BAD_REQUEST" },
  });
  expect(extensions).toMatchObject({ cost: { requestedQueryCost: 10, actualQueryCost: 10 } });
});

test("a search warning is reported with what was understood", async () => {
  const { data, extensions } = await sandbox.graphql<{ orders: { nodes: unknown[] } }>(
    '{ orders(first: 9, query: "foo:bar") { nodes { id } } }',
  );

  expect(data?.orders.nodes).toHaveLength(5);
  expect(extensions?.["search"]).toEqual([
    {
      path: ["orders"],
      query: "foo:bar",
      parsed: {},
      warnings: [{ field: "foo", message: "Invalid search field for this query.", code: "invalid_field" }],
    },
  ]);
});

test("the debug header lists what each field costs", async () => {
  const response = await post(JSON.stringify({ query: "{ orders(first: 10) { nodes { id customer { id } } } }" }), {
    "Shopify-GraphQL-Cost-Debug": "1",
  });
  const { extensions } = (await response.json()) as { extensions: { cost: { fields: unknown[] } } };

  expect(extensions.cost.fields).toEqual(
    expect.arrayContaining([
      { path: ["orders"], definedCost: 2, requestedTotalCost: 10, requestedChildrenCost: 8 },
      { path: ["orders", "nodes", "customer"], definedCost: 1, requestedTotalCost: 1, requestedChildrenCost: 0 },
    ]),
  );
});

test("introspection shows the schema as it is published", async () => {
  const { data } = await sandbox.graphql('{ __type(name: "QueryRoot") { fields { name type { kind } } } }');

  expect(data?.["__type"]).toEqual({
    fields: expect.arrayContaining([{ name: "orders", type: { kind: "NON_NULL" } }]),
  });
});
