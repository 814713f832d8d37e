import { sql } from "kysely";
import type { Executor } from "#database/connection";
import type {
  OrderNumberSeries,
  SetupAccount,
  SetupCurrency,
  SetupFacts,
  SetupQuestion,
  SetupReference,
} from "#domain/shops/erp-setup";
import { findCountryCode, findCurrency, findCurrencyCode, findGlAccounts, getCompany } from "./setup.ts";

/** See `ErpPort.setupFacts`. */
export async function setupFacts(db: Executor, question: SetupQuestion): Promise<SetupFacts> {
  const hasCompany = (await db.selectFrom("ledger.company").select("name").executeTakeFirst()) !== undefined;
  if (!hasCompany) return notSetUp;
  const { timeZone, localCurrencyCode, today } = await getCompany(db);
  const [series, templates, itemTemplates, customers, accounts, charges, pairs, customerGroups, itemGroups] =
    await Promise.all([
      db.selectFrom("ledger.numberSeries").select(["code", "manualAllowed"]).orderBy("code").execute(),
      db
        .selectFrom("ledger.customerTemplate")
        .select(["code", "vatBusinessGroup"])
        .where("code", "in", orNone(question.customerTemplates))
        .execute(),
      db
        .selectFrom("ledger.itemTemplate")
        .select(["code", "vatProductGroup"])
        .where("code", "in", orNone(question.itemTemplates))
        .execute(),
      db
        .selectFrom("ledger.customer")
        .select(["no", "vatBusinessGroup", "blocked"])
        .where("no", "in", orNone(question.customers))
        .execute(),
      findGlAccounts(db, question.accounts),
      db
        .selectFrom("ledger.itemCharge")
        .select(["no", "vatProductGroup"])
        .where("no", "in", orNone(question.itemCharges))
        .execute(),
      db.selectFrom("ledger.vatPostingSetup").select(["vatBusinessGroup", "vatProductGroup"]).execute(),
      db
        .selectFrom("ledger.customer")
        .select("vatBusinessGroup as name")
        .distinct()
        .where("blocked", "=", false)
        .orderBy("name")
        .execute(),
      db
        .selectFrom("ledger.item")
        .select("vatProductGroup as name")
        .distinct()
        .where("blocked", "=", false)
        .where("salesBlocked", "=", false)
        .orderBy("name")
        .execute(),
    ]);
  return {
    company: { timeZone, localCurrencyCode },
    numberSeries: series.map(({ code, manualAllowed }) => ({ code: code as OrderNumberSeries, manualAllowed })),
    customerTemplates: templates,
    itemTemplates,
    customers,
    accounts: accounts.map(({ no, type, directPosting, blocked, vatProductGroup }): SetupAccount => ({
      no,
      isPostable: type === "posting" && directPosting,
      blocked,
      vatProductGroup,
    })),
    shopCurrency: await shopCurrency(db, question.currencyCode, localCurrencyCode, today),
    currencies: await currenciesOf(db, question.currencies, today),
    countries: await countriesOf(db, question.countries),
    itemCharges: charges,
    references: await existingReferences(db, question.references),
    vatPostingSetup: pairs,
    customerGroups: customerGroups.map(({ name }) => name),
    itemGroups: itemGroups.map(({ name }) => name),
  };
}

const notSetUp: SetupFacts = {
  company: null,
  numberSeries: [],
  customerTemplates: [],
  itemTemplates: [],
  customers: [],
  accounts: [],
  shopCurrency: null,
  currencies: [],
  countries: [],
  itemCharges: [],
  references: [],
  vatPostingSetup: [],
  customerGroups: [],
  itemGroups: [],
};

/** SQL knows no empty list; no code is blank. */
const orNone = (codes: readonly string[]): readonly string[] => (codes.length === 0 ? [""] : codes);

async function shopCurrency(
  db: Executor,
  code: string,
  localCurrencyCode: string,
  today: string,
): Promise<SetupCurrency | null> {
  if (code === "" || code === localCurrencyCode) return { isoCode: localCurrencyCode, code: "", hasRate: true };
  const currency = await findCurrency(db, code);
  if (currency === undefined) return null;
  return { isoCode: currency.isoCode, code, hasRate: (await codesWithRate(db, [code], today)).has(code) };
}

async function currenciesOf(
  db: Executor,
  isoCodes: readonly string[],
  today: string,
): Promise<readonly SetupCurrency[]> {
  const found = await Promise.all(
    isoCodes.map(async (isoCode) => {
      const code = await findCurrencyCode(db, isoCode);
      return code === undefined ? [] : [{ isoCode, code }];
    }),
  );
  const currencies = found.flat();
  const withRate = await codesWithRate(
    db,
    currencies.map(({ code }) => code),
    today,
  );
  return currencies.map(({ isoCode, code }) => ({ isoCode, code, hasRate: code === "" || withRate.has(code) }));
}

/** Those of the currencies whose amounts can be booked today. */
async function codesWithRate(db: Executor, codes: readonly string[], today: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("ledger.exchangeRate")
    .select("currencyCode")
    .distinct()
    .where("currencyCode", "in", orNone(codes))
    .where("startingDate", "<=", today)
    .execute();
  return new Set(rows.map(({ currencyCode }) => currencyCode));
}

async function countriesOf(db: Executor, codes: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(codes.map((code) => findCountryCode(db, code)));
  return codes.filter((_, index) => found[index] !== undefined);
}

/** Each table of a reference, the key it is found by. */
const tables = {
  paymentTerms: sql`select code from ledger.payment_terms`,
  paymentMethod: sql`select code from ledger.payment_method`,
  shipmentMethod: sql`select code from ledger.shipment_method`,
  shippingAgent: sql`select code from ledger.shipping_agent`,
  shippingAgentService: sql`select shipping_agent_code || '/' || code as code from ledger.shipping_agent_service`,
  salesperson: sql`select code from ledger.salesperson`,
  taxArea: sql`select code from ledger.tax_area`,
  location: sql`select code from ledger.location`,
  item: sql`select no as code from ledger.item where not blocked and not sales_blocked`,
} as const;

async function existingReferences(
  db: Executor,
  references: readonly SetupReference[],
): Promise<readonly SetupReference[]> {
  const asked = [...new Set(references.map(({ table }) => table))];
  const existing = await Promise.all(
    asked.map(async (table) => {
      const codes = references.filter((each) => each.table === table).map(({ code }) => code);
      const { rows } = await sql<{ code: string }>`
        select code from (${tables[table]}) t where code = any(${codes}::text[])`.execute(db);
      return rows.map(({ code }): SetupReference => ({ table, code }));
    }),
  );
  return existing.flat();
}
