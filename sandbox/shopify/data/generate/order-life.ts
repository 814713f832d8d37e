/** What happens to a generated order after it was placed. Nothing happens later than the clock's now. */
import { cancelOrder } from "../actions/cancel.ts";
import { fulfil, openFulfillmentOrder } from "../actions/fulfil.ts";
import { addTransaction } from "../actions/pay.ts";
import { refundOrder } from "../actions/refund.ts";
import { openReturn, processReturn } from "../actions/return.ts";
import { deriveOrder } from "../derive/derive-order.ts";
import { presentmentOf, shopOf, timesBag, unitsOf } from "../money.ts";
import type { OrderRecord, TransactionRecord } from "../records/order.ts";
import type { OrderWorld } from "./order-world.ts";
import { lineOfVariant, taxOrder } from "./order-lines.ts";

const HOUR = 3_600_000;

const VISA: TransactionRecord["card"] = {
  company: "Visa",
  number: "•••• •••• •••• 4242",
  expirationMonth: 12,
  expirationYear: 2030,
};
const MASTERCARD: TransactionRecord["card"] = { company: "Mastercard", number: "•••• •••• •••• 5454" };

export function liveOrder(world: OrderWorld, order: OrderRecord, total: number): void {
  const { data, random, plan } = world;
  openFulfillmentOrder(data, order);
  if (random.chance(plan.splitLocations)) splitLocations(world, order);
  pay(world, order, total);

  let at = order.createdAt;
  const later = (meanHours: number): boolean => {
    const next = at + Math.max(60_000, random.exponential(meanHours) * HOUR);
    // Whole seconds, as all times of Shopify are.
    const isPast = next <= data.now();
    if (isPast) at = Math.floor(next / 1000) * 1000;
    return isPast;
  };

  if (random.chance(plan.cancelled)) {
    if (later(5))
      cancelOrder(data, order, {
        reason: random.pick(["CUSTOMER", "INVENTORY", "FRAUD", "OTHER"]),
        restock: true,
        refund: true,
        at,
      });
    order.updatedAt = Math.max(order.updatedAt, at);
    return;
  }
  const isPaid = deriveOrder(order).fullyPaid;
  const isCounter = order.retailLocationId !== null;
  if (isCounter) fulfil(data, order, { at });
  else if (isPaid && random.chance(0.75) && later(20)) send(world, order, at);

  if (isPaid && total > 0 && random.chance(plan.refunded) && later(10)) refund(world, order, at);
  else if (isPaid && random.chance(plan.returned + plan.exchanged) && later(48))
    giveBack(world, order, at, random.chance(plan.exchanged / (plan.returned + plan.exchanged)));

  const derived = deriveOrder(order);
  if (isPaid && derived.displayFulfillmentStatus === "FULFILLED" && random.chance(0.15)) order.closedAt = at;
  order.updatedAt = Math.max(order.updatedAt, at);
}

function pay({ data, random, plan }: OrderWorld, order: OrderRecord, total: number): void {
  if (total === 0) return;
  const amount = deriveOrder(order).totalPrice;
  const createdAt = order.createdAt;
  if (order.sourceName === "pos") {
    // Cash is rounded to five hundredths [D: cash rounding]; the rounding is reported beside the amount.
    const rounding = Math.round(total / 500) * 500 - total;
    const isSameCurrency = presentmentOf(amount) === shopOf(amount);
    addTransaction(data, order, {
      kind: "SALE",
      amount,
      gateway: "cash",
      createdAt,
      rounding: isSameCurrency && rounding !== 0 ? rounding : null,
    });
    return;
  }
  if (order.company !== null || random.chance(plan.unpaid)) return;
  const card = random.pick([VISA, MASTERCARD]);
  if (random.chance(plan.authorized)) {
    addTransaction(data, order, { kind: "AUTHORIZATION", amount, card, createdAt });
    return;
  }
  if (random.chance(0.02) && total > unitsOf(20) && order.presentmentCurrencyCode === order.currencyCode) {
    const fromCard = unitsOf(10);
    addTransaction(data, order, {
      kind: "SALE",
      amount: fromCard,
      gateway: "gift_card",
      createdAt,
      receipt: { gift_card_id: data.ids.next("GiftCard"), gift_card_last_characters: "4321" },
    });
    addTransaction(data, order, { kind: "SALE", amount: total - fromCard, card, createdAt });
    return;
  }
  if (random.chance(0.15)) addTransaction(data, order, { kind: "SALE", amount, gateway: "paypal", createdAt });
  else addTransaction(data, order, { kind: "SALE", amount, card, createdAt });
}

function send({ data, random, plan }: OrderWorld, order: OrderRecord, at: number): void {
  const tracking = [{ company: "UPS", number: `1Z${order.number}${random.int(1000, 9999)}`, url: null }];
  const [first, second] = order.lines;
  const isPartial = second !== undefined && random.chance(plan.partlyFulfilled);
  if (isPartial && first !== undefined)
    fulfil(data, order, { at, tracking, lines: new Map([[first.id, first.quantity]]) });
  else fulfil(data, order, { at, tracking });
}

/** Half of the refunds takes a line back, the others give a little money back for nothing. */
function refund({ data, random }: OrderWorld, order: OrderRecord, at: number): void {
  const line = order.lines.find((each) => each.productId !== null);
  const total = deriveOrder(order).totalPrice;
  if (line !== undefined && random.chance(0.5)) {
    const isSent = order.fulfillments.some((each) => each.lines.some((part) => part.lineId === line.id));
    refundOrder(data, order, {
      at,
      lines: [{ lineId: line.id, quantity: 1, restockType: isSent ? "RETURN" : "CANCEL" }],
    });
  } else refundOrder(data, order, { at, amount: timesBag(tenthOf(order, total), 1), note: "Goodwill" });
}

const tenthOf = (order: OrderRecord, total: OrderRecord["duties"]): OrderRecord["duties"] => {
  const coin = order.presentmentCurrencyCode === "JPY" ? 10_000 : 100;
  const shop = Math.ceil(shopOf(total) / 1_000) * 100;
  const presentment = Math.ceil(presentmentOf(total) / 10 / coin) * coin;
  return shop === presentment ? shop : [shop, presentment];
};

function giveBack(world: OrderWorld, order: OrderRecord, at: number, isExchange: boolean): void {
  const { data, random, variants } = world;
  const sent = order.fulfillments.flatMap((each) => each.lines);
  const line = order.lines.find((each) => sent.some((part) => part.lineId === each.id) && !each.isGiftCard);
  if (line === undefined) return;
  const opened = openReturn(data, order, {
    at,
    lines: [{ lineId: line.id, quantity: 1, reason: random.pick(["UNWANTED", "DEFECTIVE", "SIZE_TOO_SMALL"]) }],
  });
  if (!isExchange && random.chance(0.2)) return;
  const cheap = variants.find((each) => each.price <= shopOf(line.unitPrice));
  const canExchange = isExchange && cheap !== undefined && order.presentmentCurrencyCode === order.currencyCode;
  const exchange = canExchange ? [lineOfVariant(data, order, cheap, 1, 1)] : [];
  if (exchange.length > 0) taxOrder({ ...order, lines: exchange, shippingLines: [] }, world.tax.rate, world.tax.title);
  processReturn(data, order, opened, { at, exchange, locationId: order.fulfillmentOrders[0]?.locationId ?? null });
}

/** The second half of the lines is sent from the second location. */
function splitLocations({ data }: OrderWorld, order: OrderRecord): void {
  const [whole] = order.fulfillmentOrders;
  const second = data.locations.byId.all().find((location) => location.id !== whole?.locationId);
  if (whole === undefined || second === undefined || whole.lines.length < 2) return;
  const moved = whole.lines.splice(Math.ceil(whole.lines.length / 2));
  order.fulfillmentOrders.push({
    ...whole,
    id: data.ids.next("FulfillmentOrder"),
    locationId: second.id,
    lines: moved,
  });
}
