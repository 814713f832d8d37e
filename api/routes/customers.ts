import { addressesOfCustomer, findShopifyCustomer, linkCustomer } from "#database/customers";
import { countShopifyCustomers, listShopifyCustomers } from "#database/mapped-records";
import * as contract from "../contract/customers.ts";
import { pick } from "../contract/fields.ts";
import { danglingCustomers } from "../dangling-links.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound } from "../http/problem.ts";
import { unknownCustomers } from "../references.ts";

/** Customers of Shopify and the customers of the ERP they are linked to. */
export const customerRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.listCustomers, async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
    const dangling = rest.mapped === undefined ? [] : await danglingCustomers(deps);
    const filter = { shops, dangling, ...rest };
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["id", "text"],
          read: (after, limit) => listShopifyCustomers(deps.db, filter, { after, limit }),
          keyOf: (row) => [row.shopifyCustomerId, row.store],
          show: (row) => row,
          count: () => countShopifyCustomers(deps.db, filter),
        },
      ),
    );
  }),

  route(contract.getCustomer, async ({ params }) => ok(await customerCard(deps, params))),

  route(contract.linkCustomer, async ({ params, body: { customerNo } }) => {
    await customerCard(deps, params);
    const problems = await unknownCustomers(deps.erp, { customerNo: customerNo ?? "" });
    if (problems.length > 0) throw invalid(problems);
    await linkCustomer(deps.db, params.store, params.id, customerNo);
    return ok(await customerCard(deps, params));
  }),
];

/** Throws `customer-not-found`. */
async function customerCard({ db }: ApiDeps, { store, id }: { readonly store: string; readonly id: string }) {
  const row = await findShopifyCustomer(db, store, id);
  if (row === undefined) throw notFound("customer", id);
  const addresses = await addressesOfCustomer(db, store, id);
  return { ...row, addresses: addresses.map((address) => pick(contract.customerAddress, address)) };
}
