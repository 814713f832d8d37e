import { sql, type Selectable, type SelectQueryBuilder, type SqlBool } from "kysely";
import type { Executor } from "#database/connection";
import type { Tables } from "#database/tables";
import { phoneDigits } from "#domain/orders/phone";
import type { Customer, CustomerMatchKey, NameAndAddress, TaxId } from "#erp/port";

type CustomerTable = Tables["ledger.customer"];

export const customerOf = (row: Selectable<CustomerTable>): Customer => ({
  id: row.id,
  no: row.no,
  name: row.name,
  name2: row.name2,
  contact: row.contact,
  address: row.address,
  address2: row.address2,
  city: row.city,
  postCode: row.postCode,
  county: row.county,
  countryCode: row.countryCode ?? "",
  phone: row.phone,
  email: row.email,
  registrationNo: row.registrationNo,
  vatRegistrationNo: row.vatRegistrationNo,
  billToCustomerNo: row.billToCustomerNo ?? "",
  vatBusinessGroup: row.vatBusinessGroup,
  currencyCode: row.currencyCode ?? "",
  paymentTermsCode: row.paymentTermsCode ?? "",
  paymentMethodCode: row.paymentMethodCode ?? "",
  shipmentMethodCode: row.shipmentMethodCode ?? "",
  shippingAgentCode: row.shippingAgentCode ?? "",
  salespersonCode: row.salespersonCode ?? "",
  taxAreaCode: row.taxAreaCode ?? "",
  taxLiable: row.taxLiable,
  pricesIncludeVat: row.pricesIncludeVat,
  blocked: row.blocked,
});

type CustomerQuery = SelectQueryBuilder<Tables, "ledger.customer", Selectable<CustomerTable>>;

/** Of several matches the one with the lowest number. */
async function lowest(db: Executor, narrow: (query: CustomerQuery) => CustomerQuery): Promise<Customer | undefined> {
  const row = await narrow(db.selectFrom("ledger.customer").selectAll()).orderBy("no").limit(1).executeTakeFirst();
  return row === undefined ? undefined : customerOf(row);
}

export const findCustomer = (db: Executor, no: string): Promise<Customer | undefined> =>
  lowest(db, (query) => query.where("no", "=", no));

/** The whole e-mail, ignoring case. */
export async function findCustomerByEmail(db: Executor, email: string): Promise<Customer | undefined> {
  if (email === "") return undefined;
  return lowest(db, (query) => query.where("email", "<>", "").where(sql`lower(email)`, "=", sql`lower(${email})`));
}

/** All digits in their order, the last one at the end; separators, prefixes and a "(0)" in the ledger do not matter. */
export async function findCustomerByPhone(db: Executor, phone: string): Promise<Customer | undefined> {
  const digits = phoneDigits(phone);
  if (digits === "") return undefined;
  const inOrder = `%${digits.split("").join("%")}`;
  return lowest(db, (query) =>
    query
      .where("phone", "<>", "")
      .where(sql`right(phone, 1)`, "=", digits.slice(-1))
      .where("phone", "like", inOrder),
  );
}

export const findCustomerByNameAndAddress = (db: Executor, match: NameAndAddress): Promise<Customer | undefined> =>
  lowest(db, (query) =>
    query
      .where(sql`lower(name)`, "=", sql`lower(${match.name})`)
      .where(sql`lower(name2)`, "=", sql`lower(${match.name2})`)
      .where(sql`lower(address)`, "=", sql`lower(${match.address})`)
      .where(sql`lower(address2)`, "=", sql`lower(${match.address2})`)
      .where(sql`lower(city)`, "=", sql`lower(${match.city})`)
      .where(sql`lower(post_code)`, "=", sql`lower(${match.postCode})`)
      .where(sql`lower(county)`, "=", sql`lower(${match.county})`)
      .where(sql`coalesce(country_code, '')`, "=", match.countryCode),
  );

export async function findCustomerByTaxId(db: Executor, { field, taxId }: TaxId): Promise<Customer | undefined> {
  if (taxId === "") return undefined;
  return lowest(db, (query) => query.where(field, "=", taxId));
}

export async function existingCustomers(db: Executor, nos: readonly string[]): Promise<ReadonlySet<string>> {
  if (nos.length === 0) return new Set();
  const rows = await db
    .selectFrom("ledger.customer")
    .select("no")
    .where(sql<SqlBool>`no = any(${[...nos]})`)
    .execute();
  return new Set(rows.map(({ no }) => no));
}

export function findCustomerByKey(db: Executor, key: CustomerMatchKey): Promise<Customer | undefined> {
  switch (key.by) {
    case "number":
      return findCustomer(db, key.no);
    case "email":
      return findCustomerByEmail(db, key.email);
    case "phone":
      return findCustomerByPhone(db, key.phone);
    case "nameAndAddress":
      return findCustomerByNameAndAddress(db, key);
    case "taxId":
      return findCustomerByTaxId(db, key);
    case "source":
      return lowest(db, (query) => query.where("sourceKey", "=", key.key));
  }
}
