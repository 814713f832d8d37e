/** Order editing: begin, stage changes, commit. Wording of the refusals is ours [A]. */
import type { Arguments } from "../../engine/contract.ts";
import { editOrder, quantityChanges, rateOf, taxesOfNewLine, type OrderEdit } from "../actions/edit.ts";
import { forgetGiven, GIVEN_OF_FULFILLMENT, GIVEN_OF_PAYMENT } from "../actions/given.ts";
import { inBothCurrencies, lineOfVariant } from "../generate/order-lines.ts";
import { gid, readGid } from "../ids.ts";
import { isNode } from "../input/shape.ts";
import { bagOf, roundUnits, unitsOf, type Bag } from "../money.ts";
import { writeOrder, type Workshop } from "../part.ts";
import type { LineRecord, OrderRecord } from "../records/order.ts";
import { calculatedLineView, calculatedOrderView, stagedDiscountView } from "../views/calculated-views.ts";
import { orderEditedEvent } from "../webhooks/events.ts";
import { byIdIn, findOrder, idIn } from "./find.ts";
import { userError, type UserError } from "./user-errors.ts";

type Mutation = (args: Arguments) => object;

interface Open {
  readonly edit: OrderEdit;
  readonly order: OrderRecord;
}

export function createOrderEditMutations(workshop: Workshop): Readonly<Record<string, Mutation>> {
  const { store, webhooks } = workshop;
  const { edits } = store;

  /** [D] named by its calculated order or by its session. */
  const find = (value: unknown): Open | undefined => {
    const named = typeof value === "string" ? readGid(value) : undefined;
    const isEdit = named?.type === "CalculatedOrder" || named?.type === "OrderEditSession";
    const edit = isEdit ? edits.get(named.id) : undefined;
    const order = edit === undefined ? undefined : store.orders.get(edit.orderId);
    return edit === undefined || order === undefined ? undefined : { edit, order };
  };
  const shown = ({ edit, order }: Open) => ({
    calculatedOrder: calculatedOrderView(store, order, edit),
    orderEditSession: { __typename: "OrderEditSession", id: gid("OrderEditSession", edit.id) },
    userErrors: [],
  });
  const line = (open: Open, lineId: number) => ({
    calculatedLineItem: calculatedLineView(store, open.order, open.edit, lineId),
    ...shown(open),
  });
  const refused = (...userErrors: UserError[]) => ({
    calculatedOrder: null,
    calculatedLineItem: null,
    addedDiscountStagedChange: null,
    orderEditSession: null,
    userErrors,
  });
  const noEdit = () => refused(userError(["id"], "Order edit does not exist or was already committed"));

  /** A line of the order or of the edit, by its calculated id. */
  const findLine = ({ edit, order }: Open, value: unknown): LineRecord | undefined => {
    const named = typeof value === "string" ? readGid(value) : undefined;
    if (named?.type !== "CalculatedLineItem") return undefined;
    return [...order.lines, ...edit.added].find((each) => each.id === named.id);
  };

  /** Pieces of a line there would be. */
  const quantityOf = ({ edit, order }: Open, each: LineRecord): number =>
    edit.quantities.get(each.id)?.quantity ?? store.derived(order).lines.get(each.id)?.currentQuantity ?? each.quantity;

  const addLine = (open: Open, made: LineRecord) => {
    made.taxLines = taxesOfNewLine(open.order, made);
    open.edit.added = [...open.edit.added, made];
    return line(open, made.id);
  };

  return {
    /** [D] archived and cancelled orders cannot be edited. */
    orderEditBegin(args) {
      const order = findOrder(store, args["id"]);
      if (order === undefined) return refused(userError(["id"], "Order does not exist"));
      if (order.closedAt !== null || order.cancelledAt !== null)
        return refused(userError(["id"], "Order is closed or cancelled and cannot be edited"));
      const id = store.ids.next("CalculatedOrder");
      const edit: OrderEdit = {
        id,
        orderId: order.id,
        added: [],
        quantities: new Map(),
        discounts: [],
      };
      edits.set(id, edit);
      return shown({ edit, order });
    },

    orderEditAddVariant(args) {
      const open = find(args["id"]);
      if (open === undefined) return noEdit();
      const { order, edit } = open;
      const variantId = idIn(args["variantId"], "ProductVariant");
      const variant = variantId === undefined ? undefined : store.variants.get(variantId);
      if (variant === undefined) return refused(userError(["variantId"], "Variant does not exist"));
      const quantity = Number(args["quantity"]);
      if (quantity < 1) return refused(userError(["quantity"], "Quantity must be greater than 0"));
      if (isUnknownLocation(workshop, args["locationId"]))
        return refused(userError(["locationId"], "Location does not exist"));
      // [D: `allowDuplicates`]
      const isThere = [...order.lines, ...edit.added].some(
        (each) => each.variantId === variant.id && quantityOf(open, each) > 0,
      );
      if (isThere && args["allowDuplicates"] !== true)
        return refused(userError(["variantId"], "Variant is already on the order"));
      return addLine(open, lineOfVariant(store, order, variant, quantity, rateOf(order)));
    },

    orderEditAddCustomItem(args) {
      const open = find(args["id"]);
      if (open === undefined) return noEdit();
      const { order } = open;
      const title = String(args["title"]).trim();
      if (title === "") return refused(userError(["title"], "Title can't be blank"));
      const quantity = Number(args["quantity"]);
      if (quantity < 1) return refused(userError(["quantity"], "Quantity must be greater than 0"));
      const unitPrice = moneyIn(order, args["price"]);
      if (unitPrice === undefined)
        return refused(userError(["price"], `Price must be in ${order.presentmentCurrencyCode} and not negative`));
      return addLine(open, {
        id: store.ids.next("LineItem"),
        title,
        variantTitle: null,
        sku: null,
        vendor: null,
        quantity,
        unitPrice,
        productId: null,
        variantId: null,
        taxable: args["taxable"] !== false,
        requiresShipping: args["requiresShipping"] !== false,
        isGiftCard: false,
        grams: null,
        discounts: [],
        taxLines: [],
        customAttributes: [],
      });
    },

    /** [D] only unfulfilled pieces can be edited; 0 removes the line. */
    orderEditSetQuantity(args) {
      const open = find(args["id"]);
      if (open === undefined) return noEdit();
      const { order, edit } = open;
      const found = findLine(open, args["lineItemId"]);
      if (found === undefined) return refused(userError(["lineItemId"], "Line item does not exist"));
      const quantity = Number(args["quantity"]);
      if (quantity < 0) return refused(userError(["quantity"], "Quantity must be greater than or equal to 0"));
      if (edit.added.includes(found)) {
        found.quantity = quantity;
        found.taxLines = taxesOfNewLine(order, found);
        return line(open, found.id);
      }
      if (quantity < fixedPieces(workshop, order, found))
        return refused(userError(["quantity"], "Quantity cannot be lower than the quantity that was fulfilled"));
      edit.quantities.set(found.id, { quantity, restock: args["restock"] === true });
      return line(open, found.id);
    },

    orderEditAddLineItemDiscount(args) {
      const open = find(args["id"]);
      if (open === undefined) return noEdit();
      const { order, edit } = open;
      const found = findLine(open, args["lineItemId"]);
      if (found === undefined) return refused(userError(["lineItemId"], "Line item does not exist"));
      const discount = args["discount"] as Arguments;
      const { percentValue, fixedValue, description } = discount;
      const amount = isNode(fixedValue) ? moneyIn(order, fixedValue) : undefined;
      const isPercentage = typeof percentValue === "number" && percentValue > 0 && percentValue <= 100;
      if (isPercentage === (amount !== undefined))
        return refused(userError(["discount"], "Discount needs either a percentage up to 100 or an amount"));
      const staged = {
        id: store.ids.next("CalculatedOrder"),
        lineId: found.id,
        description: typeof description === "string" ? description : "",
        value: amount === undefined ? { percentage: Number(percentValue) } : { amount },
      };
      edit.discounts = [...edit.discounts, staged];
      return { addedDiscountStagedChange: stagedDiscountView(order, staged), ...line(open, found.id) };
    },

    orderEditCommit(args) {
      const problem = (message: string) => ({
        order: null,
        successMessages: [],
        userErrors: [userError(["id"], message)],
      });
      const open = find(args["id"]);
      if (open === undefined) return problem("Order edit does not exist or was already committed");
      const { order, edit } = open;
      const changes = quantityChanges(order, edit);
      const added = edit.added.filter((each) => each.quantity > 0);
      const isEmpty = added.length + changes.raised.length + changes.lowered.length + edit.discounts.length === 0;
      if (isEmpty) return problem("Order edit has no changes");
      // What was sent or taken off since the edit began can no longer be removed [A].
      const isStale = changes.lowered.some(
        ({ line: each, quantity }) => quantity > (store.derived(order).lines.get(each.id)?.unfulfilledQuantity ?? 0),
      );
      if (isStale || order.cancelledAt !== null) return problem("Order has changed since the edit began: begin again");
      writeOrder(workshop, order, () => {
        forgetGiven(order, [...GIVEN_OF_PAYMENT, ...GIVEN_OF_FULFILLMENT]);
        editOrder(store, order, edit);
      });
      edits.delete(edit.id);
      webhooks.emit(
        orderEditedEvent(store, order, {
          id: edit.id,
          notifyCustomer: args["notifyCustomer"] === true,
          staffNote: typeof args["staffNote"] === "string" ? args["staffNote"] : null,
          additions: [...added.map((each) => ({ line: each, quantity: each.quantity })), ...changes.raised],
          removals: changes.lowered,
        }),
      );
      return { order: store.show("Order", order), successMessages: ["Order was updated."], userErrors: [] };
    },
  };
}

const isUnknownLocation = ({ store }: Workshop, location: unknown): boolean =>
  typeof location === "string" && byIdIn(store.locations.byId.all(), location, "Location") === undefined;

/** Pieces that were sent and not given back: they cannot be edited away. */
const fixedPieces = ({ store }: Workshop, order: OrderRecord, line: LineRecord): number => {
  const derived = store.derived(order).lines.get(line.id);
  return derived === undefined ? 0 : Math.max(0, derived.currentQuantity - derived.unfulfilledQuantity);
};

/** Money of an edit is in the buyer's currency [A]. */
const moneyIn = (order: OrderRecord, value: unknown): Bag | undefined => {
  if (!isNode(value) || value["currencyCode"] !== order.presentmentCurrencyCode) return undefined;
  const units = unitsOf(String(value["amount"]));
  if (units < 0) return undefined;
  return order.presentmentCurrencyCode === order.currencyCode
    ? inBothCurrencies(units, order, 1)
    : bagOf(roundUnits(units / rateOf(order), order.currencyCode), units);
};
