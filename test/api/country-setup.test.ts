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
  for (const code of ["DEMO", "POS"]) await insertShop(api.db, { code, store });
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
  for (const table of ["customerTemplateMapping", "taxAreaMapping"] as const) await api.db.deleteFrom(table).execute();
  await storeShipToCountries(api.db, "DEMO", planShipToCountries(["CA", "DE", "US"]));
  await storeShipToCountries(api.db, "POS", planShipToCountries(["US"]));
});

const keysOf = async (path: string, members: readonly [string, string]) => {
  const { body } = await api.call("GET", path);
  const items = body["items"] as readonly Record<string, string>[];
  return { keys: items.map((item) => members.map((member) => item[member]).join(" ")), body };
};

test("the countries of all shops are listed page by page, and those of one shop or one country", async () => {
  const members = ["shop", "countryCode"] as const;
  const first = await keysOf("/api/customer-templates?limit=3&count=true", members);
  expect(first).toMatchObject({ keys: ["DEMO CA", "DEMO DE", "DEMO US"], body: { total: 4 } });
  const cursor = String(first.body["nextCursor"]);
  expect((await keysOf(`/api/customer-templates?limit=3&cursor=${cursor}`, members)).keys).toEqual(["POS US"]);
  expect((await keysOf("/api/customer-templates?shopCode=POS", members)).keys).toEqual(["POS US"]);
  expect((await keysOf("/api/customer-templates?countryCode=us", members)).keys).toEqual(["DEMO US", "POS US"]);
});

test("a country gets a template and a default customer; another sync leaves them, and a row can be added by hand", async () => {
  const set = (country: string, body: object) => api.call("PUT", `/api/customer-templates/demo/${country}`, body);

  expect(await set("DE", { customerTemplateCode: "export" })).toMatchObject({
    status: 200,
    body: { shop: "DEMO", countryCode: "DE", customerTemplateCode: "EXPORT", defaultCustomerNo: "" },
  });
  expect((await set("FR", { customerTemplateCode: "COMPANY" })).status).toBe(200);
  await storeShipToCountries(api.db, "DEMO", planShipToCountries(["DE"]));

  const { body } = await api.call("GET", "/api/customer-templates?shopCode=DEMO");
  expect(body["items"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ countryCode: "DE", customerTemplateCode: "EXPORT" }),
      expect.objectContaining({ countryCode: "FR", customerTemplateCode: "COMPANY" }),
    ]),
  );
});

test("a template or customer the ERP does not have, a country that is none, and a shop that is not there are refused", async () => {
  const unknown = { customerTemplateCode: "NOBODY", defaultCustomerNo: "NOBODY" };
  expect(await api.call("PUT", "/api/customer-templates/DEMO/DE", unknown)).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: "/customerTemplateCode", code: "reference-invalid" },
        { pointer: "/defaultCustomerNo", code: "reference-invalid" },
      ],
    },
  });
  for (const country of ["*", "DEU"])
    expect((await api.call("PUT", `/api/customer-templates/DEMO/${country}`, {})).status).toBe(422);
  expect(await api.call("PUT", "/api/customer-templates/NONE/DE", {})).toMatchObject({
    status: 404,
    body: { code: "shop-not-found" },
  });
});

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

test("a key of one shop sees and sets its countries alone, and no tax areas, which belong to all", async () => {
  const asDemo = { key: demoKey };
  const { body } = await api.call("GET", "/api/customer-templates", undefined, asDemo);
  expect(new Set((body["items"] as readonly { shop: string }[]).map(({ shop }) => shop))).toEqual(new Set(["DEMO"]));
  expect((await api.call("PUT", "/api/customer-templates/DEMO/US", {}, asDemo)).status).toBe(200);
  expect([403, 404]).toContain((await api.call("PUT", "/api/customer-templates/POS/US", {}, asDemo)).status);
  expect((await api.call("GET", "/api/tax-areas", undefined, asDemo)).status).toBe(200);
  expect(await api.call("PUT", "/api/tax-areas/US/Washington", {}, asDemo)).toMatchObject({
    status: 403,
    body: { code: "key-restricted-to-shops" },
  });
});
