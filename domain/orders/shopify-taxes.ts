import { Decimal } from "decimal.js";
import type { ShopifyTax } from "#domain/documents/sales-document";
import { amountsIn, type CurrencyHandling, type OrderToPlan } from "./order-to-plan.ts";

/**
 * Shopify's tax per rate, where prices exclude tax: the ERP books it as it is when it rounds a little differently. Lines of
 * an exchange are not in the document, so their tax is not either.
 */
export function shopifyTaxes(order: OrderToPlan, handling: CurrencyHandling): readonly ShopifyTax[] {
  if (order.header.vatIncluded) return [];
  const amount = amountsIn(handling);
  const exchanged = new Set(order.lines.filter((line) => line.isExchangeItem).map(({ lineId }) => lineId));
  const byPercent = new Map<string, { amount: Decimal; taxLines: number }>();
  for (const tax of order.taxLines) {
    if (tax.parentKind === "order" || (tax.parentKind === "line" && exchanged.has(tax.parentId))) continue;
    const percent = new Decimal(tax.ratePercent).toFixed();
    const sum = byPercent.get(percent) ?? { amount: new Decimal(0), taxLines: 0 };
    byPercent.set(percent, {
      amount: sum.amount.plus(amount(tax.amount, tax.presentmentAmount)),
      taxLines: sum.taxLines + 1,
    });
  }
  return [...byPercent].map(([percent, sum]) => ({ percent, amount: sum.amount.toFixed(), taxLines: sum.taxLines }));
}
