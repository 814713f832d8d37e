import { isRefusedValue, isStorable } from "#database/storable";
import { OperationalError, type FailureParams } from "#domain/failure";
import type { OrderNode } from "#domain/orders/order-node";

/** Why an order was not imported, as its row in the queue says it. */
export interface ImportFault {
  readonly code: string;
  readonly message: string;
  readonly params: FailureParams;
  readonly callStack: string;
}

/** What an error says about the order it happened to; null when the order is not to blame: a database or an ERP that is away. */
export function importFault(error: unknown, node: OrderNode): ImportFault | null {
  if (!concernsOrder(error)) return null;
  const place = error instanceof OperationalError ? null : unstorablePlace(node, "");
  if (place === null) return faultOf(error);
  return {
    code: "order-not-storable",
    message: `${place} of this order holds a character that cannot be stored: correct it in Shopify. The order is read again in the next run`,
    params: { field: place },
    callStack: error.stack ?? "",
  };
}

/** The words of an error that is known to be the order's. */
export const faultOf = (error: Error): ImportFault => ({
  ...(error instanceof OperationalError
    ? { code: error.type, message: error.message, params: error.params }
    : {
        code: "order-malformed",
        message: `Shopify's answer for this order cannot be stored: ${error.message}. It is read again in the next run`,
        params: {},
      }),
  callStack: error.stack ?? "",
});

function concernsOrder(error: unknown): error is Error {
  if (error instanceof OperationalError) return !error.retryable;
  return error instanceof TypeError || error instanceof RangeError || isRefusedValue(error);
}

/** The first text that PostgreSQL cannot keep, such as `lineItems.nodes[0].title`; null when there is none. */
function unstorablePlace(value: unknown, path: string): string | null {
  if (typeof value === "string") return isStorable(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  const members: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((member: unknown, index) => [`${path}[${index}]`, member])
    : Object.entries(value).map(([name, member]) => [path === "" ? name : `${path}.${name}`, member]);
  for (const [place, member] of members) {
    const found = unstorablePlace(member, place);
    if (found !== null) return found;
  }
  return null;
}
