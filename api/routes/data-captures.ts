import { countCaptures, listCaptures, type CaptureFilter, type DataCaptureRow } from "#database/data-captures";
import { shopOfOrder } from "#database/shop-of-record";
import type { CapturedTable } from "#domain/orders/order-captures";
import * as contract from "../contract/data-captures.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows, type PageQuery } from "../http/page.ts";
import { notFound } from "../http/problem.ts";

/** What Shopify answered when records were imported. */
export const dataCaptureRoutes = ({ db }: ApiDeps): readonly Route[] => {
  const pageOf = (filter: CaptureFilter, page: PageQuery) =>
    pageOfRows(page, {
      key: ["id"],
      read: (after, limit) => listCaptures(db, filter, { before: after?.[0], limit }),
      keyOf: ({ entryNo }) => [entryNo],
      show: captureView,
      count: () => countCaptures(db, filter),
    });
  return [
    route(contract.listOrderDataCaptures, async ({ params: { id }, query: { linkedTable, ...page } }) => {
      const captures = await pageOf({ shopifyOrderId: id, linkedTable }, page);
      if ((await shopOfOrder(db, id)) === undefined) throw notFound("order", id);
      return ok(captures);
    }),

    route(contract.listDataCaptures, async ({ query: { linkedTable, linkedId, shopCode: _named, ...page }, shops }) =>
      ok(await pageOf({ linkedTable, linkedId, shops }, page)),
    ),
  ];
};

/** Rows are written by us, so they are of the known kinds. */
const captureView = (row: DataCaptureRow) => ({
  ...row,
  linkedTable: row.linkedTable as CapturedTable,
  data: row.data as Record<string, unknown>,
});
