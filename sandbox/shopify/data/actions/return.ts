/** Goods coming back, and other goods in exchange. */
import { netOfLine, taxOf } from "../derive/amounts.ts";
import { addBags, shopOf, sumBags, type Bag } from "../money.ts";
import type { LineRecord, OrderRecord } from "../records/order.ts";
import type {
  DispositionRecord,
  ExchangeLineRecord,
  ReturnLineRecord,
  ReturnRecord,
  ReverseFulfillmentOrderRecord,
} from "../records/refund.ts";
import type { ShopData } from "../store.ts";
import { discountByHand } from "./edit.ts";
import { openFulfillmentOrder } from "./fulfil.ts";
import { refundOrder, worthOfRefund, type RefundPayment } from "./refund.ts";

export interface ReturnRequest {
  readonly lines: readonly {
    readonly lineId: number;
    readonly fulfillmentLineId?: number;
    readonly quantity: number;
    readonly reason: string;
    readonly note?: string;
    readonly customerNote?: string | null;
  }[];
  /** Items to be sent in exchange; they join the order when they are processed. */
  readonly exchange?: readonly Pick<ExchangeLineRecord, "variantId" | "quantity" | "discount">[];
  /** Asked for by the buyer: waits to be approved. */
  readonly isRequest?: boolean;
  readonly at?: number;
}

/**
 * [D: `returnCreate`] opens a return and the reverse fulfillment order the goods come back by, and brings an archived order back.
 * [D: `returnRequest`] a request has neither yet.
 */
export function openReturn(data: ShopData, order: OrderRecord, request: ReturnRequest): ReturnRecord {
  const at = request.at ?? data.now();
  const isRequest = request.isRequest === true;
  const sent = order.fulfillments.flatMap((fulfillment) => fulfillment.lines);
  const lines = request.lines.map((line) => ({
    id: data.ids.next("ReturnLineItem"),
    lineId: line.lineId,
    fulfillmentLineId: line.fulfillmentLineId ?? sent.find((each) => each.lineId === line.lineId)?.id ?? null,
    quantity: line.quantity,
    processed: 0,
    reason: line.reason,
    note: line.note ?? "",
    customerNote: line.customerNote ?? null,
    unitPrice: null,
  }));
  const opened: ReturnRecord = {
    id: data.ids.next("Return"),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: isRequest ? "REQUESTED" : "OPEN",
    createdAt: at,
    closedAt: null,
    approvedAt: isRequest ? null : at,
    decline: null,
    lines,
    exchangeLines: (request.exchange ?? []).map((item) => ({
      ...item,
      id: data.ids.next("ExchangeLineItem"),
      processed: 0,
      lineIds: [],
    })),
    reverseFulfillmentOrders: isRequest ? [] : [reverseFulfillmentOrder(data, lines)],
  };
  order.returns.push(opened);
  if (!isRequest) order.closedAt = null;
  return opened;
}

const reverseFulfillmentOrder = (
  data: ShopData,
  lines: readonly ReturnLineRecord[],
): ReverseFulfillmentOrderRecord => ({
  id: data.ids.next("ReverseFulfillmentOrder"),
  status: "OPEN",
  lines: lines.map((line) => ({
    id: data.ids.next("ReverseFulfillmentOrderLineItem"),
    fulfillmentLineId: line.fulfillmentLineId,
    totalQuantity: line.quantity,
    dispositions: [],
  })),
});

/** Puts a return into a new state; returns are values, so that what was shown before stays as it was. */
export function changeReturn(order: OrderRecord, before: ReturnRecord, changes: Partial<ReturnRecord>): ReturnRecord {
  const changed = { ...before, ...changes };
  order.returns[order.returns.indexOf(before)] = changed;
  return changed;
}

/** [D: `returnApproveRequest`] the request becomes an open return. */
export const approveReturn = (data: ShopData, order: OrderRecord, request: ReturnRecord): ReturnRecord =>
  changeReturn(order, request, {
    status: "OPEN",
    approvedAt: data.now(),
    reverseFulfillmentOrders: [reverseFulfillmentOrder(data, request.lines)],
  });

/** Pieces of a return line that came back, and what is done with them, by line of the reverse fulfillment order. */
export interface ProcessedLine {
  readonly id: number;
  readonly quantity: number;
  readonly dispositions: readonly (Omit<DispositionRecord, "id" | "createdAt"> & { readonly reverseLineId: number })[];
}

export interface Processing {
  /** Where everything that is left is put back into stock, when `lines` does not say what to process. */
  readonly locationId: number | null;
  readonly lines?: readonly ProcessedLine[];
  /** Lines sent in exchange that were not planned when the return was opened. */
  readonly exchange?: readonly LineRecord[];
  /** Lines of planned exchange items, by exchange item. */
  readonly planned?: ReadonlyMap<number, LineRecord>;
  /** Money that goes back; what the goods are worth less what is sent in exchange when left out. */
  readonly payments?: readonly RefundPayment[];
  readonly shipping?: boolean | Bag;
  readonly note?: string | null;
  readonly at?: number;
}

/** Everything that is left, restocked at one location. */
const everythingLeft = (open: ReturnRecord, locationId: number | null): ProcessedLine[] => {
  const reverseLines = open.reverseFulfillmentOrders.flatMap((reverse) => reverse.lines);
  return open.lines.map((line, index) => {
    const quantity = line.quantity - line.processed;
    const reverseLineId = reverseLines[index]?.id;
    const dispositions =
      reverseLineId === undefined ? [] : [{ reverseLineId, quantity, type: "RESTOCKED", locationId }];
    return { id: line.id, quantity, dispositions };
  });
};

/**
 * [D: `returnProcess`] confirms pieces that came back and what becomes of them, adds exchange lines with a fulfillment order of their own, and pays
 * money back. A refund holds the goods even when no money goes back, and the return closes when nothing is left to process [A].
 */
export function processReturn(data: ShopData, order: OrderRecord, open: ReturnRecord, processing: Processing): void {
  const at = processing.at ?? data.now();
  const processed = processing.lines ?? everythingLeft(open, processing.locationId);
  const exchange = processing.exchange ?? [];
  const planned = processing.planned ?? new Map<number, LineRecord>();
  const sent = [...exchange, ...planned.values()];
  order.lines.push(...sent);

  for (const item of open.exchangeLines) {
    const line = planned.get(item.id);
    if (line !== undefined && item.discount !== undefined) discountByHand(order, line.id, item.discount);
  }

  const lines = open.lines.map((line) => {
    const quantity = processed.find((each) => each.id === line.id)?.quantity ?? 0;
    return { ...line, processed: line.processed + quantity };
  });
  const exchangeLines = [
    ...open.exchangeLines.map((item) => {
      const line = planned.get(item.id);
      return line === undefined
        ? item
        : { ...item, processed: item.processed + line.quantity, lineIds: [...item.lineIds, line.id] };
    }),
    ...exchange.map((line) => ({
      id: data.ids.next("ExchangeLineItem"),
      quantity: line.quantity,
      processed: line.quantity,
      lineIds: [line.id],
      variantId: line.variantId,
    })),
  ];
  const isDone = [...lines, ...exchangeLines].every((each) => each.processed === each.quantity);
  changeReturn(order, open, {
    lines,
    exchangeLines,
    reverseFulfillmentOrders: open.reverseFulfillmentOrders.map((reverse) => disposed(data, reverse, processed, at)),
    ...(isDone ? { status: "CLOSED", closedAt: at } : {}),
  });

  const goods = processed.flatMap(({ id, quantity, dispositions }) => goodsOf(open, id, quantity, dispositions));
  const lessExchange = sumBags(sent, (line) =>
    order.taxesIncluded ? netOfLine(line) : addBags(netOfLine(line), taxOf(line)),
  );
  const { payments, shipping, note } = processing;
  const hasRefund = goods.length > 0 || (payments?.length ?? 0) > 0 || (shipping ?? false) !== false;
  const refund = hasRefund
    ? refundOrder(data, order, {
        lines: goods,
        returnId: open.id,
        at,
        lessExchange,
        exchangeLineIds: sent.map((line) => line.id),
        ...(payments === undefined ? {} : { payments }),
        ...(shipping === undefined ? {} : { shipping }),
        ...(note === undefined ? {} : { note }),
      })
    : undefined;
  if (sent.length === 0) return;
  const isOwed = shopOf(lessExchange) > shopOf(refund === undefined ? 0 : worthOfRefund(order, refund));
  sendExchange(data, order, sent, isOwed, at);
}

/** What of a processed line the refund says: restocked pieces by location, and pieces that are not restocked. */
const goodsOf = (
  open: ReturnRecord,
  id: number,
  quantity: number,
  dispositions: ProcessedLine["dispositions"],
): { lineId: number; quantity: number; restockType: "RETURN" | "NO_RESTOCK"; locationId: number | null }[] => {
  const lineId = open.lines.find((line) => line.id === id)?.lineId ?? null;
  if (lineId === null) return [];
  const restocked = dispositions.filter(({ type }) => type === "RESTOCKED");
  const left = quantity - restocked.reduce((sum, each) => sum + each.quantity, 0);
  return [
    ...restocked.map((each) => ({
      lineId,
      quantity: each.quantity,
      restockType: "RETURN" as const,
      locationId: each.locationId,
    })),
    ...(left > 0 ? [{ lineId, quantity: left, restockType: "NO_RESTOCK" as const, locationId: null }] : []),
  ];
};

/** Notes what became of the goods; the reverse fulfillment order closes when that is known of all of them [D]. */
function disposed(
  data: ShopData,
  reverse: ReverseFulfillmentOrderRecord,
  processed: readonly ProcessedLine[],
  at: number,
): ReverseFulfillmentOrderRecord {
  const lines = reverse.lines.map((line) => ({
    ...line,
    dispositions: [
      ...line.dispositions,
      ...processed
        .flatMap((each) => each.dispositions)
        .filter(({ reverseLineId }) => reverseLineId === line.id)
        .map(({ quantity, type, locationId }) => ({
          id: data.ids.next("ReverseFulfillmentOrderDisposition"),
          createdAt: at,
          quantity,
          type,
          locationId,
        })),
    ],
  }));
  const isDone = lines.every(
    (line) => line.dispositions.reduce((sum, each) => sum + each.quantity, 0) >= line.totalQuantity,
  );
  return { ...reverse, status: isDone ? "CLOSED" : reverse.status, lines };
}

/** [D: return processing] exchange items have a fulfillment order, on hold only while the buyer owes the difference. */
function sendExchange(data: ShopData, order: OrderRecord, lines: LineRecord[], isOwed: boolean, at: number): void {
  openFulfillmentOrder(data, { ...order, lines }, at);
  const made = order.fulfillmentOrders.at(-1);
  if (!isOwed || made === undefined) return;
  made.status = "ON_HOLD";
  made.holdReason = "AWAITING_PAYMENT";
}
