import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { SetupQuestion } from "#domain/shops/erp-setup";
import { createLedger } from "#erp/ledger/ledger";
import { seedLedger } from "#erp/ledger/seed";
import { aDatabase, type TestDatabase } from "#test/support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.drop());

const nothing: SetupQuestion = {
  customerTemplates: [],
  itemTemplates: [],
  customers: [],
  accounts: [],
  currencyCode: "",
  currencies: [],
  countries: [],
  itemCharges: [],
  references: [],
};
const facts = (question: Partial<SetupQuestion> = {}) =>
  createLedger(database.db).setupFacts({ ...nothing, ...question });

test("a ledger without a company has nothing", async () => {
  expect(await facts({ accounts: ["6110"] })).toMatchObject({ company: null, accounts: [], numberSeries: [] });
});

test("of what is asked the ledger answers what is there", async () => {
  const { db } = database;
  await seedLedger(db, { products: 1, customers: 1 });
  await db.updateTable("ledger.glAccount").set({ blocked: true }).where("no", "=", "6120").execute();
  await db.updateTable("ledger.customer").set({ blocked: true }).where("no", "=", "10001").execute();
  await db.deleteFrom("ledger.exchangeRate").where("currencyCode", "=", "JPY").execute();
  await db
    .updateTable("ledger.exchangeRate")
    .set({ startingDate: "2999-01-01" })
    .where("currencyCode", "=", "GBP")
    .execute();

  const answer = await facts({
    customerTemplates: ["CUSTOMER", "NONE"],
    itemTemplates: ["ITEM", "NONE"],
    customers: ["10001", "NONE"],
    accounts: ["6110", "6120", "6000", "NONE"],
    currencyCode: "EUR",
    currencies: ["USD", "EUR", "JPY", "GBP", "XXX"],
    countries: ["US", "ZZ"],
    itemCharges: ["FREIGHT", "NONE"],
    references: (["paymentTerms", "paymentMethod", "shippingAgentService", "item", "location"] as const).flatMap(
      (table) => ["30D", "CARD", "DHL/NEXTDAY", "1000", "MAIN"].map((code) => ({ table, code })),
    ),
  });

  const { numberSeries, vatPostingSetup, ...asked } = answer;
  expect(asked).toEqual({
    company: { timeZone: "UTC", localCurrencyCode: "USD" },
    customerTemplates: [{ code: "CUSTOMER", vatBusinessGroup: "DOMESTIC" }],
    itemTemplates: [{ code: "ITEM", vatProductGroup: "STANDARD" }],
    customers: [{ no: "10001", vatBusinessGroup: "DOMESTIC", blocked: true }],
    accounts: expect.arrayContaining([
      { no: "6110", isPostable: true, blocked: false, vatProductGroup: "STANDARD" },
      { no: "6120", isPostable: true, blocked: true, vatProductGroup: "ZERO" },
      { no: "6000", isPostable: false, blocked: false, vatProductGroup: "" },
    ]),
    shopCurrency: { isoCode: "EUR", code: "EUR", hasRate: true },
    currencies: [
      { isoCode: "USD", code: "", hasRate: true },
      { isoCode: "EUR", code: "EUR", hasRate: true },
      { isoCode: "JPY", code: "JPY", hasRate: false },
      { isoCode: "GBP", code: "GBP", hasRate: false },
    ],
    countries: ["US"],
    itemCharges: [{ no: "FREIGHT", vatProductGroup: "STANDARD" }],
    references: [
      { table: "paymentTerms", code: "30D" },
      { table: "paymentMethod", code: "CARD" },
      { table: "shippingAgentService", code: "DHL/NEXTDAY" },
      { table: "item", code: "1000" },
      { table: "location", code: "MAIN" },
    ],
    customerGroups: [],
    itemGroups: ["STANDARD"],
  });
  expect(numberSeries).toContainEqual({ code: "salesOrder", manualAllowed: true });
  expect(vatPostingSetup).toContainEqual({ vatBusinessGroup: "VAT20", vatProductGroup: "ZERO" });
});

test("the currency of a shop is the local one for blank, and nothing for a code the ERP does not know", async () => {
  expect((await facts()).shopCurrency).toEqual({ isoCode: "USD", code: "", hasRate: true });
  expect((await facts({ currencyCode: "XXX" })).shopCurrency).toBeNull();
});
