import { cutText } from "../cut-text.ts";
import { locationFromFulfillmentOrders } from "./line-location.ts";
import { amounts, minus, sumOf, times, type AmountPair } from "./order-money.ts";
import type { FulfillmentOrderNode, LineNode, ShippingLineNode, TaxLineNode } from "./order-node.ts";
import { distinctAttributes, type OrderAttribute } from "./queue-row.ts";
import { legacyId, legacyIdOrNull } from "./shopify-id.ts";

/**
 * A line as it was ordered. Every member is worked out from this line alone: what the line before it was (a tip) has no say.
 * Quantity holds removed and refunded units, of which so many are `removedQuantity`; the discount is the line's share of all discounts.
 */
export function lineRow(
  line: LineNode,
  fulfillmentOrders: readonly FulfillmentOrderNode[],
  { removedQuantity, isExchangeItem }: { readonly removedQuantity: number; readonly isExchangeItem: boolean },
) {
  const lineId = legacyId(line.id);
  const unitPrice = amounts(line.originalUnitPriceSet, "originalUnitPriceSet");
  const discount = discountOf(line.discountAllocations);
  const quantities = [line.quantity, line.quantity - removedQuantity];
  const location = locationFromFulfillmentOrders(lineId, quantities, fulfillmentOrders);
  return {
    lineId,
    productId: line.product?.legacyResourceId ?? null,
    variantId: line.variant?.legacyResourceId ?? null,
    description: line.title,
    variantDescription: line.variantTitle ?? "",
    sku: line.sku ?? "",
    vendor: line.vendor ?? "",
    quantity: line.quantity,
    fulfillableQuantity: line.unfulfilledQuantity,
    giftCard: line.isGiftCard,
    tip: line.name === "Tip" && line.product === null,
    taxable: line.taxable,
    unitPrice: unitPrice.amount,
    presentmentUnitPrice: unitPrice.presentmentAmount,
    discountAmount: discount.amount,
    presentmentDiscountAmount: discount.presentmentAmount,
    locationId: location?.locationId ?? legacyIdOrNull(line.fulfillmentService?.location?.id),
    deliveryMethod: location?.deliveryMethod ?? "",
    isExchangeItem,
  };
}

export type OrderLineRow = ReturnType<typeof lineRow>;

export interface LineAttributeRow extends OrderAttribute {
  readonly lineId: string;
}

export function lineAttributes(line: LineNode): readonly LineAttributeRow[] {
  const lineId = legacyId(line.id);
  return distinctAttributes(line.customAttributes).map((attribute) => ({ lineId, ...attribute }));
}

/** A shipping charge as the order keeps it. A shipping line without id gets a negative number by its place. */
export function shippingChargeRow(line: ShippingLineNode, index: number) {
  const charge = amounts(line.originalPriceSet, "originalPriceSet");
  const discount = discountOf(line.discountAllocations);
  return {
    shippingLineId: legacyIdOrNull(line.id) ?? String(-1 - index),
    title: cutText(line.title, 50),
    code: line.code ?? "",
    source: line.source ?? "",
    amount: charge.amount,
    presentmentAmount: charge.presentmentAmount,
    discountAmount: discount.amount,
    presentmentDiscountAmount: discount.presentmentAmount,
  };
}

export type ShippingChargeRow = ReturnType<typeof shippingChargeRow>;

type Discounted = Pick<OrderLineRow, "discountAmount" | "presentmentDiscountAmount">;
type Priced = Discounted & Pick<OrderLineRow, "quantity" | "unitPrice" | "presentmentUnitPrice">;

/** All discounts of lines, or of shipping charges. */
export const discountsOf = (parts: readonly Discounted[]): AmountPair =>
  sumOf(
    parts.map(({ discountAmount, presentmentDiscountAmount }) => ({
      amount: discountAmount,
      presentmentAmount: presentmentDiscountAmount,
    })),
  );

/** What the units of a line cost after its discount. */
export const netOf = (line: Priced): AmountPair =>
  minus(
    times({ amount: line.unitPrice, presentmentAmount: line.presentmentUnitPrice }, line.quantity),
    discountsOf([line]),
  );

export type TaxParent = "order" | "line" | "shippingLine";

/** Tax lines of an order, a line or a shipping line, numbered as Shopify lists them. */
export function taxLineRows(parentKind: TaxParent, parentId: string, taxLines: readonly TaxLineNode[]) {
  return taxLines.map((tax, index) => {
    const { amount, presentmentAmount } = amounts(tax.priceSet, "taxLines.priceSet");
    return {
      parentKind,
      parentId,
      lineNo: index + 1,
      title: tax.title,
      rate: String(tax.rate ?? 0),
      ratePercent: String(tax.ratePercentage ?? 0),
      amount,
      presentmentAmount,
      channelLiable: tax.channelLiable ?? false,
    };
  });
}

export type TaxLineRow = ReturnType<typeof taxLineRows>[number];

function discountOf(allocations: LineNode["discountAllocations"]): AmountPair {
  return sumOf(allocations.map(({ allocatedAmountSet }) => amounts(allocatedAmountSet, "discountAllocations")));
}
