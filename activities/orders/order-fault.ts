import { OperationalError } from "#domain/failure";
import type { OrderProblem } from "#domain/orders/order-problem";

/**
 * What an error says about the order it happened to; null when the order is not to blame: a database, an ERP or a Shopify
 * that is away, or a bug. Then the whole batch is repeated.
 */
export function problemOf(error: unknown): OrderProblem | null {
  if (error instanceof OperationalError) {
    return error.retryable ? null : { code: error.type, message: error.message, params: error.params };
  }
  // Classes 22 and 23 of SQLSTATE: values PostgreSQL does not take ("PostgreSQL: error codes").
  if (error instanceof Error && "code" in error && typeof error.code === "string" && /^2[23]/u.test(error.code)) {
    return {
      code: "order-not-storable",
      message: `The order holds a value that cannot be stored: ${error.message}. Correct it in Shopify and import the order again.`,
      params: { sqlState: error.code },
    };
  }
  return null;
}
