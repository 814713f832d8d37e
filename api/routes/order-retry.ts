import { defined } from "#database/defined";
import { listOrderStates, type OrderListFilter } from "#database/order-list";
import { listShops } from "#database/shops";
import { planRetry, type RetryRefusal } from "#domain/orders/plan-retry";
import type { z } from "zod";
import * as contract from "../contract/order-retry.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { Problem } from "../http/problem.ts";
import { startInTurnAndAnswer } from "../start-jobs.ts";

const REPORT = "createSalesOrders";

/** What waits for a mapping or an account is tried again as soon as it is there, for many orders at once. */
export const orderRetryRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.retryOrders, async ({ body, headers, principal, shops, audit }) => {
    const orders = await listOrderStates(deps.db, chosenBy(body, shops), contract.MOST_ORDERS + 1);
    if (orders.length > contract.MOST_ORDERS) throw tooManyOrders();
    const enabledShops = new Set((await listShops(deps.db)).filter(({ enabled }) => enabled).map(({ code }) => code));
    const { ids: wanted } = body;
    const { jobs, refused } = planRetry(orders, {
      enabledShops,
      mostPerJob: contract.MOST_ORDERS_PER_JOB,
      ...defined({ wanted }),
    });
    const facts = { refused: refused.map((one) => ({ ...one, detail: details[one.code](one.orderId) })) };
    if (jobs.length === 0) {
      await audit.note(deps.db);
      return ok({ batchId: null, entries: [], ...facts });
    }
    const requests = jobs.map(({ shopCode, orderIds }) => ({
      report: REPORT,
      shopCodes: [shopCode],
      parameters: { orderIds },
      principal,
      ...defined({ idempotencyKey: headers["idempotency-key"] }),
    }));
    return startInTurnAndAnswer(deps, requests, facts, ({ batchId, jobs: started }) =>
      audit.note(
        deps.db,
        ...started.map(({ entryId, shop }, index) => ({
          recordId: entryId,
          shop,
          after: { batchId, report: REPORT, parameters: requests[index]?.parameters },
        })),
      ),
    );
  }),
];

/** Named orders whatever they are; of those that a filter matches only what waits. Of other shops than the key's none. */
function chosenBy(
  { ids, filter = {} }: z.output<typeof contract.retryOrders.body>,
  allowed: readonly string[] | undefined,
): OrderListFilter {
  if (ids !== undefined) return { orderIds: ids, shops: allowed };
  const { shopCode, ...rest } = filter;
  return { ...rest, processed: false, shops: shopCode === undefined ? allowed : [shopCode] };
}

const details: Readonly<Record<RetryRefusal["code"], (orderId: string) => string>> = {
  "order-not-found": (id) => `There is no order ${id}: import it first`,
  "order-processed": (id) => `Order ${id} is processed already: unlink its document first`,
  "shop-disabled": (id) => `The shop of order ${id} is disabled: enable it on the shop card`,
};

const tooManyOrders = (): Problem =>
  new Problem(
    422,
    "too-many-orders",
    `These are more than ${contract.MOST_ORDERS} orders: narrow the filter, or start Create Sales Orders for the shop`,
    { params: { limit: contract.MOST_ORDERS } },
  );
