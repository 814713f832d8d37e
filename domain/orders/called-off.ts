import type { EditableHeaderFields } from "./header-fields.ts";
import type { OrderNode } from "./order-node.ts";

/**
 * Whether an order was cancelled before anything was paid, and all its goods are taken off it. Shopify's own total of it is zero then: neither
 * its shipping nor duties, fees or a promised tip are owed, whether or not the refund that cancelling leaves names them. Once something was paid,
 * giving it back is a refund's business.
 */
export const isCalledOff = (
  { cancelledAt, transactions }: Pick<OrderNode, "cancelledAt" | "transactions">,
  lines: readonly { readonly quantity: number; readonly tip: boolean }[],
): boolean =>
  cancelledAt !== null &&
  lines.every(({ quantity, tip }) => quantity === 0 || tip) &&
  !transactions.some(({ kind, status }) => (kind === "SALE" || kind === "CAPTURE") && status === "SUCCESS");

/** The header of an order that was called off: nothing of it is to be billed. What Shopify states of the present stays as it is. */
export const calledOffHeader = <H extends EditableHeaderFields>(header: H): H => ({
  ...header,
  totalAmount: "0",
  presentmentTotalAmount: "0",
  subtotalAmount: "0",
  presentmentSubtotalAmount: "0",
  vatAmount: "0",
  presentmentVatAmount: "0",
  discountAmount: "0",
  presentmentDiscountAmount: "0",
  shippingChargesAmount: "0",
  presentmentShippingChargesAmount: "0",
  dutiesAmount: "0",
  presentmentDutiesAmount: "0",
  additionalFeesAmount: "0",
  presentmentAdditionalFeesAmount: "0",
});
