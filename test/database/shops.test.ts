import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { deleteShop, findShop, getShop, insertShop, listShops, shopsOfStore, updateShop } from "#database/shops";
import { setSyncCursor, syncCursors } from "#database/sync-cursors";
import { settings } from "#domain/shops/settings";
import { initialSettings, newShop } from "#domain/shops/shop";
import { aDatabase, type TestDatabase } from "#test/support/database";

const store = "demo.myshopify.com";

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom("shop").execute();
});

test("the table has a column for each setting, with the same start and the same choices", async () => {
  await sql`insert into shop (code) values ('BARE')`.execute(database.db);

  expect(await getShop(database.db, "BARE")).toEqual({ ...newShop("BARE"), ...initialSettings });
  const { rows } = await sql<{ name: string; definition: string }>`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'shop'::regclass and contype = 'c'`.execute(database.db);
  const choices = Object.entries(settings).flatMap(([name, setting]) =>
    setting.kind === "choice"
      ? [{ column: name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), setting }]
      : [],
  );
  for (const { column, setting } of choices) {
    const allowed = rows.find(({ name }) => name === `shop_${column}`)?.definition ?? "";
    const values = Array.from(allowed.matchAll(/'([^']*)'::text/g), ([, value]) => value);
    expect({ column, values }).toEqual({ column, values: [...setting.values] });
  }
});

test("shops of one store are told apart by code and share the store", async () => {
  await insertShop(database.db, { code: "POS", store });
  await insertShop(database.db, { code: "DEMO", store });
  await insertShop(database.db, { code: "OTHER", store: "other.myshopify.com" });

  expect((await shopsOfStore(database.db, store)).map(({ code }) => code)).toEqual(["DEMO", "POS"]);
  expect((await listShops(database.db)).map(({ code }) => code)).toEqual(["DEMO", "OTHER", "POS"]);
  expect(await getShop(database.db, "DEMO")).toMatchObject({ shopifyUrl: `https://${store}`, store });
});

test("the URL follows the store, also when it is taken away", async () => {
  await insertShop(database.db, { code: "DEMO", store });

  expect(await updateShop(database.db, "DEMO", { store: "new.myshopify.com" })).toMatchObject({
    shopifyUrl: "https://new.myshopify.com",
  });
  expect(await updateShop(database.db, "DEMO", { store: "" })).toMatchObject({ shopifyUrl: "", store: "" });
});

test("what cannot be is refused by the table itself", async () => {
  await insertShop(database.db, { code: "DEMO", store });

  await expect(insertShop(database.db, { code: "DEMO", store })).rejects.toMatchObject({ type: "shop-exists" });
  await expect(updateShop(database.db, "NOPE", {})).rejects.toMatchObject({ type: "shop-not-found" });
  await expect(insertShop(database.db, { code: "small", store })).rejects.toThrow("shop_code");
  await expect(updateShop(database.db, "DEMO", { store: "", enabled: true })).rejects.toThrow("shop_enabled_has_store");
  await expect(updateShop(database.db, "DEMO", { autoCreateCatalog: true })).rejects.toThrow("shop_catalog_needs_plan");
});

test("a shop that records belong to is not deleted", async () => {
  await insertShop(database.db, { code: "DEMO", store });
  await database.db.insertInto("shopifyProduct").values({ shop: "DEMO", shopifyProductId: "401", store }).execute();

  await expect(deleteShop(database.db, "DEMO")).rejects.toMatchObject({ type: "shop-in-use" });
  await database.db.deleteFrom("shopifyProduct").execute();
  expect(await deleteShop(database.db, "DEMO")).toBe(true);
  expect(await deleteShop(database.db, "DEMO")).toBe(false);
  expect(await findShop(database.db, "DEMO")).toBeUndefined();
});

test("cursors of products are the shop's, that of orders is the store's", async () => {
  const first = new Date("2026-01-01T00:00:00Z");
  const second = new Date("2026-02-01T00:00:00Z");
  await database.db
    .insertInto("synchronizationInfo")
    .values({ scopeKey: store, type: "orders", lastSyncTime: first })
    .execute();
  await setSyncCursor(database.db, "DEMO", "products", first);
  await setSyncCursor(database.db, "DEMO", "products", second);

  expect(await syncCursors(database.db, { code: "DEMO", store })).toEqual({ orders: first, products: second });
  expect(await syncCursors(database.db, { code: "POS", store })).toEqual({ orders: first });
});
