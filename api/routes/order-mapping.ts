import type { z } from "zod";
import { changeOrder } from "#database/order-locks";
import { storeMappingByHand } from "#database/order-mapping-by-hand";
import * as contract from "../contract/order-mapping.ts";
import type { ApiDeps } from "../deps.ts";
import { route, type Route } from "../http/endpoint.ts";
import { invalid, type InvalidValue } from "../http/problem.ts";
import { unknownCodes, unknownCustomers, unknownItem, type NamedCode } from "../references.ts";
import { getOrderCard, mappingCard, mappingState, mappingView, orderBusy, orderProcessed } from "./orders.ts";

/** What a person enters where mapping found nothing, or the wrong thing. */
export const orderMappingRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.changeOrderMapping, async ({ params: { id }, body: { lines, ...header }, audit, precondition }) => {
    const card = await getOrderCard(deps, id);
    const { sellToCustomerNo = "", billToCustomerNo = "" } = header;
    const problems = [
      ...(await unknownCustomers(deps.erp, { sellToCustomerNo, billToCustomerNo })),
      ...(await unknownCodes(deps.erp, codesOf(header, card.header))),
      ...(await problemsOfLines(deps, lines, new Set(card.lines.map(({ lineId }) => lineId)))),
    ];
    if (problems.length > 0) throw invalid(problems);
    const outcome = await changeOrder(deps.db, id, async (transaction) => {
      const before = mappingState(await mappingView({ db: transaction }, id));
      precondition.check(before);
      const stored = await storeMappingByHand(transaction, id, { header, lines });
      const after = mappingState(await mappingView({ db: transaction }, id));
      await audit.note(transaction, { recordId: id, shop: card.header.shop, before, after });
      return stored;
    });
    if (outcome === "busy") throw orderBusy(id);
    if (outcome === "processed") throw orderProcessed(id);
    return mappingCard(await mappingView(deps, id));
  }),
];

type Entered = Omit<z.output<typeof contract.changeOrderMapping.body>, "lines">;

/** The codes that are entered, and the table of the ERP each has to be in. A service belongs to the agent it is entered with, or to the order's. */
function codesOf(entered: Entered, order: { readonly shippingAgentCode: string }): readonly NamedCode[] {
  const { shippingAgentCode: agent = order.shippingAgentCode, shippingAgentServiceCode: service = "" } = entered;
  const tables = {
    shipmentMethodCode: "shipmentMethod",
    shippingAgentCode: "shippingAgent",
    paymentMethodCode: "paymentMethod",
    paymentTermsCode: "paymentTerms",
    salespersonCode: "salesperson",
    taxAreaCode: "taxArea",
    customerTemplateCode: "customerTemplate",
  } as const;
  const members = Object.keys(tables) as (keyof typeof tables)[];
  return [
    ...members.map((member) => ({ member, table: tables[member], code: entered[member] ?? "" })),
    {
      member: "shippingAgentServiceCode",
      table: "shippingAgentService",
      code: service === "" ? "" : `${agent}/${service}`,
    },
  ];
}

async function problemsOfLines(
  { erp }: Pick<ApiDeps, "erp">,
  lines: readonly { readonly lineId: string; readonly itemNo: string; readonly variantCode: string }[],
  known: ReadonlySet<string>,
): Promise<readonly InvalidValue[]> {
  const problems: InvalidValue[] = [];
  for (const [index, line] of lines.entries()) {
    const pointer = `/lines/${index}`;
    if (!known.has(line.lineId)) {
      const detail = `The order has no line ${line.lineId}`;
      problems.push({ in: "body", pointer: `${pointer}/lineId`, code: "line-not-found", detail });
    }
    problems.push(...(await unknownItem(erp, line, pointer)));
  }
  return problems;
}
