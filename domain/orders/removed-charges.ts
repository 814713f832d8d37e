import { Decimal } from "decimal.js";
import { discountsOf, shippingChargeRow, taxLineRows, type ShippingChargeRow } from "./line-rows.ts";
import { amounts, minus, NO_AMOUNT, sumOf, type AmountPair } from "./order-money.ts";
import type { OrderNode, ShippingLineNode } from "./order-node.ts";

/** What Shopify's totals still hold of shipping lines that were removed. */
export interface RemovedCharges {
  /** After discounts, as in the shipping price. */
  readonly net: AmountPair;
  readonly tax: AmountPair;
  readonly discount: AmountPair;
}

const NOTHING: RemovedCharges = { net: NO_AMOUNT, tax: NO_AMOUNT, discount: NO_AMOUNT };

/**
 * What is to be taken off an order's totals for removed shipping lines. Shopify says nowhere whether its totals still hold them, so the order's
 * own figures tell: when the lines that are left come to its shipping price, with or without their discounts, nothing is. Throws
 * `order-malformed`.
 */
export function removedCharges(order: OrderNode): RemovedCharges {
  const removed = order.shippingLines.nodes.filter((line) => line.isRemoved);
  if (removed.length === 0) return NOTHING;
  const kept = order.shippingLines.nodes.filter((line) => !line.isRemoved).map(shippingChargeRow);
  const shippingPrice = amounts(order.totalShippingPriceSet, "totalShippingPriceSet").amount;
  const isWithout = [sumOf(kept), netOf(kept)].some(({ amount }) => new Decimal(amount).equals(shippingPrice));
  if (isWithout) return NOTHING;
  const charges = removed.map(shippingChargeRow);
  return { net: netOf(charges), tax: sumOf(removed.flatMap(taxesOf)), discount: discountsOf(charges) };
}

const netOf = (charges: readonly ShippingChargeRow[]): AmountPair => minus(sumOf(charges), discountsOf(charges));

const taxesOf = (line: ShippingLineNode): readonly AmountPair[] => taxLineRows("shippingLine", "", line.taxLines);
