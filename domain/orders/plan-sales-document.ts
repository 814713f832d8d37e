import { Decimal } from "decimal.js";
import { cutText } from "#domain/cut-text";
import type { DecimalText, OnTotalDifference, SalesDocumentDraft } from "#domain/documents/sales-document";
import { type ErpCurrency, planCurrency } from "./document-currency.ts";
import { expectedTotal } from "./expected-total.ts";
import { orderNoInvalid, type OrderProblem } from "./order-problem.ts";
import { amountsIn, type CurrencyHandling, type OrderToPlan } from "./order-to-plan.ts";
import { documentPhone } from "./phone.ts";
import { type CountryCodes, planAddresses } from "./plan-addresses.ts";
import { type LineMappings, type LineSettings, planLines } from "./plan-lines.ts";
import { shopifyTaxes } from "./shopify-taxes.ts";

/** Settings of a shop that decide about its sales documents. */
export interface DocumentSettings extends LineSettings {
  readonly currencyCode: string;
  readonly createInvoicesFromOrders: boolean;
  readonly autoReleaseSalesOrders: boolean;
  readonly onTotalDifference: OnTotalDifference;
}

export interface DocumentMappings extends LineMappings {
  readonly countries: CountryCodes;
  /** What the shop's settings and the order lead to; null when the ERP does not know it. */
  readonly currency: ErpCurrency | null;
}

export type SalesDocumentPlan =
  | { readonly kind: "create"; readonly draft: SalesDocumentDraft }
  | { readonly kind: "blocked"; readonly problem: OrderProblem };

/**
 * Decides the sales document of a mapped order: an invoice when it is fulfilled and the shop wants that, else an order.
 * Pure: everything it needs is in its arguments, so the same order gives the same plan.
 */
export function planSalesDocument(
  order: OrderToPlan,
  settings: DocumentSettings,
  mappings: DocumentMappings,
): SalesDocumentPlan {
  const { header } = order;
  if (header.useShopifyOrderNo && (header.shopifyOrderNo.startsWith("@") || header.shopifyOrderNo.length > 20)) {
    return { kind: "blocked", problem: orderNoInvalid(header.shopifyOrderNo) };
  }
  const currency = planCurrency(header, settings, mappings.currency);
  if (currency.kind === "problem") return { kind: "blocked", problem: currency.problem };
  const planned = planLines(order, settings, mappings);
  if (planned.kind === "problem") return { kind: "blocked", problem: planned.problem };
  const isInvoice = header.fulfillmentStatus === "fulfilled" && settings.createInvoicesFromOrders;
  return {
    kind: "create",
    draft: {
      kind: isInvoice ? "invoice" : "order",
      number: header.useShopifyOrderNo ? header.shopifyOrderNo : null,
      sellToCustomerNo: header.sellToCustomerNo,
      billToCustomerNo: header.billToCustomerNo,
      sellToContactNo: header.sellToContactNo || null,
      billToContactNo: header.billToContactNo || null,
      ...planAddresses(header, mappings.countries),
      sellToPhone: documentPhone(header.phone).slice(0, 30),
      sellToEmail: cutText(header.email, 80),
      pricesIncludeVat: header.vatIncluded,
      currencyCode: currency.code,
      documentDate: header.documentDate,
      // Shopify's due date wins over every payment term.
      dueDate: header.dueDate,
      externalDocumentNo: cutText(header.poNumber, 35),
      paymentTermsCode: header.paymentTermsCode || null,
      paymentMethodCode: header.paymentMethodCode || null,
      shipmentMethodCode: header.shipmentMethodCode || null,
      shippingAgentCode: header.shippingAgentCode || null,
      shippingAgentServiceCode: header.shippingAgentServiceCode || null,
      salespersonCode: header.salespersonCode || null,
      taxAreaCode: header.taxAreaCode || null,
      taxLiable: header.taxAreaCode === "" ? null : header.taxLiable,
      workDescription: header.workDescription,
      shopifyOrderId: header.shopifyOrderId,
      shopifyRefundId: null,
      shopifyOrderNo: header.shopifyOrderNo,
      lines: planned.lines,
      invoiceDiscount: invoiceDiscount(order, settings.currencyHandling),
      shopifyTaxes: shopifyTaxes(order, settings.currencyHandling),
      remaining: null,
      release: settings.autoReleaseSalesOrders,
      expectedTotal: expectedTotal(order, settings.currencyHandling),
      onTotalDifference: settings.onTotalDifference,
    },
  };
}

/**
 * What of the order's discount no line and no shipping charge carries. Lines of an exchange count here too: their share is
 * in the order's discount.
 */
function invoiceDiscount(order: OrderToPlan, handling: CurrencyHandling): DecimalText {
  const amount = amountsIn(handling);
  const { header } = order;
  const onLines = [...order.lines, ...order.shippingCharges].reduce(
    (sum, each) => sum.plus(amount(each.discountAmount, each.presentmentDiscountAmount)),
    new Decimal(0),
  );
  const rest = new Decimal(amount(header.discountAmount, header.presentmentDiscountAmount)).minus(onLines);
  return rest.greaterThan(0) ? rest.toFixed() : "0";
}
