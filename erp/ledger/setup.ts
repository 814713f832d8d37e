import { sql } from "kysely";
import type { Executor } from "#database/connection";
import type { Company, Currency, GlAccount } from "#erp/port";
import { refused } from "./errors.ts";

/** The company's settings, its amount decimals and today's date where it is. */
export async function getCompany(
  db: Executor,
): Promise<Company & { readonly amountDecimals: number; readonly today: string }> {
  const row = await db
    .selectFrom("ledger.company")
    .select(["name", "timeZone", "localCurrencyCode", "countryCode", "amountDecimals"])
    .select(sql<string>`(now() at time zone time_zone)::date`.as("today"))
    .executeTakeFirst();
  if (row === undefined) throw refused("company-missing", "The ledger has no company yet: set it up first", {});
  return { ...row, countryCode: row.countryCode ?? "" };
}

/** The country with this code, else the one with this ISO code. */
export async function findCountryCode(db: Executor, isoOrCode: string): Promise<string | undefined> {
  if (isoOrCode === "") return undefined;
  const row = await db
    .selectFrom("ledger.country")
    .select("code")
    .where((eb) => eb.or([eb("code", "=", isoOrCode), eb("isoCode", "=", isoOrCode)]))
    .orderBy(sql`code <> ${isoOrCode}`)
    .orderBy("code")
    .limit(1)
    .executeTakeFirst();
  return row?.code;
}

/** Blank for the local currency, else the first currency with this ISO code, else the one with this code. */
export async function findCurrencyCode(db: Executor, isoCode: string): Promise<string | undefined> {
  const { localCurrencyCode } = await getCompany(db);
  if (isoCode === "" || isoCode === localCurrencyCode) return "";
  const row = await db
    .selectFrom("ledger.currency")
    .select("code")
    .where((eb) => eb.or([eb("code", "=", isoCode), eb("isoCode", "=", isoCode)]))
    .orderBy(sql`iso_code <> ${isoCode}`)
    .orderBy("code")
    .limit(1)
    .executeTakeFirst();
  return row?.code === localCurrencyCode ? "" : row?.code;
}

export async function findCurrency(db: Executor, code: string): Promise<Currency | undefined> {
  return db
    .selectFrom("ledger.currency")
    .select(["code", sql<string>`coalesce(nullif(iso_code, ''), code)`.as("isoCode")])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom("ledger.exchangeRate").select("rate").whereRef("currencyCode", "=", "ledger.currency.code"))
        .$castTo<boolean>()
        .as("hasExchangeRate"),
    )
    .where("code", "=", code)
    .executeTakeFirst();
}

export const findGlAccounts = async (db: Executor, nos: readonly string[]): Promise<readonly GlAccount[]> =>
  nos.length === 0
    ? []
    : ((await db
        .selectFrom("ledger.glAccount")
        .select(["no", "name", "type", "directPosting", "blocked", "vatProductGroup"])
        .where("no", "in", nos)
        .execute()) as readonly GlAccount[]);

/** A person contact of the company contact that stands for the customer. */
export async function findContactNo(db: Executor, customerNo: string, name: string): Promise<string | undefined> {
  if (name === "") return undefined;
  const row = await db
    .selectFrom("ledger.contact as person")
    .innerJoin("ledger.contact as company", "company.no", "person.companyNo")
    .select("person.no")
    .where("company.customerNo", "=", customerNo)
    .where("person.type", "=", "person")
    .where(sql`lower(person.name)`, "=", sql`lower(${name})`)
    .orderBy("person.no")
    .limit(1)
    .executeTakeFirst();
  return row?.no;
}
