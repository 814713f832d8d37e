import { randomUUID } from "node:crypto";
import type { SandboxShop } from "../sandbox.ts";
import { readState, type OrderState } from "./life-state.ts";
import type { EditChange, LifeStep } from "./order-life.ts";
import {
  captureInput,
  fulfillmentInput,
  goodwillInput,
  linesToTouch,
  pickLine,
  processInput,
  refundInput,
  returnInput,
} from "./staff-decisions.ts";

/** What became of a step: Shopify did it, refused it, or there was nothing to do it to. */
export type StepOutcome =
  { readonly kind: "done" } | { readonly kind: "refused"; readonly message: string } | { readonly kind: "pointless" };

const DONE: StepOutcome = { kind: "done" };
const POINTLESS: StepOutcome = { kind: "pointless" };

interface Payload {
  readonly userErrors?: readonly { readonly message: string }[];
  readonly [field: string]: unknown;
}

/** Does one step of an order's life, by the mutations staff has. */
export async function liveStep(shop: SandboxShop, orderId: string, step: LifeStep): Promise<StepOutcome> {
  const order = await readState(shop, orderId);
  switch (step.kind) {
    case "markAsPaid":
      if (Number(order.totalOutstandingSet.shopMoney.amount) <= 0 || order.cancelledAt !== null) return POINTLESS;
      return call(shop, "orderMarkAsPaid(input: $input) { userErrors { message } }", "OrderMarkAsPaidInput", {
        id: order.id,
      });
    case "capture":
      return callIf(
        shop,
        "orderCapture(input: $input) { userErrors { message } }",
        "OrderCaptureInput",
        captureInput(order, step),
      );
    case "fulfil":
      return callIf(
        shop,
        "fulfillmentCreate(fulfillment: $input) { userErrors { message } }",
        "FulfillmentInput",
        fulfillmentInput(order, step),
      );
    case "refund":
      return refund(shop, order, refundInput(order, step), step.slowly);
    case "goodwill":
      return refund(shop, order, goodwillInput(order, step), step.slowly);
    case "openReturn":
      return callIf(
        shop,
        "returnCreate(returnInput: $input) { userErrors { message } }",
        "ReturnInput",
        returnInput(order, step),
      );
    case "processReturn":
      return callIf(
        shop,
        "returnProcess(input: $input) @idempotent(key: $key) { userErrors { message } }",
        "ReturnProcessInput",
        processInput(order, step),
      );
    case "edit":
      return edit(shop, order, step.changes);
    case "cancel":
      if (order.cancelledAt !== null) return POINTLESS;
      return outcomeOf(
        await send(
          shop,
          `mutation($input: ID!, $restock: Boolean!, $refund: Boolean!) { done: orderCancel(orderId: $input, reason: OTHER, restock: $restock, notifyCustomer: false, refundMethod: { originalPaymentMethodsRefund: $refund }) { userErrors: orderCancelUserErrors { message } } }`,
          { input: order.id, restock: step.restock, refund: step.refund },
        ),
      );
    case "settle":
      return settle(shop, order, step.status);
  }
}

/** Money that went back at once, or is on its way: which of both is the bank's doing, not staff's. */
async function refund(
  shop: SandboxShop,
  order: OrderState,
  input: object | null,
  isSlow: boolean,
): Promise<StepOutcome> {
  if (input === null) return POINTLESS;
  const outcome = await call(
    shop,
    "refundCreate(input: $input) @idempotent(key: $key) { userErrors { message } }",
    "RefundInput",
    input,
  );
  if (outcome.kind !== "done" || !isSlow) return outcome;
  const known = new Set(order.transactions.map(({ id }) => id));
  await setTransactions(shop, await readState(shop, order.id), (id) => !known.has(id), "PENDING");
  return outcome;
}

async function settle(shop: SandboxShop, order: OrderState, status: string): Promise<StepOutcome> {
  const waiting = new Set(
    order.transactions.filter((each) => each.kind === "REFUND" && each.status === "PENDING").map(({ id }) => id),
  );
  if (waiting.size === 0) return POINTLESS;
  await setTransactions(shop, order, (id) => waiting.has(id), status);
  return DONE;
}

async function setTransactions(
  shop: SandboxShop,
  order: OrderState,
  isMeant: (id: string) => boolean,
  status: string,
): Promise<void> {
  await shop.patchOrder(order.id, {
    transactions: order.transactions.map(({ id }) => (isMeant(id) ? { id, status } : { id })),
  });
}

async function edit(shop: SandboxShop, order: OrderState, changes: readonly EditChange[]): Promise<StepOutcome> {
  if (order.cancelledAt !== null || order.closed) return POINTLESS;
  const begun = await send(
    shop,
    "mutation($input: ID!) { done: orderEditBegin(id: $input) { calculatedOrder { id } userErrors { message } } }",
    { input: order.id },
  );
  const { id } = begun["calculatedOrder"] as { readonly id: string };
  let staged = 0;
  for (const change of changes) {
    const wanted = stagedChange(order, change);
    if (wanted === null) continue;
    const outcome = outcomeOf(await send(shop, wanted.mutation, { id, ...wanted.variables }));
    if (outcome.kind === "done") staged += 1;
  }
  if (staged === 0) return POINTLESS;
  return outcomeOf(
    await send(shop, "mutation($id: ID!) { done: orderEditCommit(id: $id) { userErrors { message } } }", { id }),
  );
}

function stagedChange(
  order: OrderState,
  change: EditChange,
): { readonly mutation: string; readonly variables: Readonly<Record<string, unknown>> } | null {
  if (change.what === "addVariant") {
    const mutation =
      "mutation($id: ID!, $variantId: ID!, $quantity: Int!) { done: orderEditAddVariant(id: $id, variantId: $variantId, quantity: $quantity, allowDuplicates: true) { userErrors { message } } }";
    const variantId = `gid://shopify/ProductVariant/${501 + change.sku}`;
    return { mutation, variables: { variantId, quantity: change.quantity } };
  }
  const line = pickLine(
    linesToTouch(order).filter(({ unfulfilledQuantity, variant }) => unfulfilledQuantity > 0 && variant !== null),
    change.line,
  );
  if (line === undefined) return null;
  const lineItemId = line.id.replace("/LineItem/", "/CalculatedLineItem/");
  if (change.what === "discount") {
    const mutation =
      "mutation($id: ID!, $lineItemId: ID!, $discount: OrderEditAppliedDiscountInput!) { done: orderEditAddLineItemDiscount(id: $id, lineItemId: $lineItemId, discount: $discount) { userErrors { message } } }";
    return {
      mutation,
      variables: { lineItemId, discount: { percentValue: change.percent, description: "Service" } },
    };
  }
  const lowest = line.currentQuantity - line.unfulfilledQuantity;
  const quantity = change.by === "all" ? lowest : line.currentQuantity + change.by;
  const mutation =
    "mutation($id: ID!, $lineItemId: ID!, $quantity: Int!, $restock: Boolean) { done: orderEditSetQuantity(id: $id, lineItemId: $lineItemId, quantity: $quantity, restock: $restock) { userErrors { message } } }";
  return { mutation, variables: { lineItemId, quantity, restock: change.restock } };
}

const callIf = (shop: SandboxShop, field: string, type: string, input: object | null): Promise<StepOutcome> =>
  input === null ? Promise.resolve(POINTLESS) : call(shop, field, type, input);

async function call(shop: SandboxShop, field: string, type: string, input: object): Promise<StepOutcome> {
  const hasKey = field.includes("$key");
  const mutation = `mutation($input: ${type}!${hasKey ? ", $key: String!" : ""}) { done: ${field} }`;
  return outcomeOf(await send(shop, mutation, { input, ...(hasKey ? { key: randomUUID() } : {}) }));
}

async function send(
  shop: SandboxShop,
  mutation: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Payload> {
  const { data, errors } = await shop.graphql<{ readonly done: Payload }>(mutation, variables);
  if (errors !== undefined || data === undefined) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
  return data.done;
}

function outcomeOf({ userErrors = [] }: Payload): StepOutcome {
  const [first] = userErrors;
  return first === undefined ? DONE : { kind: "refused", message: first.message };
}
