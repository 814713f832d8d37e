import {
  countCustomerTemplates,
  countTaxAreas,
  listCustomerTemplates,
  listTaxAreas,
  lockCustomerTemplate,
  lockTaxArea,
  storeCustomerTemplate,
  storeTaxArea,
} from "#database/country-setup";
import { getShop } from "#database/shops";
import * as contract from "../contract/country-setup.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid } from "../http/problem.ts";
import { unknownCustomers, unknownSetup } from "../references.ts";

/** Set-up by country: rows come with report 30110, and are filled in here. */
export const countrySetupRoutes = ({ db, erp }: Pick<ApiDeps, "db" | "erp">): readonly Route[] => [
  route(
    contract.listCustomerTemplates,
    async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
      const filter = { shops, ...rest };
      return ok(
        await pageOfRows(
          { limit, cursor, count },
          {
            key: ["text", "text"],
            read: (after, limit) => listCustomerTemplates(db, filter, { after, limit }),
            keyOf: (row) => [row.shop, row.countryCode],
            show: (row) => row,
            count: () => countCustomerTemplates(db, filter),
          },
        ),
      );
    },
  ),

  route(contract.setCustomerTemplate, async ({ params: { shopCode, countryCode }, body, audit }) => {
    await getShop(db, shopCode);
    const problems = [
      ...(await unknownSetup(erp, { customerTemplateCode: body.customerTemplateCode })),
      ...(await unknownCustomers(erp, { defaultCustomerNo: body.defaultCustomerNo })),
    ];
    if (problems.length > 0) throw invalid(problems);
    const row = { shop: shopCode, countryCode, ...body };
    await db.transaction().execute(async (transaction) => {
      const before = await lockCustomerTemplate(transaction, row);
      await storeCustomerTemplate(transaction, row);
      await audit.note(transaction, { recordId: countryCode, shop: shopCode, before, after: row });
    });
    return ok(row);
  }),

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
    const problems = await unknownSetup(erp, { taxAreaCode, vatBusPostingGroup });
    if (problems.length > 0) throw invalid(problems);
    const row = { ...params, ...body };
    await db.transaction().execute(async (transaction) => {
      const before = await lockTaxArea(transaction, row);
      await storeTaxArea(transaction, row);
      await audit.note(transaction, { recordId: `${row.countryCode}/${row.county}`, shop: null, before, after: row });
    });
    return ok(row);
  }),
];
