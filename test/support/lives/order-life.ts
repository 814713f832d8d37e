/** What can happen to an order between its placing and the end, as a merchant's staff does it. Fractions choose among what there is then. */

/** A fraction of 0 to below 1, by which one is picked of what there is when its time comes. */
export type Pick = number;

export type EditChange =
  | { readonly what: "addVariant"; readonly sku: number; readonly quantity: number }
  | { readonly what: "setQuantity"; readonly line: Pick; readonly by: 1 | -1 | "all"; readonly restock: boolean }
  | { readonly what: "discount"; readonly line: Pick; readonly percent: number };

/** How much of what the goods are worth is paid back. */
export type MoneyBack = "worth" | "less" | "more" | "none";

export type LifeStep =
  | { readonly kind: "markAsPaid" }
  | { readonly kind: "capture"; readonly share: "all" | "part" }
  | { readonly kind: "fulfil"; readonly share: "all" | "part" }
  | { readonly kind: "edit"; readonly changes: readonly EditChange[] }
  | {
      readonly kind: "refund";
      readonly lines: readonly { readonly line: Pick; readonly pieces: Pick; readonly restock: boolean }[];
      readonly shipping: "none" | "part" | "full";
      readonly money: MoneyBack;
      /** The bank takes its time: the money is on its way until `settle`. */
      readonly slowly: boolean;
    }
  /** Money for nothing. */
  | { readonly kind: "goodwill"; readonly share: Pick; readonly slowly: boolean }
  | {
      readonly kind: "openReturn";
      readonly lines: readonly { readonly line: Pick; readonly pieces: Pick }[];
      readonly exchange: { readonly sku: number; readonly percent: number } | null;
    }
  | {
      readonly kind: "processReturn";
      readonly pieces: "all" | "one";
      readonly restock: boolean;
      readonly money: MoneyBack;
      readonly shipping: boolean;
    }
  | { readonly kind: "cancel"; readonly refund: boolean; readonly restock: boolean }
  /** The bank has paid back what was on its way, or could not. */
  | { readonly kind: "settle"; readonly status: "SUCCESS" | "FAILURE" };

export interface LineOfLife {
  /** Number of the variant; null: a tip. */
  readonly sku: number | null;
  readonly quantity: number;
  /** In hundredths of the store's currency. */
  readonly price: number;
  /** Of the line, and its part of what was given on the whole order. */
  readonly discounts: readonly number[];
}

export interface OrderLife {
  /** Number of the order; with the seed it says everything about it. */
  readonly no: number;
  readonly seed: number;
  readonly name: string;
  readonly store: "gross" | "net";
  /** Number of the customer, which decides the VAT. */
  readonly customer: number;
  readonly taxPercent: number;
  readonly presentment: "USD" | "EUR" | "JPY";
  readonly lines: readonly LineOfLife[];
  readonly shipping: readonly { readonly title: string; readonly price: number; readonly discount: number }[];
  readonly payment: "card" | "partly" | "cash" | "authorized" | "none";
  /** The round in which it is placed; what it lives through comes after. */
  readonly born: number;
  /** What happens in each round before the jobs run, from the round it is born in. */
  readonly rounds: readonly (readonly LifeStep[])[];
}
