/** `orderCapture`: taking money that was authorized. Wording of its refusals is ours [A]. */
import type { Arguments } from "../../engine/contract.ts";
import { forgetGiven, GIVEN_OF_PAYMENT } from "../actions/given.ts";
import { addTransaction, capturableOf } from "../actions/pay.ts";
import { presentmentOf, unitsOf } from "../money.ts";
import { writeOrder, type Workshop } from "../part.ts";
import type { TransactionRecord } from "../records/order.ts";
import { byIdIn, findOrder } from "./find.ts";
import { inBothOf } from "./payments-back.ts";
import { userError } from "./user-errors.ts";

export const createOrderCapture = (workshop: Workshop) => (args: Arguments) => {
  const { store } = workshop;
  const { id, parentTransactionId, amount, currency } = args["input"] as Arguments;
  const refused = (field: string, message: string) => ({
    transaction: null,
    userErrors: [userError(["input", field], message)],
  });
  const order = findOrder(store, id);
  if (order === undefined) return refused("id", "Order does not exist");
  const parent = byIdIn(order.transactions, parentTransactionId, "OrderTransaction");
  if (parent === undefined || parent.kind !== "AUTHORIZATION" || parent.status !== "SUCCESS")
    return refused("parentTransactionId", "Parent transaction must be a successful authorization of the order");
  // [D: `OrderCaptureInput.currency`] needed for orders in two currencies.
  const expected = order.presentmentCurrencyCode;
  if (typeof currency === "string" ? currency !== expected : expected !== order.currencyCode)
    return refused("currency", `Currency must be the presentment currency of the order (${expected})`);
  const units = unitsOf(String(amount));
  // [D: `OrderCaptureInput.amount`] no more than was authorized.
  if (units <= 0 || units > presentmentOf(capturableOf(order, parent)))
    return refused("amount", "Amount must be greater than 0 and not exceed what is left of the authorization");
  let made: TransactionRecord | undefined;
  writeOrder(workshop, order, () => {
    const { gateway, card } = parent;
    const taken = inBothOf(order, units, capturableOf(order, parent));
    made = addTransaction(store, order, { kind: "CAPTURE", amount: taken, gateway, card, parentId: parent.id });
    forgetGiven(order, GIVEN_OF_PAYMENT);
  });
  return {
    transaction: made === undefined ? null : store.show("OrderTransaction", { order, transaction: made }),
    userErrors: [],
  };
};
