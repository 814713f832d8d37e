import { lockName } from "#database/record-lock";
import { countTaxAreas, deleteTaxArea, findTaxAreaRow, listTaxAreas, storeTaxArea } from "#database/tax-areas";
import * as contract from "../contract/tax-areas.ts";
import type { ApiDeps } from "../deps.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound } from "../http/problem.ts";
import { unknownCodes } from "../references.ts";
import { waitingOrders } from "../waiting-orders.ts";

/** Tax areas of provinces, for all shops: rows come with report 30110, and are filled in here. */
export const taxAreaRoutes = ({ db, erp }: Pick<ApiDeps, "db" | "erp">): readonly Route[] => [
  route(contract.listTaxAreas, async ({ query: { limit, cursor, count, ...filter } }) =>
    ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["text", "text"],
          read: (after, limit) => listTaxAreas(db, filter, { after, limit }),
          keyOf: (row) => [row.countryCode, row.county],
          show: (row) => row,
          count: () => countTaxAreas(db, filter),
        },
      ),
    ),
  ),

  route(contract.setTaxArea, async ({ params, body, audit }) => {
    const { taxAreaCode, vatBusPostingGroup } = body;
    const problems = await unknownCodes(erp, [
      { member: "taxAreaCode", table: "taxArea", code: taxAreaCode },
      { member: "vatBusPostingGroup", table: "vatBusPostingGroup", code: vatBusPostingGroup },
    ]);
    if (problems.length > 0) throw invalid(problems);
    const row = { ...params, ...body };
    await db.transaction().execute(async (transaction) => {
      const recordId = `${row.countryCode}/${row.county}`;
      // There may be no row yet that could be locked.
      await lockName(transaction, `taxArea/${recordId}`);
      const before = await findTaxAreaRow(transaction, row);
      await storeTaxArea(transaction, row);
      await audit.note(transaction, { recordId, shop: null, before, after: row });
    });
    const { countryCode: addressCountryCode, county: addressCounty } = row;
    const orders = { taxAreaCode: "", addressCountryCode, addressCounty };
    return ok({ ...row, waitingOrders: await waitingOrders(db, orders, { shops: undefined }) });
  }),

  route(contract.clearTaxArea, async ({ params, audit }) => {
    await db.transaction().execute(async (transaction) => {
      const recordId = `${params.countryCode}/${params.county}`;
      await lockName(transaction, `taxArea/${recordId}`);
      const before = await findTaxAreaRow(transaction, params);
      if (before === undefined) throw notFound("tax-area", recordId);
      await deleteTaxArea(transaction, params);
      await audit.note(transaction, { recordId, shop: null, before });
    });
    return noContent;
  }),
];
