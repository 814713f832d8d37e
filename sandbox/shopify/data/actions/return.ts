/** Goods coming back, and other goods in exchange. */
import { netOfLine, taxOf } from "../derive/amounts.ts";
import { addBags, sumBags } from "../money.ts";
import type { LineRecord, OrderRecord } from "../records/order.ts";
import type { ExchangeLineRecord, ReturnRecord } from "../records/refund.ts";
import type { ShopData } from "../store.ts";
import { refundOrder } from "./refund.ts";

export interface ReturnRequest {
  readonly lines: readonly { readonly lineId: number; readonly quantity: number; readonly reason: string }[];
  readonly at?: number;
}

/** [D: `returnCreate`] opens a return and the reverse fulfillment order the goods come back by. */
export function openReturn(data: ShopData, order: OrderRecord, request: ReturnRequest): ReturnRecord {
  const at = request.at ?? data.now();
  const sent = order.fulfillments.flatMap((fulfillment) => fulfillment.lines);
  const lines = request.lines.map((line) => ({
    id: data.ids.next("ReturnLineItem"),
    lineId: line.lineId,
    fulfillmentLineId: sent.find((each) => each.lineId === line.lineId)?.id ?? null,
    quantity: line.quantity,
    processed: 0,
    reason: line.reason,
    note: "",
    customerNote: null,
    unitPrice: null,
  }));
  const opened: ReturnRecord = {
    id: data.ids.next("Return"),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: "OPEN",
    createdAt: at,
    closedAt: null,
    approvedAt: at,
    decline: null,
    lines,
    exchangeLines: [],
    reverseFulfillmentOrders: [
      {
        id: data.ids.next("ReverseFulfillmentOrder"),
        status: "OPEN",
        lines: lines.map((line) => ({
          id: data.ids.next("ReverseFulfillmentOrderLineItem"),
          fulfillmentLineId: line.fulfillmentLineId,
          totalQuantity: line.quantity,
          dispositions: [],
        })),
      },
    ],
  };
  order.returns.push(opened);
  return opened;
}

export interface Processing {
  readonly locationId: number | null;
  /** Lines sent in exchange; they are added to the order. */
  readonly exchange?: readonly LineRecord[];
  readonly at?: number;
}

/** [D: `returnProcess`] restocks the goods, adds exchange lines, refunds the difference and closes the return. */
export function processReturn(data: ShopData, order: OrderRecord, open: ReturnRecord, processing: Processing): void {
  const at = processing.at ?? data.now();
  const exchange = processing.exchange ?? [];
  order.lines.push(...exchange);
  const exchangeLines: ExchangeLineRecord[] = exchange.map((line) => ({
    id: data.ids.next("ExchangeLineItem"),
    quantity: line.quantity,
    processed: line.quantity,
    lineIds: [line.id],
    variantId: line.variantId,
  }));
  const processed: ReturnRecord = {
    ...open,
    status: "CLOSED",
    closedAt: at,
    lines: open.lines.map((line) => ({ ...line, processed: line.quantity })),
    exchangeLines,
    reverseFulfillmentOrders: open.reverseFulfillmentOrders.map((reverse) => ({
      ...reverse,
      status: "CLOSED",
      lines: reverse.lines.map((line) => ({
        ...line,
        dispositions: [
          {
            id: data.ids.next("ReverseFulfillmentOrderDisposition"),
            createdAt: at,
            quantity: line.totalQuantity,
            type: "RESTOCKED",
            locationId: processing.locationId,
          },
        ],
      })),
    })),
  };
  order.returns[order.returns.indexOf(open)] = processed;
  const lines = open.lines.flatMap((line) =>
    line.lineId === null
      ? []
      : [
          {
            lineId: line.lineId,
            quantity: line.quantity,
            restockType: "RETURN" as const,
            locationId: processing.locationId,
          },
        ],
  );
  const lessExchange = sumBags(exchange, (line) =>
    order.taxesIncluded ? netOfLine(line) : addBags(netOfLine(line), taxOf(line)),
  );
  refundOrder(data, order, { lines, returnId: open.id, at, lessExchange });
}
