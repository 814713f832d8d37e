import { sql, type Insertable } from "kysely";
import type { Database, Executor } from "#database/connection";
import type { Tables } from "#database/tables";
import * as setup from "./seed-setup.ts";

export interface LedgerSeed {
  /** Number of products of the sandbox shop, and of its customers. */
  readonly products: number;
  readonly customers: number;
}

/** The rest of the shop's products and customers has no counterpart, so that there is something to map. */
const KNOWN_SHARE = 0.9;
const FIRST_ITEM = 1000;
const FIRST_CUSTOMER = 10_000;

/**
 * Fills the ledger with a company and the counterparts of a sandbox shop: items `1000`, `1001`, … whose numbers are the
 * shop's SKUs, and customers `10001`, `10002`, … with the e-mails `customer1@example.com`, …. Safe to repeat: what is there
 * already stays as it is.
 */
export function seedLedger(db: Database, seed: LedgerSeed): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await insertMissing(transaction, "ledger.country", setup.COUNTRIES);
    await insertMissing(transaction, "ledger.glAccount", setup.GL_ACCOUNTS);
    await insertMissing(transaction, "ledger.company", [
      { name: "Demo company", localCurrencyCode: "USD", countryCode: "US", roundingAccountNo: "9140" },
    ]);
    await insertMissing(transaction, "ledger.numberSeries", setup.NUMBER_SERIES);
    await insertMissing(transaction, "ledger.currency", setup.CURRENCIES);
    await insertMissing(transaction, "ledger.exchangeRate", setup.EXCHANGE_RATES);
    await insertMissing(transaction, "ledger.vatPostingSetup", setup.VAT_POSTING_SETUP);
    await insertMissing(transaction, "ledger.paymentTerms", setup.PAYMENT_TERMS);
    await insertMissing(transaction, "ledger.paymentMethod", setup.PAYMENT_METHODS);
    await insertMissing(transaction, "ledger.shipmentMethod", setup.SHIPMENT_METHODS);
    await insertMissing(transaction, "ledger.shippingAgent", setup.SHIPPING_AGENTS);
    await insertMissing(transaction, "ledger.shippingAgentService", setup.SHIPPING_AGENT_SERVICES);
    await insertMissing(transaction, "ledger.salesperson", setup.SALESPEOPLE);
    await insertMissing(transaction, "ledger.taxArea", setup.TAX_AREAS);
    await insertMissing(transaction, "ledger.location", setup.LOCATIONS);
    await insertMissing(transaction, "ledger.unitOfMeasure", setup.UNITS_OF_MEASURE);
    await insertMissing(transaction, "ledger.customerTemplate", setup.CUSTOMER_TEMPLATES);
    await insertMissing(transaction, "ledger.itemTemplate", setup.ITEM_TEMPLATES);
    await insertMissing(transaction, "ledger.itemCharge", setup.ITEM_CHARGES);
    await seedItems(transaction, Math.ceil(seed.products * KNOWN_SHARE));
    await seedCustomers(transaction, Math.ceil(seed.customers * KNOWN_SHARE));
  });
}

/** Rows whose key is there already are left alone. */
async function insertMissing<T extends keyof Tables>(
  transaction: Executor,
  table: T & string,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  await transaction
    .insertInto(table)
    .values(rows)
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** Ten thousand records in a blink: the server counts them itself. */
async function seedItems(transaction: Executor, count: number): Promise<void> {
  await sql`
    insert into ledger.item (no, description, base_unit_of_measure, sales_unit_of_measure, unit_price, unit_cost, vat_product_group)
    select n::text, 'Item ' || n, 'PCS', 'PCS', 10 + n % 90, 5 + n % 45, 'STANDARD'
      from generate_series(${FIRST_ITEM}::int, ${FIRST_ITEM + count - 1}::int) n
        on conflict (no) do nothing`.execute(transaction);
  await sql`
    insert into ledger.item_unit (item_no, code)
    select n::text, 'PCS' from generate_series(${FIRST_ITEM}::int, ${FIRST_ITEM + count - 1}::int) n
        on conflict do nothing`.execute(transaction);
}

async function seedCustomers(transaction: Executor, count: number): Promise<void> {
  await sql`
    insert into ledger.customer (no, name, email, country_code, vat_business_group, payment_terms_code)
    select (${FIRST_CUSTOMER}::int + n)::text, 'Customer ' || n, 'customer' || n || '@example.com', 'US', 'DOMESTIC', 'COD'
      from generate_series(1, ${count}::int) n
        on conflict (no) do nothing`.execute(transaction);
  await sql`
    insert into ledger.contact (no, type, name, email, customer_no)
    select 'CT' || no, 'company', name, email, no
      from ledger.customer
     where no in (select (${FIRST_CUSTOMER}::int + n)::text from generate_series(1, ${count}::int) n)
        on conflict do nothing`.execute(transaction);
}
