import { currencyDiffers, currencyUnknown, type OrderProblem } from "./order-problem.ts";
import type { CurrencyHandling } from "./order-to-plan.ts";

/** A currency of the ERP: its code there, blank for the local currency, and what ISO calls it. */
export interface ErpCurrency {
  readonly code: string;
  readonly isoCode: string;
}

type PlannedCurrency =
  { readonly kind: "currency"; readonly code: string } | { readonly kind: "problem"; readonly problem: OrderProblem };

/**
 * The currency of an order's sales document: the one its amounts are in, or none. Amounts are only numbers, so nothing after this would notice
 * that a hundred euros are booked as a hundred dollars. `currency` is the ERP's currency that the shop's settings lead to; null when the ERP
 * has none.
 */
export function planCurrency(
  order: { readonly shopCurrency: string; readonly presentmentCurrency: string },
  settings: { readonly currencyHandling: CurrencyHandling; readonly currencyCode: string },
  currency: ErpCurrency | null,
): PlannedCurrency {
  const handling = settings.currencyHandling;
  const charged = handling === "shopCurrency" ? order.shopCurrency : order.presentmentCurrency;
  if (currency === null) return { kind: "problem", problem: currencyUnknown(handling, charged, settings.currencyCode) };
  if (currency.isoCode !== charged) return { kind: "problem", problem: currencyDiffers(charged, currency.isoCode) };
  return { kind: "currency", code: currency.code };
}
