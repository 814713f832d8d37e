import { addressBlock, prefixed, type AddressSettings } from "./address-block.ts";
import { localDate } from "./local-date.ts";
import { amounts, minus, sumOf, type AmountPair } from "./order-money.ts";
import type { OrderNode } from "./order-node.ts";
import { enumName, financialStatus, fulfillmentStatus } from "./order-status.ts";
import type { RemovedCharges } from "./removed-charges.ts";
import { legacyIdOrNull } from "./shopify-id.ts";

/** What an import has to know besides the order itself. */
export interface ImportContext {
  readonly shop: AddressSettings & { readonly useShopifyOrderNo: boolean };
  readonly timeZone: string;
  /** ERP currency code by ISO code; blank is the local currency. */
  readonly currencyCode: (isoCode: string) => string;
  readonly salespersonCode: (staffMemberId: string) => string;
  readonly hash: (text: string) => string;
}

/** Fields that are set when the order is imported for the first time and belong to the operator from then on. */
export function fixedHeaderFields(order: OrderNode, context: ImportContext) {
  const { customer, purchasingEntity } = order;
  const { company, location } = purchasingEntity ?? {};
  const contact = company?.mainContact?.customer;
  const sellTo = addressBlock(order.displayAddress, customer, context.shop);
  const staffMemberId = legacyIdOrNull(order.staffMember?.id);
  return {
    useShopifyOrderNo: context.shop.useShopifyOrderNo,
    shopifyOrderNo: order.name,
    createdAt: order.createdAt,
    documentDate: localDate(order.createdAt, context.timeZone, "createdAt"),
    email: firstOf(order.email, customer?.defaultEmailAddress?.emailAddress),
    phone: firstOf(
      order.phone,
      order.displayAddress?.phone,
      customer?.defaultPhoneNumber?.phoneNumber,
      customer?.defaultAddress?.phone,
      order.shippingAddress?.phone,
      order.billingAddress?.phone,
    ),
    customerId: legacyIdOrNull(customer?.id),
    channelName: order.attribution?.displayName ?? "",
    appName: order.app?.name ?? "",
    currencyCode: context.currencyCode(order.currencyCode),
    presentmentCurrencyCode: context.currencyCode(order.presentmentCurrencyCode),
    shopCurrency: order.currencyCode,
    presentmentCurrency: order.presentmentCurrencyCode,
    test: order.test,
    edited: order.edited,
    staffMemberId,
    salespersonCode: staffMemberId === null ? "" : context.salespersonCode(staffMemberId),
    retailLocationId: legacyIdOrNull(order.retailLocation?.id),
    retailLocationName: order.retailLocation?.name ?? "",
    companyId: legacyIdOrNull(company?.id),
    companyName: company?.name ?? "",
    companyLocationId: legacyIdOrNull(location?.id),
    companyMainContactId: legacyIdOrNull(company?.mainContact?.id),
    companyMainContactCustomerId: legacyIdOrNull(contact?.id),
    companyMainContactEmail: contact?.defaultEmailAddress?.emailAddress ?? "",
    companyMainContactPhone: contact?.defaultPhoneNumber?.phoneNumber ?? "",
    ...prefixed("sellTo", sellTo.name === "" ? { ...sellTo, name: company?.name ?? "" } : sellTo),
    ...prefixed("shipTo", addressBlock(order.shippingAddress, customer, context.shop)),
    ...prefixed("billTo", addressBlock(order.billingAddress, customer, context.shop)),
  };
}

/** Fields that follow Shopify at every import. `removed` is what Shopify's totals still hold of removed shipping lines. */
export function editableHeaderFields(order: OrderNode, removed: RemovedCharges, context: ImportContext) {
  const rawShipping = amounts(order.totalShippingPriceSet, "totalShippingPriceSet");
  return {
    confirmed: order.confirmed,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    cancelReason: enumName(order.cancelReason),
    closed: order.closed,
    closedAt: order.closedAt,
    processedAt: order.processedAt,
    unpaid: order.unpaid,
    fullyPaid: order.fullyPaid,
    discountCode: order.discountCode ?? "",
    discountCodes: order.discountCodes.join(","),
    statusPageUrl: order.statusPageUrl,
    totalWeight: order.totalWeight ?? "0",
    refundable: order.refundable,
    vatIncluded: order.taxesIncluded,
    taxExempt: order.taxExempt,
    ...named(
      "Total",
      minus(
        amounts(order.totalPriceSet, "totalPriceSet"),
        order.taxesIncluded ? removed.net : sumOf([removed.net, removed.tax]),
      ),
    ),
    ...named("Subtotal", amounts(order.subtotalPriceSet, "subtotalPriceSet")),
    ...named("TipReceived", amounts(order.totalTipReceivedSet, "totalTipReceivedSet")),
    ...named("Vat", minus(amounts(order.totalTaxSet, "totalTaxSet"), removed.tax)),
    ...named("Discount", minus(amounts(order.currentTotalDiscountsSet, "currentTotalDiscountsSet"), removed.discount)),
    ...named("ShippingCharges", minus(rawShipping, removed.net)),
    rawShippingChargesAmount: rawShipping.amount,
    ...named("CurrentTotal", amounts(order.currentTotalPriceSet, "currentTotalPriceSet")),
    currentTotalItemsQuantity: order.currentSubtotalLineItemsQuantity,
    ...named("PaymentRounding", amounts(order.totalCashRoundingAdjustment.paymentSet, "paymentSet")),
    ...named("RefundRounding", amounts(order.totalCashRoundingAdjustment.refundSet, "refundSet")),
    ...named("Duties", amounts(order.originalTotalDutiesSet, "originalTotalDutiesSet")),
    ...named("AdditionalFees", amounts(order.originalTotalAdditionalFeesSet, "originalTotalAdditionalFeesSet")),
    poNumber: order.poNumber ?? "",
    ...paymentTermsFields(order.paymentTerms, context.timeZone),
    b2b: order.purchasingEntity?.kind === "PurchasingCompany",
    financialStatus: financialStatus(order.displayFinancialStatus) || "unknown",
    fulfillmentStatus: fulfillmentStatus(order.displayFulfillmentStatus),
    returnStatus: enumName(order.returnStatus),
    highRisk: order.risk.assessments.some(({ riskLevel }) => riskLevel === "HIGH"),
    channelLiableTaxes: order.taxLines.some(({ channelLiable }) => channelLiable === true),
    workDescription: order.note ?? "",
  };
}

export type FixedHeaderFields = ReturnType<typeof fixedHeaderFields>;
export type EditableHeaderFields = ReturnType<typeof editableHeaderFields>;

/** Not asked for (missing scope) leaves what is stored as it is. */
function paymentTermsFields(
  terms: OrderNode["paymentTerms"],
  timeZone: string,
): { paymentTermsType?: string; paymentTermsName?: string; dueDate?: string | null } {
  if (terms === undefined) return {};
  const dueAt = terms?.paymentSchedules.nodes[0]?.dueAt ?? null;
  return {
    paymentTermsType: enumName(terms?.paymentTermsType),
    paymentTermsName: terms?.paymentTermsName ?? "",
    dueDate: dueAt === null ? null : localDate(dueAt, timeZone, "dueAt"),
  };
}

function firstOf(...texts: readonly (string | null | undefined)[]): string {
  return texts.find((text) => text != null && text !== "") ?? "";
}

type Named<N extends string> = { readonly [K in `${Uncapitalize<N>}Amount` | `presentment${N}Amount`]: string };

function named<N extends string>(name: N, pair: AmountPair): Named<N> {
  const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}Amount`;
  return { [key]: pair.amount, [`presentment${name}Amount`]: pair.presentmentAmount } as Named<N>;
}
