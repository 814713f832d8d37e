import { Decimal } from "decimal.js";
import type { ShopifyTax } from "#domain/documents/sales-document";
import { amountsIn, type CurrencyHandling, type OrderToPlan } from "./order-to-plan.ts";

interface Tax {
  readonly percent: Decimal;
  readonly amount: Decimal;
  readonly taxLines: number;
}

const NO_TAX: Tax = { percent: new Decimal(0), amount: new Decimal(0), taxLines: 0 };

/**
 * Shopify's tax per rate, where prices exclude tax: the ERP books it as it is when it rounds a little differently. Several taxes on one line
 * (state and county, GST and PST) are one rate, their sum: a line of the ERP has one. Lines of an exchange are not in the document, so their
 * tax is not either.
 */
export function shopifyTaxes(order: OrderToPlan, handling: CurrencyHandling): readonly ShopifyTax[] {
  if (order.header.vatIncluded) return [];
  const amount = amountsIn(handling);
  const exchanged = new Set(order.lines.filter((line) => line.isExchangeItem).map(({ lineId }) => lineId));
  const byLine = new Map<string, Tax>();
  for (const tax of order.taxLines) {
    if (tax.parentKind === "order" || (tax.parentKind === "line" && exchanged.has(tax.parentId))) continue;
    const line = `${tax.parentKind} ${tax.parentId}`;
    const soFar = byLine.get(line) ?? NO_TAX;
    byLine.set(line, {
      percent: soFar.percent.plus(tax.ratePercent),
      amount: soFar.amount.plus(amount(tax.amount, tax.presentmentAmount)),
      taxLines: soFar.taxLines + 1,
    });
  }
  const byPercent = new Map<string, Tax>();
  for (const { percent, ...tax } of byLine.values()) {
    const soFar = byPercent.get(percent.toFixed()) ?? NO_TAX;
    const sum = { amount: soFar.amount.plus(tax.amount), taxLines: soFar.taxLines + tax.taxLines };
    byPercent.set(percent.toFixed(), { percent, ...sum });
  }
  return [...byPercent].map(([percent, { amount, taxLines }]) => ({ percent, amount: amount.toFixed(), taxLines }));
}
