import { removeFromQueue } from "#database/orders-to-import";
import { countOrdersToImport, findOrdersToImport, listOrdersToImport } from "#database/orders-to-import-list";
import { defined } from "#database/defined";
import { listShops } from "#database/shops";
import { planSelectedImport } from "#domain/orders/plan-selected-import";
import { getEnabledShop } from "#temporal/start-jobs";
import { pick } from "../contract/fields.ts";
import * as contract from "../contract/orders-to-import.ts";
import type { ApiDeps } from "../deps.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound } from "../http/problem.ts";
import { errorOf } from "../record-view.ts";
import { startInTurnAndAnswer } from "../start-jobs.ts";

/** The queue that orders come through. */
export const ordersToImportRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.listOrdersToImport, async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
    const filter = { shops, ...rest };
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["id"],
          read: (after, limit) => listOrdersToImport(deps.db, filter, { before: after?.[0], limit }),
          keyOf: ({ shopifyOrderId }) => [shopifyOrderId],
          show: (row) => ({
            ...pick(contract.orderToImport, row),
            importAction: row.importAction === "new" ? ("new" as const) : ("update" as const),
            error: errorOf(row),
          }),
          count: () => countOrdersToImport(deps.db, filter),
        },
      ),
    );
  }),

  route(contract.importSelectedOrders, async ({ body: { ids, shopCode }, headers, principal, shops, audit }) => {
    if (shopCode !== undefined) await getEnabledShop(deps.db, shopCode);
    const selected = await findOrdersToImport(deps.db, ids, shops);
    const missing = ids.find((id) => !selected.some(({ shopifyOrderId }) => shopifyOrderId === id));
    if (missing !== undefined) throw notFound("order-to-import", missing);
    const enabled = (await listShops(deps.db)).filter((shop) => shop.enabled);
    const plan = planSelectedImport(selected, enabled, shopCode);
    if (plan.kind === "undecided") throw shopUndecided(plan.orderIds);
    for (const { shopCode } of plan.imports) await getEnabledShop(deps.db, shopCode);
    const idempotencyKey = headers["idempotency-key"];
    const requests = plan.imports.map(({ shopCode, orderIds }) => ({
      report: "syncOrders",
      shopCodes: [shopCode],
      parameters: { orderIds },
      principal,
      ...defined({ idempotencyKey }),
    }));
    return startInTurnAndAnswer(deps, requests, {}, ({ batchId, jobs }) =>
      audit.note(
        deps.db,
        ...jobs.map(({ entryId, shop }) => {
          const orderIds = plan.imports.find(({ shopCode }) => shopCode === shop)?.orderIds ?? [];
          return { recordId: entryId, shop, after: { batchId, report: "syncOrders", parameters: { orderIds } } };
        }),
      ),
    );
  }),

  route(contract.deleteOrderToImport, async ({ params: { id }, audit }) => {
    await deps.db.transaction().execute(async (transaction) => {
      const removed = await removeFromQueue(transaction, id);
      if (removed === undefined) throw notFound("order-to-import", id);
      const { shop, ...before } = removed;
      await audit.note(transaction, { recordId: id, shop, before });
    });
    return noContent;
  }),
];

const shopUndecided = (orderIds: readonly string[]) =>
  invalid([
    {
      in: "body",
      pointer: "/shopCode",
      code: "shop-undecided",
      detail: `No shop has claimed ${orderIds.join(", ")}: name the enabled shop of their store that is to import them`,
    },
  ]);
