/** Refunds and returns given from outside. */
import { releasePieces } from "../actions/fulfil.ts";
import { worthOfPieces } from "../actions/refund.ts";
import { moneyBag, shopOf, timesBag } from "../money.ts";
import type { OrderRecord, TransactionRecord } from "../records/order.ts";
import type { RefundLineRecord, RefundRecord, ReturnRecord } from "../records/refund.ts";
import { totalRefundedOf } from "../derive/derive-order.ts";
import type { ShopData } from "../store.ts";
import { readTransaction } from "./read-payments.ts";
import { readLocationOf } from "./read-places.ts";
import { lineIdOf } from "./read-shipments.ts";
import type { Reader } from "./reader.ts";

function readRefundLine(data: ShopData, order: OrderRecord, reader: Reader): RefundLineRecord {
  const lineId = lineIdOf(order, reader);
  const line = order.lines.find((each) => each.id === lineId);
  const quantity = reader.whole("quantity") ?? line?.quantity ?? 1;
  const worth = line === undefined ? { subtotal: 0, tax: 0 } : worthOfPieces(order, line, 0, quantity);
  const price = reader.bag("priceSet", order) ?? reader.bag("price", order);
  const subtotal = reader.bag("subtotalSet", order) ?? reader.bag("subtotal", order);
  const restockType = (reader.text("restockType") ?? "RETURN") as RefundLineRecord["restockType"];
  const record = {
    id: reader.id("id", "RefundLineItem") ?? data.ids.next("RefundLineItem"),
    lineId,
    quantity,
    restockType,
    restocked: reader.flag("restocked") ?? restockType === "RETURN",
    locationId: readLocationOf(data, reader, "location") ?? null,
    price: price ?? line?.unitPrice ?? 0,
    subtotal: subtotal ?? (price === undefined ? worth.subtotal : timesBag(price, quantity)),
    tax: reader.bag("totalTaxSet", order) ?? reader.bag("totalTax", order) ?? worth.tax,
  };
  const given = reader.rest(undefined, order);
  return given === undefined ? record : { ...record, given };
}

/**
 * Reads a refund. Its transactions are joined to the order's; money that was given as total without a transaction gets one.
 */
function readRefund(data: ShopData, order: OrderRecord, reader: Reader, known: RefundRecord | undefined): RefundRecord {
  const at = reader.time("createdAt") ?? order.updatedAt;
  const lines = (reader.nodes("refundLineItems") ?? []).map((line) => readRefundLine(data, order, line));
  const shippingLines = (reader.nodes("refundShippingLines") ?? []).map((part) => {
    const shippingLineId = part.node("shippingLine")?.id("id", "ShippingLine") ?? order.shippingLines[0]?.id ?? 0;
    return {
      id: part.id("id", "RefundShippingLine") ?? data.ids.next("RefundShippingLine"),
      shippingLineId,
      subtotal: part.bag("subtotalAmountSet", order) ?? 0,
      tax: part.bag("taxAmountSet", order) ?? 0,
    };
  });
  const transactions = reader.nodes("transactions")?.map((each) => transactionOfRefund(data, order, each));
  const total = reader.bag("totalRefundedSet", order) ?? reader.bag("totalRefunded", order);
  const refund: RefundRecord = {
    id: reader.id("id", "Refund") ?? data.ids.next("Refund"),
    createdAt: at,
    updatedAt: reader.time("updatedAt") ?? at,
    processedAt: reader.time("processedAt") ?? at,
    note: reader.text("note") ?? null,
    returnId: reader.node("return")?.id("id", "Return") ?? null,
    lines,
    shippingLines,
    transactionIds: transactions?.map((each) => each.id) ?? [],
  };
  if (transactions === undefined && total !== undefined && shopOf(total) > 0)
    refund.transactionIds = [refundTransaction(data, order, total, at, known)];
  else if (total !== undefined && shopOf(total) !== shopOf(totalRefundedOf(order, refund)))
    refund.given = { totalRefundedSet: moneyBag(total, order) };
  const given = reader.rest(refund.given, order);
  if (given !== undefined) refund.given = given;
  return refund;
}

/** The transaction of a refund that only says how much: the one it had, else a new one. */
function refundTransaction(
  data: ShopData,
  order: OrderRecord,
  amount: TransactionRecord["amount"],
  at: number,
  refund: RefundRecord | undefined,
): number {
  const known = order.transactions.find((each) => refund?.transactionIds.includes(each.id) === true);
  if (known !== undefined) {
    known.amount = amount;
    return known.id;
  }
  const source = order.transactions.find((each) => each.kind === "SALE" || each.kind === "CAPTURE");
  const id = data.ids.next("OrderTransaction");
  order.transactions.push({
    id,
    kind: "REFUND",
    status: "SUCCESS",
    gateway: source?.gateway ?? "shopify_payments",
    amount,
    rounding: null,
    parentId: source?.id ?? null,
    createdAt: at,
    test: order.test,
    manual: source?.manual ?? false,
    card: source?.card ?? null,
    paymentId: null,
    receipt: {},
  });
  return id;
}

/** Replaces the refunds of an order. Money of refunds that are gone never went back. */
export function readRefunds(data: ShopData, owner: Reader, order: OrderRecord, readers: readonly Reader[]): void {
  const before = order.refunds;
  order.refunds = [];
  for (const reader of readers) {
    const id = reader.id("id", "Refund");
    const known = before.find((each) => each.id === id);
    const refund = readRefund(data, order, reader, known);
    order.refunds.push(refund);
    if (known !== undefined || owner.has("fulfillmentOrders")) continue;
    for (const line of refund.lines)
      if (line.restockType !== "RETURN") releasePieces(order, line.lineId, line.quantity, refund.createdAt);
  }
  const kept = new Set(order.refunds.flatMap((refund) => refund.transactionIds));
  const gone = new Set(before.flatMap((refund) => refund.transactionIds).filter((id) => !kept.has(id)));
  if (!owner.has("transactions")) order.transactions = order.transactions.filter((each) => !gone.has(each.id));
}

/** A reference `{ id }` to a transaction of the order, or a transaction of its own. */
function transactionOfRefund(data: ShopData, order: OrderRecord, reader: Reader): TransactionRecord {
  const id = reader.id("id", "OrderTransaction");
  const known = order.transactions.find((each) => each.id === id);
  if (known !== undefined) return known;
  const made = readTransaction(data, order, reader, undefined);
  if (!reader.has("kind")) made.kind = "REFUND";
  order.transactions.push(made);
  return made;
}

export function readReturn(data: ShopData, order: OrderRecord, reader: Reader): ReturnRecord {
  const at = reader.time("createdAt") ?? order.updatedAt;
  const decline = reader.node("decline");
  const fulfilled = order.fulfillments.flatMap((each) => each.lines);
  const lines = (reader.nodes("returnLineItems") ?? []).map((line) => {
    const isUnverified = line.text("__typename") === "UnverifiedReturnLineItem" || line.has("unitPrice");
    const fulfillmentLine = line.node("fulfillmentLineItem");
    const fulfillmentLineId = fulfillmentLine?.id("id", "FulfillmentLineItem");
    const lineId = isUnverified
      ? null
      : (fulfilled.find((each) => each.id === fulfillmentLineId)?.lineId ?? lineIdOf(order, fulfillmentLine ?? line));
    const quantity = line.whole("quantity") ?? 1;
    const unitPrice = line.bag("unitPrice", order);
    const record = {
      id: readReturnLineId(data, line),
      lineId,
      fulfillmentLineId: fulfillmentLineId ?? fulfilled.find((each) => each.lineId === lineId)?.id ?? null,
      quantity,
      processed: line.whole("processedQuantity") ?? 0,
      reason: line.text("returnReason") ?? "UNKNOWN",
      note: line.text("returnReasonNote") ?? "",
      customerNote: line.text("customerNote") ?? null,
      unitPrice: unitPrice === undefined ? null : shopOf(unitPrice),
    };
    const given = line.rest(undefined, order);
    return { ...record, ...(given === undefined ? {} : { given }) };
  });
  const each: ReturnRecord = {
    id: reader.id("id", "Return") ?? data.ids.next("Return"),
    name: reader.text("name") ?? `${order.name}-R${order.returns.length + 1}`,
    status: reader.text("status") ?? "OPEN",
    createdAt: at,
    closedAt: reader.time("closedAt") ?? null,
    approvedAt: reader.time("requestApprovedAt") ?? at,
    decline:
      decline === null || decline === undefined
        ? null
        : { reason: decline.text("reason") ?? "OTHER", note: decline.text("note") ?? null },
    lines,
    exchangeLines: (reader.nodes("exchangeLineItems") ?? []).map((line) => {
      const quantity = line.whole("quantity") ?? 1;
      const lineIds = (line.nodes("lineItems") ?? []).flatMap((item) => item.id("id", "LineItem") ?? []);
      return {
        id: line.id("id", "ExchangeLineItem") ?? data.ids.next("ExchangeLineItem"),
        quantity,
        processed: line.whole("processedQuantity") ?? quantity,
        lineIds: lineIds.length > 0 ? lineIds : [lineIdOf(order, line)],
        variantId: line.id("variantId", "ProductVariant") ?? null,
      };
    }),
    reverseFulfillmentOrders: (reader.nodes("reverseFulfillmentOrders") ?? []).map((reverse) => ({
      id: reverse.id("id", "ReverseFulfillmentOrder") ?? data.ids.next("ReverseFulfillmentOrder"),
      status: reverse.text("status") ?? "OPEN",
      lines: (reverse.nodes("lineItems") ?? []).map((line) =>
        readReverseLine(data, lines[0]?.fulfillmentLineId ?? null, line, at),
      ),
    })),
  };
  const given = reader.rest(undefined, order);
  if (given !== undefined) each.given = given;
  return each;
}

/** Both kinds of return lines share one sequence of ids. */
const readReturnLineId = (data: ShopData, reader: Reader): number => {
  const digits = /(\d+)$/.exec(reader.text("id") ?? "")?.[1];
  return digits === undefined ? data.ids.next("ReturnLineItem") : Number(digits);
};

const readReverseLine = (data: ShopData, fulfillmentLineId: number | null, reader: Reader, at: number) => ({
  id: reader.id("id", "ReverseFulfillmentOrderLineItem") ?? data.ids.next("ReverseFulfillmentOrderLineItem"),
  fulfillmentLineId: reader.node("fulfillmentLineItem")?.id("id", "FulfillmentLineItem") ?? fulfillmentLineId,
  totalQuantity: reader.whole("totalQuantity") ?? 1,
  dispositions: (reader.nodes("dispositions") ?? []).map((each) => ({
    id: each.id("id", "ReverseFulfillmentOrderDisposition") ?? data.ids.next("ReverseFulfillmentOrderDisposition"),
    createdAt: each.time("createdAt") ?? at,
    quantity: each.whole("quantity") ?? 1,
    type: each.text("type") ?? "RESTOCKED",
    locationId: readLocationOf(data, each, "location") ?? null,
  })),
});
