/** Mutations of existing orders. */
import type { Arguments } from "../../engine/contract.ts";
import { cancelOrder } from "../actions/cancel.ts";
import { forgetGiven, GIVEN_OF_FULFILLMENT, GIVEN_OF_PAYMENT } from "../actions/given.ts";
import { markAsPaid } from "../actions/pay.ts";
import { readGid } from "../ids.ts";
import { createReader } from "../input/reader.ts";
import { readAddress } from "../input/read-shared.ts";
import { isNode } from "../input/shape.ts";
import { shopOf } from "../money.ts";
import { writeOrder, type Workshop } from "../part.ts";
import type { Attribute, OrderRecord } from "../records/order.ts";
import { userError, type UserError } from "./user-errors.ts";

type Mutation = (args: Arguments) => object;

export function createOrderMutations(workshop: Workshop): Readonly<Record<string, Mutation>> {
  const { store, jobs } = workshop;
  const find = (id: unknown): OrderRecord | undefined => {
    const gid = typeof id === "string" ? readGid(id) : undefined;
    return gid?.type === "Order" ? store.orders.get(gid.id) : undefined;
  };
  const done = (order: OrderRecord) => ({ order: store.show("Order", order), userErrors: [] });
  const refused = (...userErrors: UserError[]) => ({ order: null, userErrors });
  const notFound = () => refused(userError(["id"], "Order does not exist"));

  const setClosed = (args: Arguments, closedAt: number | null) => {
    const order = find((args["input"] as Arguments)["id"]);
    if (order === undefined) return notFound();
    // Closing what is closed changes nothing [A].
    if ((order.closedAt === null) !== (closedAt === null))
      writeOrder(workshop, order, () => {
        order.closedAt = closedAt;
        forgetGiven(order, ["closed", "closedAt"]);
      });
    return done(order);
  };

  return {
    /** [D] replaces what is given; `customAttributes` and `tags` as whole lists. */
    orderUpdate(args) {
      const input = args["input"] as Arguments;
      const order = find(input["id"]);
      if (order === undefined) return notFound();
      const { email } = input;
      if (typeof email === "string" && email !== "" && !email.includes("@"))
        return refused(userError(["email"], "Email is invalid"));
      const changed = readUpdate(workshop, input);
      writeOrder(workshop, order, () => Object.assign(order, changed));
      return done(order);
    },

    orderClose: (args) => setClosed(args, store.now()),
    orderOpen: (args) => setClosed(args, null),

    /** [D] a manual sale of what is outstanding; refused when nothing is, or the order is cancelled. */
    orderMarkAsPaid(args) {
      const order = find((args["input"] as Arguments)["id"]);
      if (order === undefined) return notFound();
      const { outstanding } = store.derived(order);
      if (order.cancelledAt !== null || shopOf(outstanding) <= 0)
        return refused(userError(["id"], "Order cannot be marked as paid."));
      writeOrder(workshop, order, () => {
        markAsPaid(store, order, outstanding);
        forgetGiven(order, GIVEN_OF_PAYMENT);
      });
      return done(order);
    },

    /** [D] checked at once, done by a job. */
    orderCancel(args) {
      const cancelRefused = (message: string, code: string, field: string) => {
        const error = userError([field], message, code);
        return { job: null, orderCancelUserErrors: [error], userErrors: [error] };
      };
      const order = find(args["orderId"]);
      if (order === undefined) return cancelRefused("Order does not exist", "NOT_FOUND", "orderId");
      if (order.cancelledAt !== null) return cancelRefused("Order has already been cancelled.", "INVALID", "orderId");
      if (order.returns.some((each) => each.status === "OPEN" || each.status === "REQUESTED"))
        return cancelRefused("Order has an open return and cannot be cancelled.", "INVALID", "orderId");
      const method = args["refundMethod"];
      const cancellation = {
        reason: String(args["reason"]),
        restock: args["restock"] === true,
        refund: args["refund"] === true || (isNode(method) && method["originalPaymentMethodsRefund"] === true),
        staffNote: typeof args["staffNote"] === "string" ? args["staffNote"] : null,
      };
      const job = jobs.start(() => {
        if (order.cancelledAt !== null) return;
        writeOrder(workshop, order, () => {
          cancelOrder(store, order, cancellation);
          forgetGiven(order, [...GIVEN_OF_PAYMENT, ...GIVEN_OF_FULFILLMENT]);
        });
      });
      return { job, orderCancelUserErrors: [], userErrors: [] };
    },
  };
}

function readUpdate({ store }: Workshop, input: Arguments): Partial<OrderRecord> {
  const { customAttributes, tags, shippingAddress } = input;
  const texts = (["email", "note", "phone", "poNumber"] as const).flatMap((name) => {
    const value = input[name];
    return value === null || typeof value === "string" ? [[name, value] as const] : [];
  });
  return {
    ...Object.fromEntries(texts),
    ...(Array.isArray(customAttributes) ? { customAttributes: customAttributes as Attribute[] } : {}),
    ...(Array.isArray(tags) ? { tags: tags as string[] } : {}),
    ...(isNode(shippingAddress)
      ? { shippingAddress: readAddress(store, createReader(shippingAddress, "/shippingAddress")) }
      : {}),
  };
}
