export const FINANCIAL_STATUSES = [
  "pending",
  "authorized",
  "partiallyPaid",
  "paid",
  "partiallyRefunded",
  "refunded",
  "voided",
  "expired",
] as const;
export type FinancialStatus = (typeof FINANCIAL_STATUSES)[number];

export const FULFILLMENT_STATUSES = [
  "fulfilled",
  "inProgress",
  "open",
  "pendingFulfillment",
  "restocked",
  "unfulfilled",
  "partiallyFulfilled",
  "onHold",
  "scheduled",
  "requestDeclined",
] as const;
export type FulfillmentStatus = (typeof FULFILLMENT_STATUSES)[number];

const TRANSACTION_TYPES = ["authorization", "capture", "sale", "void", "refund"];

/** Shopify's enum value in our spelling: `PARTIALLY_PAID` → `partiallyPaid`; nothing → blank. */
export function enumName(value: string | null | undefined): string {
  return (value ?? "").toLowerCase().replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

/** A financial status we know, else blank (a new value of Shopify's must not stop a listing). */
export const financialStatus = (value: string | null | undefined): string => known(FINANCIAL_STATUSES, value);

/** A fulfillment status we know, else blank. */
export const fulfillmentStatus = (value: string | null | undefined): string => known(FULFILLMENT_STATUSES, value);

/** The kinds of transaction that Business Central's connector tells apart; others are blank. */
export const transactionType = (value: string | null | undefined): string => known(TRANSACTION_TYPES, value);

const UNDER_WAY: ReadonlySet<string> = new Set(["pending", "awaitingResponse"]);

/**
 * The money of a transaction with this status, in our spelling, is not there yet and may still come ("OrderTransactionStatus"). Business Central
 * knows the first only; Shopify says the other of a payment it has no answer to.
 */
export const isUnderWay = (status: string): boolean => UNDER_WAY.has(status);

function known(names: readonly string[], value: string | null | undefined): string {
  const name = enumName(value);
  return names.includes(name) ? name : "";
}
