import type { Decimal } from "decimal.js";
import { roundAmount } from "./rounding.ts";

/** Line amount before the invoice discount: the product is rounded first, then the discount is taken off, as in BC. */
export function lineAmount(quantity: Decimal, unitPrice: Decimal, discountAmount: Decimal, decimals: number): Decimal {
  return roundAmount(quantity.times(unitPrice), decimals).minus(roundAmount(discountAmount, decimals));
}
