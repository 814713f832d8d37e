import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { insertApiKey } from "#database/api-keys";
import { storeShipToCountries } from "#database/ship-to-countries";
import { insertShop } from "#database/shops";
import { planShipToCountries } from "#domain/customers/ship-to-countries";
import { hashOfKey } from "#api/http/authenticate";
import { v7 } from "uuid";
import { anApi, type TestApi } from "./an-api.ts";

const store = "demo.myshopify.com";
const demoKey = "sbc_good-for-demo-alone";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await insertShop(api.db, { code: "DEMO", store });
  await insertApiKey(api.db, {
    id: v7(),
    name: "of demo",
    keyHash: hashOfKey(demoKey),
    hint: "alone",
    scope: "operate",
    shops: ["DEMO"],
    expiresAt: null,
    createdBy: "admin",
  });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.deleteFrom("taxAreaMapping").execute();
  await storeShipToCountries(api.db, "DEMO", planShipToCountries(["CA", "DE", "US"]));
});

const keysOf = async (path: string, members: readonly [string, string]) => {
  const { body } = await api.call("GET", path);
  const items = body["items"] as readonly Record<string, string>[];
  return { keys: items.map((item) => members.map((member) => item[member]).join(" ")), body };
};

test("the counties of a country are listed page by page, and those without a tax area", async () => {
  const members = ["countryCode", "county"] as const;
  const first = await keysOf("/api/tax-areas?countryCode=CA&limit=12&count=true", members);
  expect(first.body["total"]).toBe(13);
  const cursor = String(first.body["nextCursor"]);
  expect((await keysOf(`/api/tax-areas?countryCode=CA&limit=12&cursor=${cursor}`, members)).keys).toEqual(["CA Yukon"]);

  await api.call("PUT", "/api/tax-areas/us/Washington", { countyCode: "WA", taxAreaCode: "seattle", taxLiable: true });

  expect((await keysOf("/api/tax-areas?taxAreaCode=SEATTLE", members)).keys).toEqual(["US Washington"]);
  expect((await keysOf("/api/tax-areas?countryCode=US&taxAreaCode=&count=true", members)).body["total"]).toBe(61);
});

test("a county gets a tax area and a VAT group the ERP has, for all shops; others are refused", async () => {
  const set = (body: object) => api.call("PUT", "/api/tax-areas/US/Washington", body);
  const values = { countyCode: "WA", taxAreaCode: "SEATTLE", taxLiable: true, vatBusPostingGroup: "EXPORT" };

  expect(await set(values)).toMatchObject({
    status: 200,
    body: { countryCode: "US", county: "Washington", ...values },
  });
  expect(await set({ taxAreaCode: "NOWHERE", vatBusPostingGroup: "NONE" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/taxAreaCode" }, { pointer: "/vatBusPostingGroup" }] },
  });
  expect((await set({ countyCode: "12345678901" })).status).toBe(422);
});

test("a county is taken away, once, and comes back blank with the countries", async () => {
  const washington = "/api/tax-areas/US/Washington";
  await api.call("PUT", washington, { countyCode: "WA", taxAreaCode: "SEATTLE" });

  expect((await api.call("DELETE", washington)).status).toBe(204);
  expect(await api.call("DELETE", washington)).toMatchObject({ status: 404, body: { code: "tax-area-not-found" } });

  await storeShipToCountries(api.db, "DEMO", planShipToCountries(["US"]));
  expect((await keysOf("/api/tax-areas?taxAreaCode=SEATTLE", ["countryCode", "county"])).keys).toEqual([]);
  expect((await api.call("DELETE", washington)).status).toBe(204);
});

test("a key of one shop sees the tax areas and sets none, as they belong to all", async () => {
  const asDemo = { key: demoKey };
  expect((await api.call("GET", "/api/tax-areas", undefined, asDemo)).status).toBe(200);
  for (const method of ["PUT", "DELETE"])
    expect(
      await api.call(method, "/api/tax-areas/US/Washington", method === "PUT" ? {} : undefined, asDemo),
    ).toMatchObject({ status: 403, body: { code: "key-restricted-to-shops" } });
});
