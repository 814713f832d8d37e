import type { Database } from "#database/connection";
import type { ErpPort } from "#erp/port";
import { createCustomerOnce } from "./create-customer.ts";
import { createSalesDocumentOnce } from "./create-sales-document.ts";
import {
  existingCustomers,
  findCustomer,
  findCustomerByEmail,
  findCustomerByNameAndAddress,
  findCustomerByPhone,
  findCustomerByTaxId,
} from "./customers.ts";
import { documentChanges } from "./document-changes.ts";
import { findDocumentBySource } from "./document-source.ts";
import { answered } from "./errors.ts";
import { createItemOnce, existingItems, findItem, findItemVariant } from "./items.ts";
import { missingNumbers } from "./missing-numbers.ts";
import { ordersWithOutstandingQuantity } from "./sales-documents.ts";
import { setupFacts } from "./setup-facts.ts";
import { findContactNo, findCountryCode, findCurrency, findCurrencyCode, findGlAccounts, getCompany } from "./setup.ts";

/** The embedded ledger: an ERP in schema `ledger` of our own database. It stores every field of a draft. */
export const createLedger = (db: Database): ErpPort => ({
  company: () => answered(getCompany(db)),
  setupFacts: (question) => answered(setupFacts(db, question)),
  findCustomer: (no) => answered(findCustomer(db, no)),
  findCustomerByEmail: (email) => answered(findCustomerByEmail(db, email)),
  findCustomerByPhone: (phone) => answered(findCustomerByPhone(db, phone)),
  findCustomerByTaxId: (match) => answered(findCustomerByTaxId(db, match)),
  findCustomerByNameAndAddress: (match) => answered(findCustomerByNameAndAddress(db, match)),
  existingCustomers: (nos) => answered(existingCustomers(db, nos)),
  missingCustomers: (stored) => answered(missingNumbers(db, "ledger.customer", stored)),
  createCustomerOnce: (keys, draft) => answered(createCustomerOnce(db, keys, draft)),
  findContactNo: (customerNo, name) => answered(findContactNo(db, customerNo, name)),
  findItem: (no) => answered(findItem(db, no)),
  findItemVariant: (itemNo, code) => answered(findItemVariant(db, itemNo, code)),
  existingItems: (nos) => answered(existingItems(db, nos)),
  missingItems: (stored) => answered(missingNumbers(db, "ledger.item", stored)),
  createItemOnce: (keys, draft) => answered(createItemOnce(db, keys, draft)),
  findGlAccount: (no) => answered(findGlAccounts(db, [no]).then(([account]) => account)),
  countryCode: (isoOrCode) => answered(findCountryCode(db, isoOrCode)),
  currencyCode: (isoCode) => answered(findCurrencyCode(db, isoCode)),
  findCurrency: (code) => answered(findCurrency(db, code)),
  createSalesDocumentOnce: (store, sourceKey, draft) =>
    answered(createSalesDocumentOnce(db, { store, sourceKey }, draft)),
  findDocumentBySource: (store, sourceKey) => answered(findDocumentBySource(db, { store, sourceKey })),
  ordersWithOutstandingQuantity: (orderNos) => answered(ordersWithOutstandingQuantity(db, orderNos)),
  documentChanges: (sinceSeq, limit) => answered(documentChanges(db, sinceSeq, limit)),
});
