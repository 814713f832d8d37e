import type { Executor } from "#database/connection";
import { changeOrder } from "#database/order-locks";
import { countOrders, findOrderCard, listOrders, type OrderCard } from "#database/order-list";
import { resolveConflict } from "#database/order-outcome";
import { getShop } from "#database/shops";
import { unlinkOrder } from "#database/unlink-order";
import { OperationalError } from "#domain/failure";
import { linesWaitingForRefund } from "#domain/orders/exchange-lines";
import { missingMappings } from "#domain/orders/missing-mappings";
import { mappingIncomplete } from "#domain/orders/order-problem";
import { giftCardAmounts } from "#domain/refunds/gift-card-amounts";
import { pick } from "../contract/fields.ts";
import {
  fulfillmentLine,
  fulfillmentOrderLine,
  orderFulfillment,
  orderFulfillmentOrder,
} from "../contract/order-fulfillments.ts";
import { orderGiftCard } from "../contract/order-gift-cards.ts";
import { orderRefund, orderReturn, refundLine, refundShippingLine, returnLine } from "../contract/order-refunds.ts";
import * as contract from "../contract/orders.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows } from "../http/page.ts";
import { notFound } from "../http/problem.ts";
import { errorOf } from "../record-view.ts";

/** Imported orders: what they are, what they became, and what a person can settle without Shopify. */
export const orderRoutes = ({ db }: ApiDeps): readonly Route[] => [
  route(contract.listOrders, async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
    const filter = { shops, ...rest };
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["id"],
          read: (after, limit) => listOrders(db, filter, { before: after?.[0], limit }),
          keyOf: ({ shopifyOrderId }) => [shopifyOrderId],
          show: (row) => ({ ...pick(contract.orderSummary, row), error: errorOf(row) }),
          count: () => countOrders(db, filter),
        },
      ),
    );
  }),

  route(contract.getOrder, async ({ params: { id } }) => card(cardView(await getOrderCard({ db }, id)))),

  route(contract.getOrderMapping, async ({ params: { id } }) => mappingCard(await mappingView({ db }, id))),

  route(contract.unlinkOrder, async ({ params: { id }, audit }) => {
    await getOrderCard({ db }, id);
    const outcome = await changeOrder(db, id, async (transaction) => {
      const { header: before, links } = await getOrderCard({ db: transaction }, id);
      if (!(await unlinkOrder(transaction, id))) throw orderNotProcessed(id);
      const { processed, salesOrderNo, salesInvoiceNo } = before;
      const documents = links.map(({ documentType, documentNo }) => ({ documentType, documentNo }));
      await audit.note(transaction, {
        recordId: id,
        shop: before.shop,
        before: { processed, salesOrderNo, salesInvoiceNo, documents },
        after: { processed: false, salesOrderNo: "", salesInvoiceNo: "", documents: [] },
      });
    });
    if (outcome === "busy") throw orderBusy(id);
    return ok(cardView(await getOrderCard({ db }, id)));
  }),

  route(contract.resolveOrderConflict, async ({ params: { id }, audit }) => {
    await getOrderCard({ db }, id);
    const outcome = await changeOrder(db, id, async (transaction) => {
      const before = await getOrderCard({ db: transaction }, id);
      await resolveConflict(transaction, id);
      const after = await getOrderCard({ db: transaction }, id);
      const { shop } = after.header;
      await audit.note(transaction, { recordId: id, shop, before: stateOf(before), after: stateOf(after) });
    });
    if (outcome === "busy") throw orderBusy(id);
    return ok(cardView(await getOrderCard({ db }, id)));
  }),
];

/** Throws `order-not-found`. */
export async function getOrderCard({ db }: { readonly db: Executor }, id: string): Promise<OrderCard> {
  const card = await findOrderCard(db, id);
  if (card === undefined) throw notFound("order", id);
  return card;
}

/** The mapping of an order as it is stored, and what it lacks. */
export async function mappingView({ db }: { readonly db: Executor }, id: string) {
  const { header, lines } = await getOrderCard({ db }, id);
  const missing = header.processed ? [] : missingMappings({ header, lines }, await getShop(db, header.shop));
  const { shape } = contract.getOrderMapping.answers[200];
  return {
    ...pick(contract.getOrderMapping.answers[200], header),
    lines: lines.map((line) => pick(shape.lines.element, line)),
    missing: missing.map((one) => ({ what: one.what, lineId: "lineId" in one ? one.lineId : null })),
    advice: missing.length === 0 ? "" : mappingIncomplete(missing).message,
  };
}

type MappingView = Awaited<ReturnType<typeof mappingView>>;

/** What people change of a mapping, line by line. */
export const mappingState = ({ lines, missing: _missing, advice: _advice, ...header }: MappingView) => ({
  ...header,
  ...Object.fromEntries(
    lines.map(({ lineId, itemNo, variantCode, unitOfMeasureCode }) => [
      `line ${lineId}`,
      { itemNo, variantCode, unitOfMeasureCode },
    ]),
  ),
});

export const mappingCard = (view: MappingView) => card(view, mappingState(view));

/** What stands in the way of an order. */
const stateOf = ({ header: { hasOrderStateError, hasError, errorCode, errorMessage } }: OrderCard) => ({
  hasOrderStateError,
  hasError,
  errorCode,
  errorMessage,
});

const cardView = ({ header, lines, lineAttributes, links, ...related }: OrderCard) => ({
  ...pick(contract.orderHeader, header),
  error: errorOf(header),
  lines: linesView(lines, lineAttributes, related.refunds),
  taxLines: related.taxLines.map((one) => pick(contract.orderTaxLine, one)),
  shippingCharges: related.shippingCharges.map((one) => pick(contract.orderShippingCharge, one)),
  transactions: related.transactions.map((one) => pick(contract.orderTransaction, one)),
  attributes: related.attributes.map(({ attributeKey, attributeValue }) => ({ attributeKey, attributeValue })),
  tags: related.tags,
  risks: related.risks.map((one) => pick(contract.orderRisk, one)),
  documents: links,
  fulfillmentOrders: related.fulfillmentOrders.map((one) => ({
    ...pick(orderFulfillmentOrder, one),
    lines: one.lines.map((line) => pick(fulfillmentOrderLine, line)),
  })),
  fulfillments: related.fulfillments.map((one) => ({
    ...pick(orderFulfillment, one),
    lines: one.lines.map((line) => pick(fulfillmentLine, line)),
  })),
  giftCards: giftCardAmounts(related.giftCards.sold, related.giftCards.givenBack).map((one) =>
    pick(orderGiftCard, one),
  ),
  refunds: related.refunds.map(refundView),
  returns: related.returns.map((one) => ({
    ...pick(orderReturn, one),
    lines: one.lines.map((line) => pick(returnLine, line)),
  })),
});

function linesView(
  lines: OrderCard["lines"],
  lineAttributes: OrderCard["lineAttributes"],
  refunds: OrderCard["refunds"],
) {
  const waiting = linesWaitingForRefund(
    lines,
    refunds.flatMap((refund) => refund.lines),
  );
  return lines.map((line) =>
    Object.assign({}, pick(contract.orderLine, line), {
      waitsForRefund: waiting.has(line.lineId),
      attributes: lineAttributes
        .filter(({ lineId }) => lineId === line.lineId)
        .map(({ attributeKey, attributeValue }) => ({ attributeKey, attributeValue })),
    }),
  );
}

const refundView = (refund: OrderCard["refunds"][number]) => ({
  ...pick(orderRefund, refund),
  error: errorOf({
    hasError: refund.hasProcessingError,
    errorCode: refund.lastErrorCode,
    errorMessage: refund.lastErrorDescription,
    errorParams: refund.lastErrorParams,
  }),
  lines: refund.lines.map((line) => pick(refundLine, line)),
  shippingLines: refund.shippingLines.map((line) => pick(refundShippingLine, line)),
});

export const orderBusy = (id: string): OperationalError =>
  new OperationalError("order-busy", `A job works on order ${id}: try again when it has ended`, {
    retryable: false,
    params: { id },
  });

export const orderProcessed = (id: string): OperationalError =>
  new OperationalError("order-processed", `Order ${id} is processed already: unlink its document first`, {
    retryable: false,
    params: { id },
  });

const orderNotProcessed = (id: string): OperationalError =>
  new OperationalError("order-not-processed", `Order ${id} is not processed: there is nothing to unlink`, {
    retryable: false,
    params: { id },
  });
