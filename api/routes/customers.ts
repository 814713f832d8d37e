import { addressesOfCustomer, findShopifyCustomer, linkCustomer, lockCustomerLink } from "#database/customers";
import { countShopifyCustomers, listShopifyCustomers } from "#database/mapped-records";
import * as contract from "../contract/customers.ts";
import { pick } from "../contract/fields.ts";
import { danglingCustomers } from "../dangling-links.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound } from "../http/problem.ts";
import { unknownCustomers } from "../references.ts";
import { waitingOrders } from "../waiting-orders.ts";

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

  route(contract.getCustomer, async ({ params, shops }) => customerCard(deps, params, shops)),

  route(contract.linkCustomer, async ({ params, body: { customerNo }, shops, audit, precondition }) => {
    const { store, id } = params;
    const problems = await unknownCustomers(deps.erp, { customerNo: customerNo ?? "" });
    if (problems.length > 0) throw invalid(problems);
    await deps.db.transaction().execute(async (transaction) => {
      const link = await lockCustomerLink(transaction, store, id);
      if (link === undefined) throw notFound("customer", id);
      const before = stateOf(link);
      precondition.check(before);
      await linkCustomer(transaction, store, id, customerNo);
      const recordId = `${store}/${id}`;
      await audit.note(transaction, { recordId, shop: link.shop, before, after: { customerNo } });
    });
    return customerCard(deps, params, shops);
  }),
];

/** What people change on the card. */
const stateOf = ({ customerNo }: { readonly customerNo: string | null }) => ({ customerNo });

/** Throws `customer-not-found`. */
async function customerCard(
  { db }: ApiDeps,
  { store, id }: { readonly store: string; readonly id: string },
  shops: readonly string[] | undefined,
) {
  const row = await findShopifyCustomer(db, store, id);
  if (row === undefined) throw notFound("customer", id);
  const addresses = await addressesOfCustomer(db, store, id);
  const view = {
    ...row,
    addresses: addresses.map((address) => pick(contract.customerAddress, address)),
    waitingOrders: await waitingOrders(db, { customerId: id, billToCustomerNo: "" }, { shops }),
  };
  return card(view, stateOf(row));
}
