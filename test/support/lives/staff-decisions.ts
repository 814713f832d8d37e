/** What staff enters for a step of an order's life, given how the order is by then. Null: there is nothing to do it to. Pure. */
import { Decimal } from "decimal.js";
import type { LifeStep, MoneyBack, Pick } from "./order-life.ts";
import { exchangeLinesOf, type LineState, type OrderState } from "./life-state.ts";

type StepOf<K extends LifeStep["kind"]> = Extract<LifeStep, { readonly kind: K }>;

const at = <T>(list: readonly T[], pick: Pick): T | undefined => list[Math.floor(pick * list.length)];
const piecesOf = (pick: Pick, most: number): number => 1 + Math.floor(pick * most);
const decimalsOf = (order: OrderState): number => (order.presentmentCurrencyCode === "JPY" ? 0 : 2);
const buyers = (bag: LineState["originalUnitPriceSet"]): Decimal => new Decimal(bag.presentmentMoney.amount);
const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, each) => total.plus(each), new Decimal(0));

/** What some pieces of a line cost the buyer, about: staff may pay back what it likes. */
function worthOf(order: OrderState, line: LineState, pieces: number): Decimal {
  const net = buyers(line.originalUnitPriceSet)
    .times(line.quantity)
    .minus(sum(line.discountAllocations.map(({ allocatedAmountSet }) => buyers(allocatedAmountSet))));
  const tax = order.taxesIncluded ? new Decimal(0) : sum(line.taxLines.map(({ priceSet }) => buyers(priceSet)));
  return net.plus(tax).times(pieces).dividedBy(line.quantity);
}

/** What can still be paid back over each payment. */
function refundable(order: OrderState): readonly { readonly id: string; readonly left: Decimal }[] {
  return order.transactions
    .filter(({ kind, status }) => status === "SUCCESS" && (kind === "SALE" || kind === "CAPTURE"))
    .map(({ id, amountSet }) => ({
      id,
      left: buyers(amountSet).minus(
        sum(
          order.transactions
            .filter((each) => each.kind === "REFUND" && each.status !== "FAILURE" && each.parentTransaction?.id === id)
            .map((each) => buyers(each.amountSet)),
        ),
      ),
    }))
    .filter(({ left }) => left.greaterThan(0));
}

/** Spreads an amount over the payments it came by; less when not so much came. */
function payBack(
  order: OrderState,
  amount: Decimal,
): readonly { readonly parentId: string; readonly amount: string }[] {
  let left = amount.toDecimalPlaces(decimalsOf(order), Decimal.ROUND_HALF_UP);
  return refundable(order).flatMap((payment) => {
    const part = Decimal.min(left, payment.left);
    left = left.minus(part);
    return part.greaterThan(0) ? [{ parentId: payment.id, amount: part.toFixed(decimalsOf(order)) }] : [];
  });
}

function moneyFor(worth: Decimal, money: MoneyBack): Decimal {
  switch (money) {
    case "worth":
      return worth;
    case "less":
      return worth.times("0.63");
    case "more":
      return worth.times("1.2").plus(1);
    case "none":
      return new Decimal(0);
  }
}

const paid = (order: OrderState, parts: ReturnType<typeof payBack>) =>
  parts.map((part) => ({ ...part, kind: "REFUND", gateway: "shopify_payments", orderId: order.id }));

export function refundInput(order: OrderState, step: StepOf<"refund">): object | null {
  const taken = new Map<string, number>();
  const refundLineItems = step.lines.flatMap(({ line: pick, pieces, restock }) => {
    const line = at(linesToTouch(order), pick);
    if (line === undefined || taken.has(line.id)) return [];
    const waiting = inOpenReturns(order, line.id);
    const sent = line.refundableQuantity - line.unfulfilledQuantity - waiting;
    const isSent = sent > 0;
    const most = isSent ? sent : Math.min(line.refundableQuantity, line.unfulfilledQuantity);
    if (most <= 0) return [];
    const quantity = piecesOf(pieces, most);
    taken.set(line.id, quantity);
    const restockType = restock ? (isSent ? "RETURN" : "CANCEL") : "NO_RESTOCK";
    const locationId = restockType === "NO_RESTOCK" ? undefined : locationOf(order);
    return [{ lineItemId: line.id, quantity, restockType, locationId }];
  });
  const shippingLeft = sum(order.shippingLines.nodes.map(({ discountedPriceSet }) => buyers(discountedPriceSet))).minus(
    sum(
      order.refunds.flatMap(({ refundShippingLines }) =>
        refundShippingLines.nodes.map(({ subtotalAmountSet }) => buyers(subtotalAmountSet)),
      ),
    ),
  );
  const part = shippingLeft.times("0.4").toDecimalPlaces(decimalsOf(order), Decimal.ROUND_DOWN);
  const shipping =
    step.shipping === "none" || shippingLeft.lte(0) || (step.shipping === "part" && part.lte(0))
      ? undefined
      : step.shipping === "full"
        ? { fullRefund: true }
        : { amount: part.toFixed() };
  if (refundLineItems.length === 0 && shipping === undefined) return null;
  const worth = sum([
    ...refundLineItems.map(({ lineItemId, quantity }) => {
      const line = order.lineItems.nodes.find(({ id }) => id === lineItemId);
      return line === undefined ? new Decimal(0) : worthOf(order, line, quantity);
    }),
    shipping === undefined ? new Decimal(0) : "fullRefund" in shipping ? shippingLeft : part,
  ]);
  const transactions = paid(order, payBack(order, moneyFor(worth, step.money)));
  // Without money this would be an edit.
  if (transactions.length === 0 && step.money !== "none") return null;
  return { orderId: order.id, currency: order.presentmentCurrencyCode, refundLineItems, shipping, transactions };
}

export function goodwillInput(order: OrderState, step: StepOf<"goodwill">): object | null {
  const left = sum(refundable(order).map((payment) => payment.left));
  const transactions = paid(order, payBack(order, left.times(step.share).times("0.3")));
  return transactions.length === 0
    ? null
    : { orderId: order.id, currency: order.presentmentCurrencyCode, note: "Goodwill", transactions };
}

export function captureInput(order: OrderState, step: StepOf<"capture">): object | null {
  const authorization = order.transactions.find(({ kind, status }) => kind === "AUTHORIZATION" && status === "SUCCESS");
  if (authorization === undefined) return null;
  const taken = order.transactions
    .filter(({ kind, parentTransaction }) => kind !== "REFUND" && parentTransaction?.id === authorization.id)
    .map(({ amountSet }) => buyers(amountSet));
  const left = buyers(authorization.amountSet).minus(sum(taken));
  const amount = step.share === "all" ? left : left.times("0.6").toDecimalPlaces(decimalsOf(order));
  return amount.lte(0)
    ? null
    : {
        id: order.id,
        parentTransactionId: authorization.id,
        amount: amount.toFixed(),
        currency: order.presentmentCurrencyCode,
      };
}

export function fulfillmentInput(order: OrderState, step: StepOf<"fulfil">): object | null {
  const open = order.fulfillmentOrders.nodes.find(
    ({ status, lineItems }) =>
      (status === "OPEN" || status === "IN_PROGRESS") && lineItems.nodes.some((line) => line.remainingQuantity > 0),
  );
  if (open === undefined) return null;
  const first = open.lineItems.nodes.find((line) => line.remainingQuantity > 0);
  const isPart = step.share === "part" && first !== undefined;
  return {
    lineItemsByFulfillmentOrder: [
      {
        fulfillmentOrderId: open.id,
        ...(isPart
          ? { fulfillmentOrderLineItems: [{ id: first.id, quantity: piecesOf(0.5, first.remainingQuantity - 1) }] }
          : {}),
      },
    ],
  };
}

export function returnInput(order: OrderState, step: StepOf<"openReturn">): object | null {
  const sent = order.fulfillments.flatMap(({ fulfillmentLineItems }) => fulfillmentLineItems.nodes);
  const taken = new Set<string>();
  const returnLineItems = step.lines.flatMap(({ line: pick, pieces }) => {
    const part = at(sent, pick);
    const line = order.lineItems.nodes.find(({ id }) => id === part?.lineItem.id);
    if (part === undefined || line === undefined || line.variant === null || taken.has(line.id)) return [];
    taken.add(line.id);
    const most = Math.min(
      part.quantity,
      line.refundableQuantity - line.unfulfilledQuantity - inOpenReturns(order, line.id),
    );
    return most <= 0
      ? []
      : [{ fulfillmentLineItemId: part.id, quantity: piecesOf(pieces, most), returnReason: "UNWANTED" }];
  });
  if (returnLineItems.length === 0) return null;
  // Discounts on exchange items in percent only: an amount would need the order's rate.
  const exchangeLineItems =
    step.exchange === null
      ? []
      : [
          {
            variantId: `gid://shopify/ProductVariant/${501 + step.exchange.sku}`,
            quantity: 1,
            ...(step.exchange.percent === 0
              ? {}
              : { appliedDiscount: { description: "Sorry", value: { percentage: step.exchange.percent } } }),
          },
        ];
  return { orderId: order.id, returnLineItems, exchangeLineItems };
}

export function processInput(order: OrderState, step: StepOf<"processReturn">): object | null {
  const open = order.returns.nodes.find(({ status }) => status === "OPEN");
  if (open === undefined) return null;
  const locationId = locationOf(order);
  const reverseLines = open.reverseFulfillmentOrders.nodes.flatMap(({ lineItems }) => lineItems.nodes);
  const lines = open.returnLineItems.nodes
    .filter(({ unprocessedQuantity }) => unprocessedQuantity > 0)
    .map(({ id, unprocessedQuantity, fulfillmentLineItem }) => {
      const quantity = step.pieces === "all" ? unprocessedQuantity : 1;
      const reverse = reverseLines.find((line) => line.fulfillmentLineItem.id === fulfillmentLineItem?.id);
      const disposition = { reverseFulfillmentOrderLineItemId: reverse?.id, quantity };
      return {
        lineItemId: fulfillmentLineItem?.lineItem.id,
        line: {
          id,
          quantity,
          dispositions: [
            step.restock
              ? { ...disposition, dispositionType: "RESTOCKED", locationId }
              : { ...disposition, dispositionType: "MISSING" },
          ],
        },
      };
    });
  const exchangeLineItems = open.exchangeLineItems.nodes
    .filter(({ quantity, processedQuantity }) => quantity > processedQuantity)
    .map(({ id, quantity, processedQuantity }) => ({ id, quantity: quantity - processedQuantity }));
  if (lines.length + exchangeLineItems.length === 0) return null;
  const worth = sum(
    lines.map(({ lineItemId, line: { quantity } }) => {
      const line = order.lineItems.nodes.find(({ id }) => id === lineItemId);
      return line === undefined ? new Decimal(0) : worthOf(order, line, quantity);
    }),
  );
  // Of goods that are exchanged the buyer gets the difference, which staff guesses.
  const money = moneyFor(exchangeLineItems.length === 0 ? worth : worth.times("0.5"), step.money);
  const orderTransactions = payBack(order, money).map(({ parentId, amount }) => ({
    parentId,
    transactionAmount: { amount, currencyCode: order.presentmentCurrencyCode },
  }));
  return {
    returnId: open.id,
    returnLineItems: lines.map(({ line }) => line),
    exchangeLineItems,
    ...(step.shipping ? { refundShipping: { fullRefund: true } } : {}),
    ...(orderTransactions.length === 0 ? {} : { financialTransfer: { issueRefund: { orderTransactions } } }),
  };
}

/** Lines an edit or a refund may take: goods of the order itself that are still on it. */
export function linesToTouch(order: OrderState): readonly LineState[] {
  const exchanged = exchangeLinesOf(order);
  return order.lineItems.nodes.filter(({ id, currentQuantity }) => currentQuantity > 0 && !exchanged.has(id));
}

/** Pieces that wait for somebody to process their return. */
const inOpenReturns = (order: OrderState, lineId: string): number =>
  order.returns.nodes
    .filter(({ status }) => status === "OPEN" || status === "REQUESTED")
    .flatMap(({ returnLineItems }) => returnLineItems.nodes)
    .filter(({ fulfillmentLineItem }) => fulfillmentLineItem?.lineItem.id === lineId)
    .reduce((total, { unprocessedQuantity }) => total + unprocessedQuantity, 0);

const locationOf = (order: OrderState): string | undefined =>
  order.fulfillmentOrders.nodes.find(({ assignedLocation }) => assignedLocation.location !== null)?.assignedLocation
    .location?.id;

export const pickLine = at;
