/** Amounts of one line, before anything is returned. */
import { addBags, subtractBags, sumBags, timesBag, type Bag } from "../money.ts";
import type { DiscountAllocationRecord, LineRecord, OrderRecord, ShippingLineRecord } from "../records/order.ts";

/** A tip is a line named "Tip" without product [D: Shopify: total_tip_received]. */
export const isTip = (line: LineRecord): boolean => line.title === "Tip" && line.productId === null;

export const originalTotal = (line: LineRecord): Bag => timesBag(line.unitPrice, line.quantity);

export const allocated = (discounts: readonly DiscountAllocationRecord[]): Bag =>
  sumBags(discounts, (discount) => discount.amount);

/** What the buyer pays for the line, order-level discounts taken off. */
export const netOfLine = (line: LineRecord): Bag => subtractBags(originalTotal(line), allocated(line.discounts));

export const netOfShipping = (line: ShippingLineRecord): Bag =>
  line.isRemoved ? 0 : subtractBags(line.price, allocated(line.discounts));

export const taxOf = (taxed: { readonly taxLines: readonly { readonly price: Bag }[] }): Bag =>
  sumBags(taxed.taxLines, (tax) => tax.price);

/** The line's share of discounts that were given to the whole order [D: `discountApplication.targetSelection` ALL]. */
export const orderLevelDiscount = (order: OrderRecord, discounts: readonly DiscountAllocationRecord[]): Bag =>
  sumBags(discounts, (discount) =>
    order.discountApplications[discount.application]?.targetSelection === "ALL" ? discount.amount : 0,
  );

/**
 * Tax of the order: of its lines, shipping lines and fees; its own tax lines only when none of those carries any. Removed shipping
 * lines count as little as in the shipping price [A].
 */
export const totalTaxOf = (order: OrderRecord): Bag => {
  const parts = [...order.lines, ...order.shippingLines.filter(({ isRemoved }) => !isRemoved), ...order.fees];
  const hasTaxedParts = parts.some((part) => part.taxLines.length > 0);
  return hasTaxedParts ? sumBags(parts, taxOf) : sumBags(order.taxLines, (tax) => tax.price);
};

/** Subtotal excludes tips, shipping, duties and, when prices exclude them, taxes [D: Shopify: subtotal_price]. */
export const subtotalOf = (order: OrderRecord): Bag =>
  sumBags(order.lines, (line) => (isTip(line) ? 0 : netOfLine(line)));

export const tipsOf = (order: OrderRecord): Bag => sumBags(order.lines, (line) => (isTip(line) ? netOfLine(line) : 0));

export const feesOf = (order: OrderRecord): Bag => sumBags(order.fees, (fee) => fee.price);

/** Total before returns: removed and refunded units are still in it [D: `Order.totalPriceSet`]. */
export const totalPriceOf = (order: OrderRecord): Bag => {
  const tax = order.taxesIncluded ? 0 : totalTaxOf(order);
  const goods = addBags(subtotalOf(order), tipsOf(order));
  const rest = addBags(sumBags(order.shippingLines, netOfShipping), addBags(feesOf(order), order.duties));
  return addBags(addBags(goods, rest), tax);
};
