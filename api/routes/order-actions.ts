import type { OrderCard } from "#database/order-list";
import { OperationalError } from "#domain/failure";
import type { StartedBatch } from "#temporal/start-jobs";
import type * as workflows from "#workflows/actions/order-actions";
import * as contract from "../contract/orders.ts";
import { awaited } from "../actions.ts";
import type { ApiDeps } from "../deps.ts";
import type { Audit } from "../http/audit.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { startAndAnswer } from "../start-jobs.ts";
import { getOrderCard, mappingState, mappingView, orderBusy, orderProcessed } from "./orders.ts";

/** What a person does to one order that needs Shopify: jobs and short workflows, because only workers talk to it. */
export const orderActionRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.syncOrder, async ({ params: { id }, principal, audit }) => {
    const { header } = await getOrderCard(deps, id);
    const parameters = { orderIds: [id], importOnly: true };
    return startAndAnswer(deps, { report: "syncOrders", shopCodes: [header.shop], parameters, principal }, (batch) =>
      noteJob(deps, audit, header, batch),
    );
  }),

  route(contract.createSalesDocument, async ({ params: { id }, principal, audit }) => {
    const { header } = await getOrderCard(deps, id);
    if (header.processed) throw orderProcessed(id);
    return startAndAnswer(
      deps,
      { report: "createSalesOrders", shopCodes: [header.shop], parameters: { orderIds: [id] }, principal },
      (batch) => noteJob(deps, audit, header, batch),
    );
  }),

  route(contract.findOrderMappings, async ({ params: { id }, audit }) => {
    const { header } = await getOrderCard(deps, id);
    const before = mappingState(await mappingView(deps, id));
    const missing = await deps.actions.run<typeof workflows.findOrderMappings>({
      type: "findOrderMappings",
      store: header.store,
      subject: `find-mappings/${id}`,
      input: { shopCode: header.shop, orderId: id },
    });
    if (missing === "busy") throw orderBusy(id);
    const found = await mappingView(deps, id);
    await audit.note(deps.db, { recordId: id, shop: header.shop, before, after: mappingState(found) });
    return ok(found);
  }),

  route(contract.markOrderAsPaid, async ({ params: { id }, audit }) => {
    const { header } = await getOrderCard(deps, id);
    const note = () => audit.note(deps.db, { recordId: id, shop: header.shop });
    const action = deps.actions.run<typeof workflows.markOrderAsPaid>({
      type: "markOrderAsPaid",
      store: header.store,
      subject: `mark-as-paid/${id}`,
      input: { shopCode: header.shop, orderId: id },
    });
    const result = await awaited(action, note);
    if (result.kind !== "done") throw notDone(id, result);
    await note();
    return noContent;
  }),

  route(contract.cancelOrder, async ({ params: { id }, body, audit }) => {
    const { header } = await getOrderCard(deps, id);
    const note = () => audit.note(deps.db, { recordId: id, shop: header.shop, after: body });
    const action = deps.actions.run<typeof workflows.cancelOrder>({
      type: "cancelOrder",
      store: header.store,
      subject: `cancel-order/${id}`,
      input: { shopCode: header.shop, orderId: id, ...body },
    });
    const result = await awaited(action, note);
    if (result.kind !== "done") throw notDone(id, result);
    await note();
    return noContent;
  }),
];

/** The order the job was started for. */
const noteJob = (
  { db }: ApiDeps,
  audit: Audit,
  { shopifyOrderId, shop }: OrderCard["header"],
  { jobs }: StartedBatch,
): Promise<void> =>
  audit.note(db, ...jobs.map(({ entryId }) => ({ recordId: shopifyOrderId, shop, after: { entryId } })));

type ActionResult = Awaited<ReturnType<typeof workflows.markOrderAsPaid>>;

const notDone = (id: string, result: Exclude<ActionResult, { readonly kind: "done" }>): OperationalError =>
  result.kind === "busy"
    ? orderBusy(id)
    : new OperationalError("shopify-refused", `Shopify refused: ${result.message}`, {
        retryable: false,
        params: { id },
      });
