import type { Executor } from "#database/connection";
import { countRefunds, findRefundCard, listRefunds, type RefundOfShop } from "#database/refund-list";
import type * as workflows from "#workflows/actions/refund-actions";
import { awaited } from "../actions.ts";
import { pick } from "../contract/fields.ts";
import { refundLine, refundShippingLine } from "../contract/order-refunds.ts";
import * as contract from "../contract/refunds.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows } from "../http/page.ts";
import { notFound, Problem } from "../http/problem.ts";
import { errorOf } from "../record-view.ts";
import { orderBusy } from "./orders.ts";

/** Refunds of imported orders, and what became of them. */
export const refundRoutes = ({ db, actions }: ApiDeps): readonly Route[] => [
  route(contract.listRefunds, async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
    const filter = { shops, ...rest };
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["id"],
          read: (after, limit) => listRefunds(db, filter, { before: after?.[0], limit }),
          keyOf: ({ refundId }) => [refundId],
          show: summaryView,
          count: () => countRefunds(db, filter),
        },
      ),
    );
  }),

  route(contract.getRefund, async ({ params: { id } }) => card(await cardView(db, id))),

  route(contract.createRefundDocument, async ({ params: { id }, audit }) => {
    const { shop, store, shopifyOrderId: orderId } = await cardView(db, id);
    const action = actions.run<typeof workflows.createRefundDocument>({
      type: "createRefundDocument",
      store,
      subject: `create-document/${id}`,
      input: { shopCode: shop, orderId, refundId: id },
    });
    const result = await awaited(action, () => audit.note(db, { recordId: id, shop }));
    switch (result.kind) {
      case "created":
        await audit.note(db, { recordId: id, shop, after: { documentNo: result.documentNo } });
        return ok(await cardView(db, id));
      case "busy":
        throw orderBusy(orderId);
      case "left":
      case "refused":
        throw new Problem(409, result.problem.code, result.problem.message, { params: result.problem.params });
    }
  }),
];

const summaryView = (refund: RefundOfShop) => ({
  ...pick(contract.refundSummary, refund),
  error: errorOf({
    hasError: refund.hasProcessingError,
    errorCode: refund.lastErrorCode,
    errorMessage: refund.lastErrorDescription,
    errorParams: refund.lastErrorParams,
  }),
});

/** Throws `refund-not-found`. */
async function cardView(db: Executor, id: string) {
  const found = await findRefundCard(db, id);
  if (found === undefined) throw notFound("refund", id);
  return {
    ...summaryView(found.header),
    lines: found.lines.map((line) => pick(refundLine, line)),
    shippingLines: found.shippingLines.map((line) => pick(refundShippingLine, line)),
    documents: found.documents.map(({ documentType, documentNo, createdAt }) => ({
      documentType,
      documentNo,
      createdAt: createdAt.toISOString(),
    })),
  };
}
