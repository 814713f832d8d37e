import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { MockActivityEnvironment } from "@temporalio/testing";
import { createSyncCountriesActivities } from "#activities/shops/sync-countries-activities";
import { insertShop } from "#database/shops";
import { aClient, STORE } from "../../shopify/client-setup.ts";
import { aDatabase, type TestDatabase } from "../../support/database.ts";
import { aSandbox, type SandboxHandle } from "../../support/sandbox.ts";

let database: TestDatabase;
let sandbox: SandboxHandle;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([aDatabase(), aSandbox(STORE)]);
});
beforeEach(() => insertShop(database.db, { code: "DEMO", store: STORE, enabled: true }));
afterEach(async () => {
  await sandbox.clearFaults();
  for (const table of ["shop", "registeredStore", "taxAreaMapping"] as const)
    await database.db.deleteFrom(table).execute();
});
afterAll(() => Promise.all([database.drop(), sandbox.close()]));

const shipsTo = (...countries: readonly string[]) => sandbox.putShop({ fields: { shipsToCountries: countries } });

async function syncCountries(shopCode = "DEMO") {
  const { url, clientId, clientSecret } = sandbox;
  const { shopify } = aClient(database, url, {
    appOf: () => ({ clientId, clientSecret }),
    pauses: { serverErrorMs: 5, answerTimeoutMs: 30_000 },
  });
  const { syncShipToCountries } = createSyncCountriesActivities({ db: database.db, shopify });
  return new MockActivityEnvironment().run(syncShipToCountries, { shopCode, entryId: "e" });
}

const setUp = (...rows: readonly { countryCode: string; customerTemplateCode?: string }[]) =>
  database.db
    .insertInto("customerTemplateMapping")
    .values(rows.map((row) => ({ shop: "DEMO", ...row })))
    .execute();
const rows = () =>
  database.db
    .selectFrom("customerTemplateMapping")
    .select(["shop", "countryCode", "customerTemplateCode"])
    .orderBy("shop")
    .orderBy("countryCode")
    .execute();
const taxAreas = () =>
  database.db.selectFrom("taxAreaMapping").selectAll().orderBy("countryCode").orderBy("county").execute();

test("CC-50 the rows of all countries go, new countries come with their provinces as tax areas, those that are there stay", async () => {
  await shipsTo("US", "DE");
  await setUp(
    { countryCode: "*", customerTemplateCode: "ALL" },
    { countryCode: "" },
    { countryCode: "DE", customerTemplateCode: "X" },
  );

  expect(await syncCountries()).toEqual({ read: 2, changed: 1, unchanged: 1 });

  const both = [
    { shop: "DEMO", countryCode: "DE", customerTemplateCode: "X" },
    { shop: "DEMO", countryCode: "US", customerTemplateCode: "" },
  ];
  expect(await rows()).toEqual(both);
  const first = await taxAreas();
  expect(first).toHaveLength(62);
  expect(first).toContainEqual(expect.objectContaining({ countryCode: "US", county: "Washington", countyCode: "WA" }));

  expect(await syncCountries()).toEqual({ read: 2, changed: 0, unchanged: 2 });
  expect(await rows()).toEqual(both);
  expect(await taxAreas()).toEqual(first);
});

test("a tax area somebody has filled in keeps its values, and serves all shops; a country that is shipped to no more stays", async () => {
  await insertShop(database.db, { code: "POS", store: STORE, enabled: true });
  const washington = { countryCode: "US", county: "Washington", countyCode: "WA" };
  await database.db
    .insertInto("taxAreaMapping")
    .values({ ...washington, taxAreaCode: "SEATTLE", taxLiable: true })
    .execute();
  await shipsTo("US", "CA");
  await syncCountries();
  await shipsTo("US");

  await Promise.all([syncCountries(), syncCountries("POS")]);

  expect((await rows()).map(({ shop, countryCode }) => `${shop} ${countryCode}`)).toEqual([
    "DEMO CA",
    "DEMO US",
    "POS US",
  ]);
  expect(await taxAreas()).toHaveLength(75);
  expect(await taxAreas()).toContainEqual(
    expect.objectContaining({ ...washington, taxAreaCode: "SEATTLE", taxLiable: true }),
  );
});

test("a store that ships nowhere leaves only what people have entered", async () => {
  await shipsTo();
  await setUp({ countryCode: "" }, { countryCode: "FR", customerTemplateCode: "EU" });

  expect(await syncCountries()).toEqual({ read: 0, changed: 0, unchanged: 0 });

  expect(await rows()).toEqual([{ shop: "DEMO", countryCode: "FR", customerTemplateCode: "EU" }]);
});

test("when the store does not answer, every row is as it was", async () => {
  await setUp({ countryCode: "*" });
  await sandbox.faults({ effect: { kind: "shopUnavailable", status: 402 }, match: { operation: "ShipToCountries" } });

  await expect(syncCountries()).rejects.toMatchObject({ type: "store-unavailable" });

  expect(await rows()).toEqual([{ shop: "DEMO", countryCode: "*", customerTemplateCode: "" }]);
});

test("a disabled shop is refused before its store is asked", async () => {
  await database.db.updateTable("shop").set({ enabled: false }).execute();
  const before = (await sandbox.requests("ShipToCountries")).length;

  await expect(syncCountries()).rejects.toMatchObject({ type: "shop-disabled" });

  expect(await sandbox.requests("ShipToCountries")).toHaveLength(before);
});
