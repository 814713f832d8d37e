import { defined } from "#database/defined";
import { getShop } from "#database/shops";
import type { explainOrder } from "#workflows/actions/order-actions";
import * as contract from "../contract/explain-order.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { storeOf } from "./shops.ts";

/** What became of an order that somebody misses. */
export const explainOrderRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.explainOrder, async ({ params: { code }, query: { orderNo, orderId } }) => {
    const store = storeOf(await getShop(deps.db, code));
    const jobs = await deps.schedules.orderJobs(code);
    const explained = await deps.actions.run<typeof explainOrder>({
      type: "explainOrder",
      store,
      subject: `explain-order/${code}/${orderId ?? orderNo ?? ""}`,
      input: { shopCode: code, jobs, ...defined({ orderNo, orderId }) },
    });
    return ok({
      orderId: explained.orderId,
      reasons: explained.reasons.map(({ code: reason, detail }) => ({ code: reason, detail })),
    });
  }),
];
