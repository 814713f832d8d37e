import { OperationalError } from "#domain/failure";
import type * as workflows from "#workflows/actions/order-actions";
import * as contract from "../contract/orders.ts";
import type { ApiDeps } from "../deps.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { startAndAnswer } from "../start-jobs.ts";
import { getOrderCard, mappingView, orderProcessed } from "./orders.ts";

/** What a person does to one order that needs Shopify: jobs and short workflows, because only workers talk to it. */
export const orderActionRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.syncOrder, async ({ params: { id }, principal }) => {
    const { header } = await getOrderCard(deps, id);
    return startAndAnswer(deps, {
      report: "syncOrders",
      shopCodes: [header.shop],
      parameters: { orderIds: [id] },
      principal,
    });
  }),

  route(contract.createSalesDocument, async ({ params: { id }, principal }) => {
    const { header } = await getOrderCard(deps, id);
    if (header.processed) throw orderProcessed(id);
    return startAndAnswer(deps, {
      report: "createSalesOrders",
      shopCodes: [header.shop],
      parameters: { orderIds: [id] },
      principal,
    });
  }),

  route(contract.findOrderMappings, async ({ params: { id } }) => {
    const { header } = await getOrderCard(deps, id);
    await deps.actions.run<typeof workflows.findOrderMappings>({
      type: "findOrderMappings",
      store: header.store,
      subject: `find-mappings/${id}`,
      input: { shopCode: header.shop, orderId: id },
    });
    return ok(await mappingView(deps, id));
  }),

  route(contract.markOrderAsPaid, async ({ params: { id } }) => {
    const { header } = await getOrderCard(deps, id);
    const result = await deps.actions.run<typeof workflows.markOrderAsPaid>({
      type: "markOrderAsPaid",
      store: header.store,
      subject: `mark-as-paid/${id}`,
      input: { shopCode: header.shop, orderId: id },
    });
    if (result.kind === "refused") throw refused(id, result.message);
    return noContent;
  }),

  route(contract.cancelOrder, async ({ params: { id }, body }) => {
    const { header } = await getOrderCard(deps, id);
    const result = await deps.actions.run<typeof workflows.cancelOrder>({
      type: "cancelOrder",
      store: header.store,
      subject: `cancel-order/${id}`,
      input: { shopCode: header.shop, orderId: id, ...body },
    });
    if (result.kind === "refused") throw refused(id, result.message);
    return noContent;
  }),
];

const refused = (id: string, message: string): OperationalError =>
  new OperationalError("shopify-refused", `Shopify refused: ${message}`, { retryable: false, params: { id } });
