import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { storeShopifyCustomer } from "#database/customers";
import { aKnownCompany } from "#test/support/a-company";
import { aShopifyCustomer } from "#test/support/a-customer";
import { insertShop } from "#database/shops";
import { setSyncCursor } from "#database/sync-cursors";
import { anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com" });
  await storeShopifyCustomer(api.db, aShopifyCustomer());
});
afterAll(() => api.close());

const etagOf = async (path: string): Promise<string> => {
  const { status, headers } = await api.call("GET", path);
  expect(status).toBe(200);
  return headers.get("etag") ?? "";
};
const send = (method: string, path: string, body: object | undefined, headers: Record<string, string>) =>
  api.call(method, path, body, { headers });

const first = async (path: string, member: string): Promise<string> => {
  const { body } = await api.call("GET", `${path}?limit=1`);
  return String((body["items"] as readonly Record<string, unknown>[])[0]?.[member]);
};

/** Two customers, each under this name. */
const customerNos = async (member: string): Promise<readonly [object, object]> => {
  const { body } = await api.call("GET", "/api/ledger/customers?limit=2");
  const [one, other] = body["items"] as readonly { readonly no: string }[];
  return [{ [member]: one?.no }, { [member]: other?.no }];
};

const thresholds = (threshold1: number) => ({ unmappedCustomers: { threshold1, threshold2: 100 } });
/** A card, how it is changed, and to what. */
const cards: Readonly<Record<string, () => Promise<readonly [string, string, string, readonly [object, object]]>>> = {
  shop: () =>
    Promise.resolve([
      "/api/shops/DEMO",
      "PATCH",
      "/api/shops/DEMO",
      [{ skuMapping: "itemNo" }, { skuMapping: "barcode" }],
    ]),
  customer: async () => {
    const path = "/api/customers/demo.myshopify.com/71";
    return [path, "PUT", `${path}/customer-no`, await customerNos("customerNo")];
  },
  "company of Shopify": async () => {
    await aKnownCompany(api.db);
    const path = "/api/companies/demo.myshopify.com/900";
    return [path, "PUT", `${path}/customer-no`, await customerNos("customerNo")];
  },
  "company location": async () => {
    await aKnownCompany(api.db);
    const path = "/api/company-locations/demo.myshopify.com/901";
    return [path, "PUT", `${path}/customers`, await customerNos("sellToCustomerNo")];
  },
  "cue setup": () => Promise.resolve(["/api/cues/setup", "PUT", "/api/cues/setup", [thresholds(1), thresholds(2)]]),
  "cue setup of a person": () =>
    Promise.resolve(["/api/cues/setup/me", "PUT", "/api/cues/setup/me", [thresholds(1), thresholds(2)]]),
  "retention policy": () => {
    const path = "/api/retention-policies/skippedRecords";
    return Promise.resolve([
      path,
      "PUT",
      path,
      [
        { keepDays: 31, enabled: true },
        { keepDays: 32, enabled: true },
      ],
    ]);
  },
  company: async () => {
    const { body } = await api.call("GET", "/api/company");
    return [
      "/api/company",
      "PUT",
      "/api/company",
      [
        { ...body, name: "One" },
        { ...body, name: "Other" },
      ],
    ];
  },
  "mapping of a gateway": async () => {
    const path = "/api/shops/DEMO/payment-methods/cash";
    await api.call("PUT", path, {});
    return [path, "PUT", path, [{ paymentMethodCode: "CARD" }, { paymentMethodCode: "CASH" }]];
  },
  "ledger customer": async () => {
    const path = `/api/ledger/customers/${await first("/api/ledger/customers", "no")}`;
    return [path, "PATCH", path, [{ city: "Lund" }, { city: "Malmö" }]];
  },
  "ledger item": async () => {
    const path = `/api/ledger/items/${await first("/api/ledger/items", "no")}`;
    return [path, "PATCH", path, [{ description: "One" }, { description: "Other" }]];
  },
  "notification rule": async () => {
    const made = await api.call("POST", "/api/notification-rules", { kind: "inProduct" });
    const path = String(made.headers.get("location"));
    return [
      path,
      "PUT",
      path,
      [
        { kind: "inProduct", afterFailures: 2 },
        { kind: "inProduct", afterFailures: 3 },
      ],
    ];
  },
  schedule: async () => {
    const definition = { report: "syncOrders", shopCode: "DEMO", nextRunDateFormula: "CM", timeZone: "UTC" };
    await api.db.updateTable("shop").set({ enabled: true }).execute();
    const path = "/api/schedules/api.etag";
    await api.call("PUT", path, definition);
    await api.call("POST", `${path}/pause`, { reason: "new times" });
    return [
      path,
      "PUT",
      path,
      [
        { ...definition, description: "One" },
        { ...definition, description: "Other" },
      ],
    ];
  },
};

test.each(Object.keys(cards))("of two who change the same %s the second is told, and may look again", async (name) => {
  const [card, method, path, [one, other]] = await (cards[name] as (typeof cards)[string])();
  const etag = await etagOf(card);
  expect(etag).toMatch(/^"[\w-]{22}(\.[\w-]{22})?"$/);

  // Both at once: whoever comes second meets the change of the first.
  const answers = await Promise.all([one, other].map((body) => send(method, path, body, { "if-match": etag })));
  const done = answers.find(({ status }) => status === 200);
  const refused = answers.find(({ status }) => status !== 200);

  expect(refused).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  expect(done).toBeDefined();
  const now = await etagOf(card);
  expect(now).not.toBe(etag);
  const state = (tag: string | null | undefined) => tag?.replaceAll('"', "").split(".", 1)[0];
  expect(state(refused?.headers.get("etag"))).toBe(state(now));
  expect(state(done?.headers.get("etag"))).toBe(state(now));
  const again = answers[0] === done ? other : one;
  expect((await send(method, path, again, { "if-match": now })).status).toBe(200);
});

test("many at once with the same ETag make one change", async () => {
  const etag = await etagOf("/api/shops/DEMO");
  const fields = ["a", "b", "c", "d", "e", "f", "g", "h"].map((skuFieldSeparator) => ({
    skuMapping: "itemNoAndVariantCode",
    skuFieldSeparator,
  }));

  const answers = await Promise.all(fields.map((body) => send("PATCH", "/api/shops/DEMO", body, { "if-match": etag })));

  const withStatus = (status: number) => answers.filter((answer) => answer.status === status);
  expect([withStatus(200).length, withStatus(412).length]).toEqual([1, fields.length - 1]);
});

test("a card that is still the same is not sent again", async () => {
  const { headers } = await api.call("GET", "/api/shops/DEMO");
  const etag = headers.get("etag") ?? "";

  const again = await send("GET", "/api/shops/DEMO", undefined, { "if-none-match": `"other", ${etag}` });
  expect([again.status, again.headers.get("etag"), again.body]).toEqual([304, etag, {}]);
  await setSyncCursor(api.db, "DEMO", "products", new Date());
  expect((await send("GET", "/api/shops/DEMO", undefined, { "if-none-match": etag })).status).toBe(200);
});

test("what the connector does around a shop does not keep people from changing it", async () => {
  const etag = await etagOf("/api/shops/DEMO");
  await setSyncCursor(api.db, "DEMO", "customers", new Date());

  expect(await etagOf("/api/shops/DEMO")).not.toBe(etag);
  expect((await send("PATCH", "/api/shops/DEMO", { skuMapping: "none" }, { "if-match": etag })).status).toBe(200);
});

test("without If-Match the last one wins; a star asks only that there is something; a weak tag never fits", async () => {
  const path = "/api/shops/DEMO";
  const etag = await etagOf(path);

  expect((await send("PATCH", path, { skuMapping: "itemNo" }, {})).status).toBe(200);
  expect((await send("PATCH", path, { skuMapping: "barcode" }, { "if-match": "*" })).status).toBe(200);
  expect((await send("PATCH", path, { skuMapping: "none" }, { "if-match": `W/${await etagOf(path)}` })).status).toBe(
    412,
  );
  expect((await send("PATCH", path, { skuMapping: "none" }, { "if-match": etag })).status).toBe(412);
  expect((await send("PATCH", path, { skuMapping: "none" }, { "if-match": `"x", ${await etagOf(path)}` })).status).toBe(
    200,
  );
});

test("a schedule is only made when there is none of its name", async () => {
  const path = "/api/schedules/api.new";
  const definition = { report: "syncOrders", shopCode: "DEMO", nextRunDateFormula: "CM", timeZone: "UTC" };
  await api.db.updateTable("shop").set({ enabled: true }).execute();

  expect((await send("PUT", path, definition, { "if-match": '"x"' })).status).toBe(412);
  expect((await send("PUT", path, definition, { "if-none-match": "*" })).status).toBe(201);
  expect((await send("PUT", path, definition, { "if-none-match": "*" })).status).toBe(412);
  expect((await send("DELETE", path, undefined, { "if-match": '"x"' })).status).toBe(412);
  expect((await send("DELETE", path, undefined, { "if-match": await etagOf(path) })).status).toBe(204);
  expect((await api.call("DELETE", "/api/schedules/api.etag")).status).toBe(204);
});

test("a shop that somebody changed is not deleted by who did not see it", async () => {
  await insertShop(api.db, { code: "GONE", store: "gone.myshopify.com" });
  const etag = await etagOf("/api/shops/GONE");
  await sql`update shop set sku_mapping = 'barcode' where code = 'GONE'`.execute(api.db);

  expect((await send("DELETE", "/api/shops/GONE", undefined, { "if-match": etag })).status).toBe(412);
  expect(
    (await send("DELETE", "/api/shops/GONE", undefined, { "if-match": await etagOf("/api/shops/GONE") })).status,
  ).toBe(204);
});
