import { Decimal } from "decimal.js";
import { spreadInvoiceDiscount } from "../documents/invoice-discount.ts";
import { ZERO } from "../documents/rounding.ts";
import { compareIds } from "./line-location.ts";
import { discountsOf, netOf, type OrderLineRow, type ShippingChargeRow } from "./line-rows.ts";
import { amounts, bothAmounts, minus, sumOf, type AmountPair, type CurrencyDecimals } from "./order-money.ts";
import type { OrderNode } from "./order-node.ts";

/**
 * What of an order's discount Shopify allots to no line and no shipping, and so becomes the document's invoice discount. It is of before any
 * returns, as the order's totals are: what is left after returns (`currentTotalDiscountsSet`) would not fit them. Only where the subtotal, which
 * has no tips, is without it too; none otherwise. `lines` are those of before anything was removed.
 */
export function unallottedDiscount(
  order: Pick<OrderNode, "totalDiscountsSet" | "subtotalPriceSet">,
  lines: readonly OrderLineRow[],
  charges: readonly ShippingChargeRow[],
  decimals: CurrencyDecimals,
): AmountPair {
  const subtotal = amounts(order.subtotalPriceSet, "subtotalPriceSet");
  const allotted = discountsOf([...lines, ...charges]);
  const most = minus(amounts(order.totalDiscountsSet, "totalDiscountsSet"), allotted);
  const worth = sumOf(lines.filter(({ tip }) => !tip).map(netOf));
  return bothAmounts(decimals, (of) => {
    const unallotted = of(worth).minus(of(subtotal));
    return unallotted.isNegative() || unallotted.greaterThan(of(most)) ? ZERO : unallotted;
  });
}

/** Shares of the lines in it by their ids, in proportion to what they are worth. */
export function sharesOf(
  unallotted: AmountPair,
  lines: readonly OrderLineRow[],
  decimals: CurrencyDecimals,
): ReadonlyMap<string, AmountPair> {
  const byId = lines.filter(({ tip }) => !tip).toSorted((a, b) => compareIds(a.lineId, b.lineId));
  const worth = byId.map(netOf);
  const shares = spread(
    unallotted.amount,
    worth.map(({ amount }) => amount),
    decimals.shop,
  );
  const presentmentShares = spread(
    unallotted.presentmentAmount,
    worth.map(({ presentmentAmount }) => presentmentAmount),
    decimals.presentment,
  );
  return new Map(
    byId.map(({ lineId }, index) => [
      lineId,
      { amount: shares[index] ?? "0", presentmentAmount: presentmentShares[index] ?? "0" },
    ]),
  );
}

function spread(discount: string, worth: readonly string[], decimals: number): readonly string[] {
  const lines = worth.map((amount) => new Decimal(amount));
  const shares = spreadInvoiceDiscount(new Decimal(discount), lines, decimals);
  return shares.kind === "spread" ? shares.parts.map((part) => part.toFixed()) : [];
}
