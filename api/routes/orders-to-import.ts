import { removeFromQueue } from "#database/orders-to-import";
import { countOrdersToImport, listOrdersToImport } from "#database/orders-to-import-list";
import { pick } from "../contract/fields.ts";
import * as contract from "../contract/orders-to-import.ts";
import type { ApiDeps } from "../deps.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { notFound } from "../http/problem.ts";
import { errorOf } from "../record-view.ts";

/** The queue that orders come through. */
export const ordersToImportRoutes = ({ db }: ApiDeps): readonly Route[] => [
  route(contract.listOrdersToImport, async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
    const filter = { shops, ...rest };
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["id"],
          read: (after, limit) => listOrdersToImport(db, filter, { before: after?.[0], limit }),
          keyOf: ({ shopifyOrderId }) => [shopifyOrderId],
          show: (row) => ({
            ...pick(contract.orderToImport, row),
            importAction: row.importAction === "new" ? ("new" as const) : ("update" as const),
            error: errorOf(row),
          }),
          count: () => countOrdersToImport(db, filter),
        },
      ),
    );
  }),

  route(contract.deleteOrderToImport, async ({ params: { id }, audit }) => {
    await db.transaction().execute(async (transaction) => {
      const removed = await removeFromQueue(transaction, id);
      if (removed === undefined) throw notFound("order-to-import", id);
      const { shop, ...before } = removed;
      await audit.note(transaction, { recordId: id, shop, before });
    });
    return noContent;
  }),
];
