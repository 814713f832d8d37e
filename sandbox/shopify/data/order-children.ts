/** Which nodes live inside an order: `node(id:)` finds them through their order. */
import type { IdType } from "./ids.ts";
import type { OrderRecord } from "./records/order.ts";

export function* childIdsOf(order: OrderRecord): Generator<readonly [type: IdType, id: number]> {
  for (const line of order.lines) yield ["LineItem", line.id];
  for (const transaction of order.transactions) yield ["OrderTransaction", transaction.id];
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    yield ["FulfillmentOrder", fulfillmentOrder.id];
    for (const line of fulfillmentOrder.lines) yield ["FulfillmentOrderLineItem", line.id];
  }
  for (const fulfillment of order.fulfillments) {
    yield ["Fulfillment", fulfillment.id];
    for (const line of fulfillment.lines) yield ["FulfillmentLineItem", line.id];
  }
  for (const refund of order.refunds) {
    yield ["Refund", refund.id];
    for (const line of refund.shippingLines) yield ["RefundShippingLine", line.id];
  }
  for (const each of order.returns) {
    yield ["Return", each.id];
    for (const line of each.lines) yield ["ReturnLineItem", line.id];
    for (const line of each.exchangeLines) yield ["ExchangeLineItem", line.id];
    for (const reverse of each.reverseFulfillmentOrders) {
      yield ["ReverseFulfillmentOrder", reverse.id];
      for (const line of reverse.lines) yield ["ReverseFulfillmentOrderLineItem", line.id];
    }
  }
  if (order.paymentTerms !== null) yield ["PaymentTerms", order.paymentTerms.id];
}
