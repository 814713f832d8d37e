import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { aDatabase, type TestDatabase } from "#test/support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.drop());

test("exact values stay exact: numeric and bigint arrive as text, a date as its own words", async () => {
  const { rows } =
    await sql`select 0.10::numeric as unit_price, 9007199254740993::bigint as big_id, '2026-02-01'::date as document_date`.execute(
      database.db,
    );

  expect(rows).toEqual([{ unitPrice: "0.10", bigId: "9007199254740993", documentDate: "2026-02-01" }]);
});
