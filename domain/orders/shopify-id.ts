import { OperationalError } from "../failure.ts";

/** The number in a Shopify id: `gid://shopify/MailingAddress/12?model_name=Address` → `12`. Throws `order-malformed`. */
export function legacyId(gid: string): string {
  const [, number] = /\/(\d+)(?:\?.*)?$/u.exec(gid) ?? [];
  if (number === undefined) throw malformed("id", gid);
  return number;
}

/** The number in an id that may be missing. */
export const legacyIdOrNull = (gid: string | null | undefined): string | null => (gid == null ? null : legacyId(gid));

/** Shopify's id of an order by its number. */
export const orderGid = (shopifyOrderId: string): string => `gid://shopify/Order/${shopifyOrderId}`;

/** Shopify sent something that is not what its schema says; only this order is concerned. */
export const malformed = (field: string, value: unknown): OperationalError =>
  new OperationalError(
    "order-malformed",
    `Shopify's answer for this order cannot be read: ${field} is ${value === undefined ? "missing" : JSON.stringify(value)}. It is read again in the next run`,
    { retryable: false, params: { field } },
  );
