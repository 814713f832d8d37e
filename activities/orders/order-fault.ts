import { isRefusedValue } from "#database/storable";
import { OperationalError } from "#domain/failure";
import type { OrderProblem } from "#domain/orders/order-problem";

/**
 * Whether an error is one a person puts right on the order, its customer or its items. What Shopify's client says names its call: a token or an
 * access that is refused is the store's trouble, and the next order's as well.
 */
export const isOfOrder = (error: unknown): error is OperationalError =>
  error instanceof OperationalError && !error.retryable && !("operation" in error.params);

/**
 * What an error says about the order it happened to; null when the order is not to blame: a database, an ERP or a Shopify
 * that is away or refuses the app, or a bug. Then the whole batch is repeated or fails.
 */
export function problemOf(error: unknown): OrderProblem | null {
  if (isOfOrder(error)) return { code: error.type, message: error.message, params: error.params };
  if (isRefusedValue(error)) {
    return {
      code: "order-not-storable",
      message: `The order holds a value that cannot be stored: ${error.message}. Correct it in Shopify and import the order again.`,
      params: { sqlState: error.code },
    };
  }
  return null;
}
