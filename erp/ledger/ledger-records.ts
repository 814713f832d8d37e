import type { Executor } from "#database/connection";
import type { LedgerRecords } from "#erp/records";
import { customerRecords } from "./customer-records.ts";
import { salesDocumentRecords } from "./document-records.ts";
import { itemRecords, itemVariantRecords } from "./item-records.ts";
import { companyRecord, glAccountRecords, locationRecords } from "./setup-records.ts";

/** The embedded ledger as people see it. In a transaction, what it changes comes with the rest of it or not at all. */
export const createLedgerRecords = (db: Executor): LedgerRecords => ({
  company: companyRecord(db),
  customers: customerRecords(db),
  items: itemRecords(db),
  itemVariants: itemVariantRecords(db),
  locations: locationRecords(db),
  glAccounts: glAccountRecords(db),
  salesDocuments: salesDocumentRecords(db),
});
