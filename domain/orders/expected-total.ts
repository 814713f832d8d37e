import { Decimal } from "decimal.js";
import type { DecimalText } from "#domain/documents/sales-document";
import { exchangedValue, withExchangeTaxes } from "./exchanged-value.ts";
import { amountsIn, type CurrencyHandling, type OrderToPlan } from "./order-to-plan.ts";

/**
 * What the sales document must come to: Shopify's total and the rounding of cash payments, without the lines of an
 * exchange. Those are in Shopify's total, but go into a credit memo; they count net of discount, with tax where prices
 * exclude it.
 */
export function expectedTotal(order: OrderToPlan, handling: CurrencyHandling): DecimalText {
  const amount = amountsIn(handling);
  const { header } = order;
  const exchanged = exchangedValue(withExchangeTaxes(order.lines, order.taxLines), header.vatIncluded);
  return new Decimal(amount(header.totalAmount, header.presentmentTotalAmount))
    .plus(amount(header.paymentRoundingAmount, header.presentmentPaymentRoundingAmount))
    .minus(amount(exchanged.amount, exchanged.presentmentAmount))
    .toFixed();
}
