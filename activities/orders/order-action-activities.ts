import { withOrderLocks } from "#database/order-locks";
import { getShop } from "#database/shops";
import type { Missing } from "#domain/orders/order-problem";
import { orderGid } from "#domain/orders/shopify-id";
import type { ExecuteOptions } from "#shopify/client";
import { CancelOrderDocument, MarkOrderAsPaidDocument, type OrderCancelReason } from "#shopify/generated/operations";
import { withCall, type CallFacts } from "#shopify/failures";
import { attended } from "../shops/attended.ts";
import { explainMissedOrder, type ExplainedOrder, type ExplainOrderInput } from "./explain-missed-order.ts";
import { findMappings } from "./map-order.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

export interface OrderActionInput {
  readonly shopCode: string;
  readonly orderId: string;
}

/** What Shopify answered to an action; `refused` is its own words for a person to read. `busy`: a job works on the order, Shopify was not asked. */
export type OrderActionResult =
  { readonly kind: "done" } | { readonly kind: "refused"; readonly message: string } | { readonly kind: "busy" };

export interface CancelOrderInput extends OrderActionInput {
  /** Blank and `unknown` are sent as OTHER. */
  readonly reason: "" | "unknown" | "customer" | "declined" | "fraud" | "inventory" | "other" | "staff";
  readonly notifyCustomer: boolean;
  readonly restock: boolean;
  /** Give the money back the way it was paid. */
  readonly refundOriginalPaymentMethods: boolean;
  readonly staffNote: string;
}

const cancelReasons: Readonly<Record<CancelOrderInput["reason"], OrderCancelReason>> = {
  "": "OTHER",
  unknown: "OTHER",
  customer: "CUSTOMER",
  declined: "DECLINED",
  fraud: "FRAUD",
  inventory: "INVENTORY",
  other: "OTHER",
  staff: "STAFF",
};

/** As other actions somebody waits for; but a disabled shop's orders are not touched, nor is one that a job works on: then it answers `busy`. */
const holding = <R>(
  { db }: OrderActivityDeps,
  orderId: string,
  work: (options: ExecuteOptions) => Promise<R>,
): Promise<R | "busy"> =>
  attended((options) =>
    withOrderLocks(db, (locks) => locks.holding(orderId, () => work({ ...options, evenWhileDisabled: false }))),
  );

/** What a person does to one order from its card. */
export const createOrderActionActivities = (deps: OrderActivityDeps) => ({
  /** Done when Shopify says the order is fully paid. Safe to repeat: a paid order stays paid. */
  async markOrderAsPaid({ shopCode, orderId }: OrderActionInput): Promise<OrderActionResult> {
    const result = await holding(deps, orderId, async (options): Promise<OrderActionResult> => {
      const variables = { input: { id: orderGid(orderId) } };
      const { data, requestId } = await deps.shopify.execute(shopCode, MarkOrderAsPaidDocument, variables, options);
      if (data.orderMarkAsPaid?.order?.fullyPaid === true) return { kind: "done" };
      const userErrors = data.orderMarkAsPaid?.userErrors ?? [];
      const call = { operation: "MarkOrderAsPaid", requestId };
      return refused(userErrors, "Shopify does not show the order as paid.", call);
    });
    return result === "busy" ? { kind: "busy" } : result;
  },

  /** Done when Shopify has accepted it; the cancelled order comes with the next sync. A repeat is refused by Shopify. */
  async cancelOrder({ shopCode, orderId, ...cancellation }: CancelOrderInput): Promise<OrderActionResult> {
    const result = await holding(deps, orderId, async (options): Promise<OrderActionResult> => {
      const { data, requestId } = await deps.shopify.execute(
        shopCode,
        CancelOrderDocument,
        {
          orderId: orderGid(orderId),
          reason: cancelReasons[cancellation.reason],
          notifyCustomer: cancellation.notifyCustomer,
          restock: cancellation.restock,
          refundMethod: { originalPaymentMethodsRefund: cancellation.refundOriginalPaymentMethods },
          staffNote: cancellation.staffNote === "" ? null : cancellation.staffNote,
        },
        options,
      );
      if (data.orderCancel?.orderCancelUserErrors.length === 0) return { kind: "done" };
      const userErrors = data.orderCancel?.orderCancelUserErrors ?? [];
      const call = { operation: "CancelOrder", requestId };
      return refused(userErrors, "Shopify did not accept the cancellation.", call);
    });
    return result === "busy" ? { kind: "busy" } : result;
  },

  /** Says why an order is not imported, also of a shop that is disabled. */
  async explainOrder(input: ExplainOrderInput): Promise<ExplainedOrder> {
    return attended((options) => explainMissedOrder(deps, input, options));
  },

  /** Maps one order and answers what is still missing. */
  async findOrderMappings({ shopCode, orderId }: OrderActionInput): Promise<readonly Missing[] | "busy"> {
    const shop = await getShop(deps.db, shopCode);
    return holding(deps, orderId, (options) => findMappings(deps, shop, orderId, options));
  },
});

export type OrderActionActivities = ReturnType<typeof createOrderActionActivities>;

const refused = (
  errors: readonly { readonly message: string }[],
  otherwise: string,
  call: Pick<CallFacts, "operation" | "requestId">,
): OrderActionResult => ({
  kind: "refused",
  message: withCall(errors.map(({ message }) => message).join(" ") || otherwise, call),
});
