import { netOf, type OrderLineRow } from "./line-rows.ts";
import { NO_AMOUNT, sumOf, type AmountPair } from "./order-money.ts";

/** A line with its taxes, which count only for goods sent in exchange. */
type ExchangedLine = Parameters<typeof netOf>[0] & Pick<OrderLineRow, "isExchangeItem"> & { readonly tax: AmountPair };

/** Lines with their taxes; those that were not sent in exchange have none here. */
export function withExchangeTaxes<L extends Pick<OrderLineRow, "lineId" | "isExchangeItem">>(
  lines: readonly L[],
  taxLines: readonly (AmountPair & { readonly parentKind: string; readonly parentId: string })[],
): readonly (L & { readonly tax: AmountPair })[] {
  const taxOf = (lineId: string): AmountPair =>
    sumOf(taxLines.filter(({ parentKind, parentId }) => parentKind === "line" && parentId === lineId));
  return lines.map((line) => ({ ...line, tax: line.isExchangeItem ? taxOf(line.lineId) : NO_AMOUNT }));
}

/**
 * What an order's total holds of goods sent in exchange, which go into a credit memo: net of discount, with tax where prices exclude it.
 */
export const exchangedValue = (lines: readonly ExchangedLine[], vatIncluded: boolean): AmountPair =>
  sumOf(
    lines
      .filter(({ isExchangeItem }) => isExchangeItem)
      .map((line) => (vatIncluded ? netOf(line) : sumOf([netOf(line), line.tax]))),
  );
