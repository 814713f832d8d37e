import { sql, type SelectQueryBuilder } from "kysely";
import { inTransaction, type Executor } from "#database/connection";
import type { Tables } from "#database/tables";
import type { CustomerFilter, LedgerRecords } from "#erp/records";
import { insertCustomer } from "./create-customer.ts";
import { customerOf, findCustomer } from "./customers.ts";
import { answered } from "./errors.ts";
import { codeOrNull, containing } from "./record-list.ts";

export function customerRecords(db: Executor): LedgerRecords["customers"] {
  const matching = <O>(query: SelectQueryBuilder<Tables, "ledger.customer", O>, { search, email }: CustomerFilter) =>
    query
      .$if(search !== undefined, (q) => q.where(containing(sql`no || ' ' || name || ' ' || email`, search ?? "")))
      .$if(email !== undefined, (q) => q.where(sql`lower(email)`, "=", sql`lower(${email})`));
  return {
    keyOf: (customer) => [customer.no],
    find: (no) => answered(findCustomer(db, no)),
    lock: async (no) => {
      await answered(db.selectFrom("ledger.customer").select("no").where("no", "=", no).forUpdate().execute());
      return answered(findCustomer(db, no));
    },
    read: async (after, limit, filter) => {
      const query = matching(db.selectFrom("ledger.customer").selectAll(), filter)
        .where("no", ">", after?.[0] ?? "")
        .orderBy("no")
        .limit(limit);
      return (await answered(query.execute())).map(customerOf);
    },
    count: async (filter) => {
      const query = matching(db.selectFrom("ledger.customer").select(sql<string>`count(*)`.as("total")), filter);
      return Number((await answered(query.executeTakeFirstOrThrow())).total);
    },
    create: (draft) => answered(inTransaction(db, (transaction) => insertCustomer(transaction, draft, null))),
    change: async (no, values) => {
      const changed = db
        .updateTable("ledger.customer")
        .set({
          ...values,
          countryCode: codeOrNull(values.countryCode),
          billToCustomerNo: codeOrNull(values.billToCustomerNo),
          currencyCode: codeOrNull(values.currencyCode),
          paymentTermsCode: codeOrNull(values.paymentTermsCode),
          paymentMethodCode: codeOrNull(values.paymentMethodCode),
          shipmentMethodCode: codeOrNull(values.shipmentMethodCode),
          shippingAgentCode: codeOrNull(values.shippingAgentCode),
          salespersonCode: codeOrNull(values.salespersonCode),
          taxAreaCode: codeOrNull(values.taxAreaCode),
          modifiedAt: new Date(),
        })
        .where("no", "=", no)
        .returningAll();
      const row = await answered(changed.executeTakeFirst());
      return row === undefined ? undefined : customerOf(row);
    },
  };
}
