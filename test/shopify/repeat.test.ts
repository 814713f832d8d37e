import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aClient, aMutation, aShop, forgetShops, operation, type ClientUnderTest } from "./client-setup.ts";
import { aScriptedStore, good, type ScriptedStore } from "./scripted-store.ts";

let database: TestDatabase;
let store: ScriptedStore;
let client: ClientUnderTest;
beforeAll(async () => {
  [database, store] = await Promise.all([aDatabase(), aScriptedStore()]);
});
beforeEach(() => {
  client = aClient(database, store.url);
});
afterEach(async () => {
  store.reset();
  await forgetShops(database);
});
afterAll(() => Promise.all([database.drop(), store.close()]));

test("a change that may have been made is not sent again by the client, and says so", async () => {
  await aShop(database);
  store.answers({ status: 503, body: "<html>" });

  await expect(client.shopify.execute("DEMO", aMutation, {})).rejects.toMatchObject({
    type: "shopify-unavailable",
    retryable: true,
    params: { outcomeKnown: false },
  });
  expect(store.calls).toHaveLength(1);
});

const adjust = "inventoryAdjustQuantities(input: $input)";
const keyed = operation(`mutation Keyed($input: InventoryAdjustQuantitiesInput!, $idempotencyKey: String!) {
  ${adjust} @idempotent(key: $idempotencyKey) { userErrors { message } } }`);

test("a change that only sets values, or carries a key, is sent again", async () => {
  await aShop(database);
  store.answers({ status: 503, body: "<html>" }, good, { status: 503, body: "<html>" }, good);

  await client.shopify.execute("DEMO", aMutation, {}, { repeatable: true });
  await client.shopify.execute("DEMO", keyed, {}, { idempotencyKey: "11111111-1111-5111-8111-111111111111" });

  const keys = store.calls.map((call) => (JSON.parse(call.body) as { variables: object }).variables);
  expect(keys).toEqual([
    {},
    {},
    { idempotencyKey: "11111111-1111-5111-8111-111111111111" },
    { idempotencyKey: "11111111-1111-5111-8111-111111111111" },
  ]);
});

test.each([
  ["nowhere", `${adjust} { userErrors { message } }`],
  ["another key", `${adjust} @idempotent(key: "1") { userErrors { message } }`],
  [
    "for one of two changes only",
    `a: ${adjust} @idempotent(key: $idempotencyKey) { userErrors { message } } b: ${adjust} { userErrors { message } }`,
  ],
])(
  "a key that a document hands on %s is a mistake of the program, not a reason to repeat the change",
  async (_, text) => {
    await aShop(database);
    const change = operation(`mutation Unkeyed { ${text} }`);

    await expect(client.shopify.execute("DEMO", change, {}, { idempotencyKey: "key" })).rejects.toThrow("@idempotent");
    expect(store.calls).toEqual([]);
  },
);
