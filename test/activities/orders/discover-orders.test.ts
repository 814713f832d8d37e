import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { discoverOrders } from "#activities/orders/discover-orders";
import { findOrderCursor, findOrderListing, resetOrderCursor } from "#database/order-cursor";
import { insertShop } from "#database/shops";
import { createLedger } from "#erp/ledger/ledger";
import { aDatabase, type TestDatabase } from "../../support/database.ts";
import { aListingShopify, listedAt } from "../../support/listing-shopify.ts";
import { aBatch } from "../../support/order-desk.ts";

const STORE = "demo.myshopify.com";
let database: TestDatabase;

beforeAll(async () => {
  database = await aDatabase();
  await insertShop(database.db, { code: "DEMO", store: STORE });
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const table of ["orderListing", "synchronizationInfo", "ordersToImport"] as const) {
    await database.db.deleteFrom(table).execute();
  }
});

const discover = ({ shopify }: ReturnType<typeof aListingShopify>) =>
  discoverOrders(
    { db: database.db, erp: createLedger(database.db), shopify },
    { shopCode: "DEMO", reread: false },
    aBatch(),
  );
const staged = async () =>
  (await database.db.selectFrom("ordersToImport").select("shopifyOrderId").orderBy("shopifyOrderId").execute()).map(
    (row) => Number(row.shopifyOrderId),
  );
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const minute = (index: number): string => new Date(Date.UTC(2026, 6, 1) + index * 60_000).toISOString();

test("SH-18 OR-1 a store that was never read: open orders only, and the cursor becomes the listing's start", async () => {
  const store = aListingShopify([
    listedAt(1, minute(1)),
    { ...listedAt(2, minute(2)), closed: true },
    listedAt(3, minute(3)),
  ]);

  expect(await discover(store)).toEqual({ done: true });

  expect(store.queries).toEqual(["status:open updated_at:>='2004-01-01T00:00:00Z'"]);
  expect(await staged()).toEqual([1, 3]);
  expect(await findOrderCursor(database.db, STORE)).toEqual(new Date("2026-08-01T12:00:00Z"));
});

test("SH-19 after a reset everything changed since that time is listed, two minutes of overlap included", async () => {
  await resetOrderCursor(database.db, STORE, new Date("2026-08-01T00:00:00Z"));
  await resetOrderCursor(database.db, STORE, new Date("2026-07-01T00:00:00Z"));
  const store = aListingShopify([listedAt(1, minute(-1)), listedAt(2, minute(-3)), listedAt(3, minute(5))]);

  await discover(store);

  expect(store.queries).toEqual(["updated_at:>='2026-06-30T23:58:00Z'"]);
  expect(await staged()).toEqual([1, 3]);
});

describe("OR-3 an error on page 2", () => {
  test("keeps the cursor and loses no order: the next try goes on from page 1's end with the same filter", async () => {
    const store = aListingShopify(upTo(251).map((id) => listedAt(id, minute(id))));
    store.control.failOn = 2;

    await expect(discover(store)).rejects.toMatchObject({ type: "shopify-unavailable" });
    expect(await findOrderCursor(database.db, STORE)).toBeUndefined();
    expect(await staged()).toEqual(upTo(250));

    await discover(store);
    expect(store.queries).toEqual([
      "status:open updated_at:>='2004-01-01T00:00:00Z'",
      "status:open updated_at:>='2026-07-01T04:10:00Z'",
    ]);
    expect(await staged()).toEqual(upTo(251));
    expect(await findOrderCursor(database.db, STORE)).toEqual(new Date("2026-08-01T12:00:00Z"));
  });
});

test("what PostgreSQL cannot keep of one order stops no listing: the row only serves filters", async () => {
  const odd = {
    ...listedAt(1, minute(1)),
    name: "#1\u0000",
    tags: ["v\u0000ip"],
    customAttributes: [{ key: "Loy\u0000alty", value: "\uD83D 7" }],
  };

  expect(await discover(aListingShopify([odd, listedAt(2, minute(2))]))).toEqual({ done: true });

  expect(await staged()).toEqual([1, 2]);
  expect(
    await database.db
      .selectFrom("ordersToImport")
      .select(["orderNo", "tags", "attributes"])
      .where("shopifyOrderId", "=", "1")
      .execute(),
  ).toEqual([{ orderNo: "#1\uFFFD", tags: "[v\uFFFDip]", attributes: [{ key: "Loy\uFFFDalty", value: "\uFFFD 7" }] }]);
});

test("a long listing goes on batch by batch, each with a search of its own", async () => {
  const store = aListingShopify(
    upTo(50).map((id) => listedAt(id, minute(id))),
    2,
  );

  expect(await discover(store)).toEqual({ done: false });
  expect(await staged()).toHaveLength(40);
  expect(await findOrderListing(database.db, STORE)).toMatchObject({ openOnly: true, position: new Date(minute(40)) });

  expect(await discover(store)).toEqual({ done: true });
  expect(await staged()).toEqual(upTo(50));
});

test("orders of one second are listed to the end, however many pages they take", async () => {
  const store = aListingShopify(
    upTo(70).map((id) => listedAt(id, id <= 65 ? "2004-01-01T00:00:00Z" : minute(id))),
    2,
  );

  while (!(await discover(store)).done);

  expect(await staged()).toEqual(upTo(70));
});
