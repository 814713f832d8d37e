import { sql } from "kysely";
import type { Database, Executor } from "#database/connection";
import { phoneDigits } from "#domain/orders/phone";
import type { Customer, CustomerDraft, CustomerMatchKey, Once } from "#erp/port";
import { customerOf, findCustomerByKey } from "./customers.ts";
import { isTaken, refused } from "./errors.ts";
import { lockKeys } from "./match-lock.ts";
import { checkManualNumber, drawNumber } from "./number-series.ts";

/** Safe to repeat: whoever holds the keys looks first. The customer and its contacts come together or not at all. */
export function createCustomerOnce(
  db: Database,
  keys: readonly CustomerMatchKey[],
  draft: CustomerDraft,
): Promise<Once<Customer>> {
  return db.transaction().execute(async (transaction) => {
    await lockKeys(transaction, keys.flatMap(lockName));
    for (const key of keys) {
      const found = await findCustomerByKey(transaction, key);
      if (found !== undefined) return { kind: "found", record: found };
    }
    const source = keys.find((key) => key.by === "source");
    await ensureCountry(transaction, draft.countryCode);
    return { kind: "created", record: await insertCustomer(transaction, draft, source?.key ?? null) };
  });
}

/** Spellings that find the same customer share a lock; a blank key finds nobody and needs none. */
function lockName(key: CustomerMatchKey): readonly string[] {
  switch (key.by) {
    case "number":
      return [`customer/number/${key.no}`];
    case "email":
      return key.email === "" ? [] : [`customer/email/${key.email.toLowerCase()}`];
    case "phone": {
      const digits = phoneDigits(key.phone);
      return digits === "" ? [] : [`customer/phone/${digits}`];
    }
    case "nameAndAddress": {
      const { name, name2, address, address2, city, postCode, county, countryCode } = key;
      const parts = [name, name2, address, address2, city, postCode, county, countryCode];
      return [`customer/address/${parts.join("|").toLowerCase()}`];
    }
    case "taxId":
      return key.taxId === "" ? [] : [`customer/${key.field}/${key.taxId}`];
    case "source":
      return [`customer/source/${key.key}`];
  }
}

/** A store ships to countries nobody has entered yet; without its country a customer's VAT could not be told. */
async function ensureCountry(transaction: Executor, code: string): Promise<void> {
  if (code === "") return;
  await transaction
    .insertInto("ledger.country")
    .values({ code, isoCode: code })
    .onConflict((conflict) => conflict.column("code").doNothing())
    .execute();
}

/** A customer with the template's groups and terms; what the draft gives stands above them. */
export async function insertCustomer(
  transaction: Executor,
  draft: CustomerDraft,
  sourceKey: string | null,
): Promise<Customer> {
  const template = await getTemplate(transaction, draft.templateCode);
  if (draft.no !== null) await checkManualNumber(transaction, "customer", draft.no);
  const no =
    draft.no ??
    (await drawNumber(
      transaction,
      "customer",
      (drawn) => sql<boolean>`exists (select from ledger.customer c where c.no = ${drawn})`,
    ));
  try {
    const row = await transaction
      .insertInto("ledger.customer")
      .values({
        no,
        sourceKey,
        name: draft.name,
        name2: draft.name2,
        contact: draft.contact,
        address: draft.address,
        address2: draft.address2,
        city: draft.city,
        postCode: draft.postCode,
        county: draft.county,
        countryCode: draft.countryCode || null,
        phone: draft.phone,
        email: draft.email,
        registrationNo: draft.registrationNo,
        vatRegistrationNo: draft.vatRegistrationNo,
        currencyCode: template.currencyCode,
        paymentTermsCode: draft.paymentTermsCode === null ? template.paymentTermsCode : draft.paymentTermsCode || null,
        paymentMethodCode: template.paymentMethodCode,
        shipmentMethodCode: template.shipmentMethodCode,
        shippingAgentCode: template.shippingAgentCode,
        salespersonCode: template.salespersonCode,
        pricesIncludeVat: template.pricesIncludeVat,
        taxAreaCode: draft.taxAreaCode === null ? template.taxAreaCode : draft.taxAreaCode || null,
        taxLiable: draft.taxLiable ?? template.taxLiable,
        vatBusinessGroup: draft.vatBusinessGroup ?? template.vatBusinessGroup,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await insertContacts(transaction, row);
    return customerOf(row);
  } catch (error) {
    if (!isTaken(error, "customer_key")) throw error;
    throw refused("number-taken", `Customer number ${no} belongs to another customer`, { no });
  }
}

async function getTemplate(db: Executor, code: string) {
  const template = await db
    .selectFrom("ledger.customerTemplate")
    .selectAll()
    .where("code", "=", code)
    .executeTakeFirst();
  if (template !== undefined) return template;
  throw refused(
    "customer-template-missing",
    `Customer template ${code || "(blank)"} does not exist in the ledger: create it, or name another one`,
    { code },
  );
}

/** As in Business Central: the customer is a company contact, and the person named on its card belongs to it. */
async function insertContacts(
  transaction: Executor,
  customer: {
    readonly no: string;
    readonly name: string;
    readonly contact: string;
    readonly email: string;
    readonly phone: string;
  },
): Promise<void> {
  const drawContactNo = () =>
    drawNumber(
      transaction,
      "contact",
      (drawn) => sql<boolean>`exists (select from ledger.contact c where c.no = ${drawn})`,
    );
  const companyNo = await drawContactNo();
  await transaction
    .insertInto("ledger.contact")
    .values({
      no: companyNo,
      type: "company",
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      customerNo: customer.no,
    })
    .execute();
  if (customer.contact === "") return;
  const no = await drawContactNo();
  await transaction
    .insertInto("ledger.contact")
    .values({ no, type: "person", name: customer.contact, companyNo })
    .execute();
}
