import { Decimal } from "decimal.js";
import type { DecimalText } from "#domain/documents/sales-document";
import { amountsIn, type CurrencyHandling, type OrderToPlan } from "./order-to-plan.ts";

/**
 * What the sales document must come to: Shopify's total and the rounding of cash payments, without the lines of an
 * exchange. Those are in Shopify's total, but go into a credit memo; they count net of discount, with tax where prices
 * exclude it.
 */
export function expectedTotal(order: OrderToPlan, handling: CurrencyHandling): DecimalText {
  const amount = amountsIn(handling);
  const { header } = order;
  const exchanged = order.lines
    .filter(({ isExchangeItem }) => isExchangeItem)
    .map((line) => {
      const net = new Decimal(amount(line.unitPrice, line.presentmentUnitPrice))
        .times(line.quantity)
        .minus(amount(line.discountAmount, line.presentmentDiscountAmount));
      return header.vatIncluded ? net : net.plus(taxOfLine(order, line.lineId, handling));
    });
  return new Decimal(amount(header.totalAmount, header.presentmentTotalAmount))
    .plus(amount(header.paymentRoundingAmount, header.presentmentPaymentRoundingAmount))
    .minus(sum(exchanged))
    .toFixed();
}

function taxOfLine(order: OrderToPlan, lineId: string, handling: CurrencyHandling): Decimal {
  const amount = amountsIn(handling);
  return sum(
    order.taxLines
      .filter(({ parentKind, parentId }) => parentKind === "line" && parentId === lineId)
      .map((tax) => new Decimal(amount(tax.amount, tax.presentmentAmount))),
  );
}

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, each) => total.plus(each), new Decimal(0));
