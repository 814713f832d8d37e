import { Decimal } from "decimal.js";
import { DateTime } from "luxon";
import type { Insertable } from "kysely";
import type { Tables } from "#database/tables";
import type { DateText, DocumentAddress, SalesDocumentDraft } from "#domain/documents/sales-document";
import type { DocumentTotals } from "#domain/documents/totals";
import type { Customer } from "#erp/port";
import type { DocumentCurrency } from "./document-amounts.ts";

export interface HeaderFacts {
  readonly id: string;
  readonly no: string;
  readonly status: "open" | "released";
  readonly sellTo: Customer;
  readonly billTo: Customer;
  readonly postingDate: DateText;
  /** Days from document date to due date by the payment terms that apply. */
  readonly dueDays: number;
  readonly currency: DocumentCurrency;
  readonly totals: DocumentTotals;
}

/** The terms a document gets: the draft's, else the bill-to customer's. */
export const paymentTermsOf = (draft: SalesDocumentDraft, billTo: Customer): string =>
  draft.paymentTermsCode ?? billTo.paymentTermsCode;

/**
 * The header: customer defaults first, then what the draft gives. As in Business Central, whoever pays decides about terms,
 * method, VAT and salesperson, whoever buys about shipment and tax area.
 */
export function headerRow(draft: SalesDocumentDraft, facts: HeaderFacts): Insertable<Tables["ledger.salesHeader"]> {
  const { sellTo, billTo, totals } = facts;
  const { decimals } = facts.currency;
  const sellToAddress = draft.sellTo ?? addressOf(sellTo);
  const shippingAgentCode = draft.shippingAgentCode ?? sellTo.shippingAgentCode;
  return {
    id: facts.id,
    kind: draft.kind,
    no: facts.no,
    status: facts.status,
    sellToCustomerNo: sellTo.no,
    sellToContactNo: draft.sellToContactNo,
    ...prefixed("sellTo", sellToAddress),
    sellToPhone: draft.sellToPhone || sellTo.phone,
    sellToEmail: draft.sellToEmail || sellTo.email,
    billToCustomerNo: billTo.no,
    billToContactNo: draft.billToContactNo,
    ...prefixed("billTo", draft.billTo ?? addressOf(billTo)),
    ...prefixed("shipTo", draft.shipTo ?? sellToAddress),
    pricesIncludeVat: draft.pricesIncludeVat,
    vatBusinessGroup: billTo.vatBusinessGroup,
    currencyCode: draft.currencyCode || null,
    currencyRate: facts.currency.rate,
    amountDecimals: facts.currency.decimals,
    documentDate: draft.documentDate,
    postingDate: facts.postingDate,
    dueDate: draft.dueDate ?? daysAfter(draft.documentDate, facts.dueDays),
    externalDocumentNo: draft.externalDocumentNo,
    paymentTermsCode: paymentTermsOf(draft, billTo) || null,
    paymentMethodCode: (draft.paymentMethodCode ?? billTo.paymentMethodCode) || null,
    shipmentMethodCode: (draft.shipmentMethodCode ?? sellTo.shipmentMethodCode) || null,
    shippingAgentCode: shippingAgentCode || null,
    shippingAgentServiceCode: draft.shippingAgentServiceCode || null,
    salespersonCode: (draft.salespersonCode ?? billTo.salespersonCode) || null,
    taxAreaCode: (draft.taxAreaCode ?? sellTo.taxAreaCode) || null,
    taxLiable: draft.taxLiable ?? sellTo.taxLiable,
    workDescription: draft.workDescription,
    shopifyOrderId: draft.shopifyOrderId,
    shopifyRefundId: draft.shopifyRefundId,
    shopifyOrderNo: draft.shopifyOrderNo,
    invoiceDiscountAmount: new Decimal(draft.invoiceDiscount).toFixed(decimals),
    amount: totals.amount.toFixed(decimals),
    vatAmount: totals.vat.toFixed(decimals),
    amountIncludingVat: totals.amountIncludingVat.toFixed(decimals),
  };
}

const daysAfter = (date: DateText, days: number): DateText =>
  DateTime.fromISO(date, { zone: "utc" }).plus({ days }).toFormat("yyyy-MM-dd");

const addressOf = (customer: Customer): DocumentAddress => ({
  name: customer.name,
  name2: customer.name2,
  contact: customer.contact,
  address: customer.address,
  address2: customer.address2,
  city: customer.city,
  postCode: customer.postCode,
  county: customer.county,
  countryCode: customer.countryCode,
});

type AddressColumns<P extends string> = {
  readonly [K in keyof DocumentAddress as `${P}${Capitalize<K>}`]: K extends "countryCode" ? string | null : string;
};

function prefixed<P extends "sellTo" | "billTo" | "shipTo">(prefix: P, address: DocumentAddress): AddressColumns<P> {
  return {
    [`${prefix}Name`]: address.name,
    [`${prefix}Name2`]: address.name2,
    [`${prefix}Contact`]: address.contact,
    [`${prefix}Address`]: address.address,
    [`${prefix}Address2`]: address.address2,
    [`${prefix}City`]: address.city,
    [`${prefix}PostCode`]: address.postCode,
    [`${prefix}County`]: address.county,
    [`${prefix}CountryCode`]: address.countryCode || null,
  } as AddressColumns<P>;
}
