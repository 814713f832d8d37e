import type { Executor } from "#database/connection";
import { countRefunds, findRefundCard, listRefunds, type RefundOfShop } from "#database/refund-list";
import { pick } from "../contract/fields.ts";
import { refundLine, refundShippingLine } from "../contract/order-refunds.ts";
import * as contract from "../contract/refunds.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows } from "../http/page.ts";
import { notFound } from "../http/problem.ts";
import { errorOf } from "../record-view.ts";

/** Refunds of imported orders, and what became of them. */
export const refundRoutes = ({ db }: ApiDeps): readonly Route[] => [
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
