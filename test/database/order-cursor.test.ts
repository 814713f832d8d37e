import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  advanceOrderListing,
  beginOrderListing,
  endOrderListing,
  findOrderCursor,
  findOrderListing,
  resetOrderCursor,
} from "#database/order-cursor";
import { insertShop } from "#database/shops";
import { aDatabase, type TestDatabase } from "../support/database.ts";

const STORE = "demo.myshopify.com";
const at = (time: string): Date => new Date(`2026-08-01T${time}Z`);
const listing = { startedAt: at("10:00:00"), lowerBound: at("08:00:00"), openOnly: false, position: at("08:00:00") };
let database: TestDatabase;

beforeAll(async () => {
  database = await aDatabase();
  await insertShop(database.db, { code: "DEMO", store: STORE });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom("orderListing").execute();
  await database.db.deleteFrom("synchronizationInfo").execute();
});

test("the cursor becomes the time the listing started, when the listing ends", async () => {
  await beginOrderListing(database.db, STORE, listing);
  await advanceOrderListing(database.db, STORE, at("09:00:00"));
  expect(await findOrderCursor(database.db, STORE)).toBeUndefined();

  await endOrderListing(database.db, STORE);

  expect(await findOrderCursor(database.db, STORE)).toEqual(at("10:00:00"));
  expect(await findOrderListing(database.db, STORE)).toBeUndefined();
});

test("a listing under way is gone on with, and its position never goes back", async () => {
  await beginOrderListing(database.db, STORE, listing);
  await advanceOrderListing(database.db, STORE, at("09:00:00"));

  await beginOrderListing(database.db, STORE, { ...listing, startedAt: at("11:00:00") });
  await advanceOrderListing(database.db, STORE, at("08:30:00"));

  expect(await findOrderListing(database.db, STORE)).toMatchObject({
    startedAt: at("10:00:00"),
    position: at("09:00:00"),
  });
});

test("SH-19 a reset wins over a listing under way", async () => {
  await beginOrderListing(database.db, STORE, listing);

  await resetOrderCursor(database.db, STORE, at("00:00:00"));
  await endOrderListing(database.db, STORE);

  expect(await findOrderCursor(database.db, STORE)).toEqual(at("00:00:00"));
});
