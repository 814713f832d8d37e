import { Decimal } from "decimal.js";
import { cutText } from "#domain/cut-text";
import type { SalesDocumentDraft } from "#domain/documents/sales-document";
import { type ErpCurrency, planCurrency } from "#domain/orders/document-currency";
import { amountsIn } from "#domain/orders/order-to-plan";
import { documentPhone } from "#domain/orders/phone";
import { type CountryCodes, planAddresses } from "#domain/orders/plan-addresses";
import { planRefundLines, type RefundLineSettings } from "./plan-refund-lines.ts";
import type { RefundProblem } from "./refund-problem.ts";
import type { RefundedOrder, RefundToPlan, RefundTransactionToPlan, UnitsByReturnLine } from "./refund-to-plan.ts";
import { returnedUnits, unitsByReturnLine } from "./returned-units.ts";

/** Settings of a shop that decide about the documents of refunds. */
export interface RefundSettings extends RefundLineSettings {
  readonly processReturnsAs: "creditMemo" | "returnOrder";
  readonly currencyCode: string;
}

export interface RefundMappings {
  readonly countries: CountryCodes;
  /** Default location code by Shopify location id. */
  readonly locationCodes: Readonly<Record<string, string>>;
  /** What the shop's currency code, or the order's presentment currency, is in the ERP; null when the ERP does not know it. */
  readonly currency: ErpCurrency | null;
  /** Of the order, or looked up now; blank: the customer's. */
  readonly taxArea: { readonly taxAreaCode: string; readonly taxLiable: boolean };
}

export type CreditMemoPlan =
  | {
      readonly kind: "create";
      readonly draft: SalesDocumentDraft;
      /** What the document has of the refund's return without being named by the refund. */
      readonly returnedUnits: UnitsByReturnLine;
    }
  /** Neither goods nor money were given back. */
  | { readonly kind: "nothing" }
  | { readonly kind: "blocked"; readonly problem: RefundProblem };

/**
 * Decides the credit memo or return order of a refund: goods, shipping and rounding as lines, and a last line that brings it to what Shopify
 * gave back. Amounts and currency are those the order's own document was made in. Always released.
 */
export function planCreditMemo(
  refund: RefundToPlan,
  order: RefundedOrder,
  settings: RefundSettings,
  mappings: RefundMappings,
): CreditMemoPlan {
  const { header } = order;
  const handling = header.processedCurrencyHandling;
  const currency = planCurrency(
    header,
    { currencyHandling: handling, currencyCode: settings.currencyCode },
    mappings.currency,
  );
  if (currency.kind === "problem") return { kind: "blocked", problem: currency.problem };
  const planned = planRefundLines(refund, order, settings, mappings.locationCodes);
  if (planned.kind === "problem") return { kind: "blocked", problem: planned.problem };
  const refunded = amountsIn(handling)(refund.totalRefundedAmount, refund.presentmentTotalRefundedAmount);
  const total = new Decimal(refunded).plus(planned.rounding);
  if (total.isZero() && planned.lines.every(({ kind }) => kind === "comment")) return { kind: "nothing" };
  const { taxAreaCode, taxLiable } = mappings.taxArea;
  return {
    kind: "create",
    returnedUnits: unitsByReturnLine(returnedUnits(refund)),
    draft: {
      kind: settings.processReturnsAs,
      number: null,
      sellToCustomerNo: header.sellToCustomerNo,
      billToCustomerNo: header.billToCustomerNo,
      sellToContactNo: header.sellToContactNo || null,
      billToContactNo: header.billToContactNo || null,
      ...planAddresses(header, mappings.countries),
      sellToPhone: documentPhone(header.phone).slice(0, 30),
      sellToEmail: cutText(header.email, 80),
      pricesIncludeVat: header.vatIncluded,
      currencyCode: currency.code,
      documentDate: refund.documentDate,
      dueDate: null,
      externalDocumentNo: "",
      paymentTermsCode: null,
      paymentMethodCode: refundMethod(refund.transactions) || null,
      shipmentMethodCode: null,
      shippingAgentCode: null,
      shippingAgentServiceCode: null,
      salespersonCode: null,
      taxAreaCode: taxAreaCode || null,
      taxLiable: taxAreaCode === "" ? null : taxLiable,
      workDescription: "",
      shopifyOrderId: header.shopifyOrderId,
      shopifyRefundId: refund.refundId,
      shopifyOrderNo: header.shopifyOrderNo,
      lines: planned.lines,
      invoiceDiscount: "0",
      shopifyTaxes: [],
      remaining: { total: total.toFixed(), accountNo: settings.refundAccount },
      release: true,
      expectedTotal: total.toFixed(),
      onTotalDifference: "error",
    },
  };
}

/** The one code all successful refund transactions are mapped to; an unmapped gateway counts as a code of its own (blank). */
function refundMethod(transactions: readonly RefundTransactionToPlan[]): string {
  const codes = new Set(
    transactions
      .filter(({ type, status }) => type === "refund" && status === "success")
      .map(({ paymentMethodCode }) => paymentMethodCode),
  );
  const [only] = codes;
  return codes.size === 1 && only !== undefined ? only : "";
}
