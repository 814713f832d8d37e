import type { SalesDocumentKind } from "#domain/documents/sales-document";
import type { OrderProblem } from "#domain/orders/order-problem";

/** Why a refund has no document: as for orders, a stable code, a sentence that says what to do, and the facts. */
export type RefundProblem = OrderProblem;

/** Accounts of a shop that the document of a refund may need, by the name of their setting. */
export type RefundAccountSetting =
  | "tipAccount"
  | "soldGiftCardAccount"
  | "refundAccNonRestockItems"
  | "refundAccount"
  | "shippingChargesAccount"
  | "cashRoundingsAccount";

const accounts: Readonly<Record<RefundAccountSetting, { code: string; caption: string; reason: string }>> = {
  tipAccount: {
    code: "tip-account-missing",
    caption: "Tip Account",
    reason: "A tip was given back",
  },
  soldGiftCardAccount: {
    code: "gift-card-account-missing",
    caption: "Sold Gift Card Account",
    reason: "A gift card was given back",
  },
  refundAccNonRestockItems: {
    code: "non-restock-account-missing",
    caption: "Refund Account non-restock Items",
    reason: "Goods were refunded that do not go back into stock",
  },
  refundAccount: {
    code: "refund-account-missing",
    caption: "Refund Account",
    reason: "An amount was refunded, or kept, that belongs to no goods and no shipping",
  },
  shippingChargesAccount: {
    code: "shipping-account-missing",
    caption: "Shipping Charges Account",
    reason: "Shipping was refunded",
  },
  cashRoundingsAccount: {
    code: "rounding-account-missing",
    caption: "Cash Roundings Account",
    reason: "The refund was rounded when it was paid in cash",
  },
};

/** The account of a shop setting is blank, and the refund needs it. */
export function refundAccountMissing(setting: RefundAccountSetting): RefundProblem {
  const { code, caption, reason } = accounts[setting];
  return {
    code,
    message: `${reason}: set ${caption} on the shop card, then create the document again.`,
    params: { setting },
  };
}

/** A line of the refund stands for goods without an item in the ERP. */
export const refundedItemUnmapped = (lineId: string, variantId: string | null): RefundProblem => ({
  code: "mapping-incomplete",
  message:
    variantId === null
      ? `Not everything can be mapped. Line ${lineId} of the order has no item and no product in Shopify.`
      : `Not everything can be mapped. Map variant ${variantId} to an item.`,
  params: { missing: "item", lineIds: lineId, ...(variantId !== null && { variantId }) },
});

/** A line of the refund names a line of the order that is not stored. */
export const refundedLineUnknown = (lineId: string): RefundProblem => ({
  code: "refund-line-unknown",
  message: `Line ${lineId} of the order was refunded, but is not known here: sync the order from Shopify, then create the document again.`,
  params: { lineId },
});

/** What a person is told of a refund whose document was made of what it was before. */
export const refundEdited = (
  refundId: string,
  document: { readonly kind: SalesDocumentKind; readonly no: string },
): OrderProblem => ({
  code: "refund-edited-after-processing",
  message: `${document.kind === "returnOrder" ? "Return order" : "Credit memo"} ${document.no} was made before refund ${refundId} was changed in Shopify or mapped otherwise; it was left as it is: compare both, then mark the conflict as resolved`,
  params: { refundId, documentNo: document.no },
});
