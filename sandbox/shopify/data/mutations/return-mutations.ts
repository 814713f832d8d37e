/** Returns: opened or asked for, approved or declined, processed, closed or cancelled. Wording of the refusals is ours [A]. */
import type { Arguments } from "../../engine/contract.ts";
import { forgetGiven, GIVEN_OF_FULFILLMENT, GIVEN_OF_PAYMENT } from "../actions/given.ts";
import { approveReturn, changeReturn, openReturn, processReturn } from "../actions/return.ts";
import { type Node } from "../input/shape.ts";
import { writeOrder, type Workshop } from "../part.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ReturnRecord } from "../records/refund.ts";
import { findOrder, idIn } from "./find.ts";
import { readProcessing } from "./return-processing.ts";
import { nodesOf, readExchange, readReturnLines, refuseFees } from "./return-input.ts";
import { userError, type UserError } from "./user-errors.ts";

type Mutation = (args: Arguments) => object;

interface Found {
  readonly order: OrderRecord;
  readonly each: ReturnRecord;
}

export function createReturnMutations(workshop: Workshop): Readonly<Record<string, Mutation>> {
  const { store } = workshop;
  const refused = (...userErrors: UserError[]) => ({ return: null, userErrors });
  const shown = (order: OrderRecord, id: number | undefined) => {
    const each = order.returns.find((one) => one.id === id);
    return { return: each === undefined ? null : store.show("Return", { order, each }), userErrors: [] };
  };
  const find = (value: unknown): Found | undefined => {
    const id = idIn(value, "Return");
    const order = id === undefined ? undefined : store.orderOf("Return", id);
    const each = order?.returns.find((one) => one.id === id);
    return order === undefined || each === undefined ? undefined : { order, each };
  };

  const open = (root: string, input: Node, isRequest: boolean) => {
    refuseFees(input);
    const order = findOrder(store, input["orderId"]);
    if (order === undefined) return refused(userError([root, "orderId"], "Order does not exist", "NOT_FOUND"));
    const lines = readReturnLines(workshop, order, nodesOf(input["returnLineItems"]), [root]);
    if (lines.kind === "refused") return refused(lines.error);
    const exchange = readExchange(workshop, order, nodesOf(input["exchangeLineItems"]), [root]);
    if (exchange.kind === "refused") return refused(exchange.error);
    let made: ReturnRecord | undefined;
    writeOrder(workshop, order, () => {
      made = openReturn(store, order, { lines: lines.value, exchange: exchange.value, isRequest });
      if (!isRequest) forgetGiven(order, ["closed", "closedAt"]);
      forgetGiven(order, ["returnStatus"]);
    });
    return shown(order, made?.id);
  };

  /** Changes a return that is in one of the states named. */
  const change = (
    id: unknown,
    field: readonly string[],
    states: readonly string[],
    work: (found: Found) => void,
    problem: (found: Found) => string | undefined = () => undefined,
  ) => {
    const found = find(id);
    if (found === undefined) return refused(userError(field, "Return does not exist", "NOT_FOUND"));
    const { order, each } = found;
    if (!states.includes(each.status))
      return refused(userError(field, `Return is ${each.status.toLowerCase()}`, "INVALID_STATE"));
    const refusal = problem(found);
    if (refusal !== undefined) return refused(userError(field, refusal, "INVALID_STATE"));
    writeOrder(workshop, order, () => {
      forgetGiven(order, ["returnStatus"]);
      work(found);
    });
    return shown(order, each.id);
  };

  return {
    returnCreate: (args) => open("returnInput", args["returnInput"] as Node, false),
    returnRequest: (args) => open("input", args["input"] as Node, true),

    returnApproveRequest: (args) =>
      change((args["input"] as Node)["id"], ["input", "id"], ["REQUESTED"], ({ order, each }) => {
        approveReturn(store, order, each);
      }),

    returnDeclineRequest(args) {
      const { id, declineReason, declineNote } = args["input"] as Node;
      const decline = {
        reason: String(declineReason),
        note: typeof declineNote === "string" ? declineNote : null,
      };
      return change(id, ["input", "id"], ["REQUESTED"], ({ order, each }) => {
        changeReturn(order, each, { status: "DECLINED", decline });
      });
    },

    /** [D] the return is complete, whatever was done with the goods. */
    returnClose: (args) =>
      change(args["id"], ["id"], ["OPEN"], ({ order, each }) => {
        changeReturn(order, each, { status: "CLOSED", closedAt: store.now() });
      }),

    /** [D] only before any work was done on the return; the pieces count as sent again. */
    returnCancel: (args) =>
      change(
        args["id"],
        ["id"],
        ["OPEN", "REQUESTED"],
        ({ order, each }) => {
          changeReturn(order, each, {
            status: "CANCELED",
            reverseFulfillmentOrders: each.reverseFulfillmentOrders.map((one) => ({ ...one, status: "CANCELED" })),
          });
        },
        ({ order, each }) =>
          [...each.lines, ...each.exchangeLines].some(({ processed }) => processed > 0) ||
          order.refunds.some((refund) => refund.returnId === each.id)
            ? "Return was already worked on"
            : undefined,
      ),

    returnProcess(args) {
      const input = args["input"] as Node;
      const found = find(input["returnId"]);
      if (found === undefined) return refused(userError(["input", "returnId"], "Return does not exist", "NOT_FOUND"));
      const { order, each } = found;
      if (each.status !== "OPEN")
        return refused(userError(["input", "returnId"], "Return is not open", "INVALID_STATE"));
      const processing = readProcessing(workshop, order, each, input);
      if (processing.kind === "refused") return refused(processing.error);
      writeOrder(workshop, order, () => {
        forgetGiven(order, [...GIVEN_OF_PAYMENT, ...GIVEN_OF_FULFILLMENT, "returnStatus"]);
        processReturn(store, order, each, processing.value);
      });
      return shown(order, each.id);
    },
  };
}
