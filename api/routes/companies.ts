import { findShopifyCompany, linkCompany, locationsOfCompany } from "#database/companies";
import {
  findCompanyLocation,
  lockCompanyLink,
  lockLocationCustomers,
  setLocationCustomers,
} from "#database/company-links";
import {
  countCompanyLocations,
  countShopifyCompanies,
  listCompanyLocations,
  listShopifyCompanies,
} from "#database/company-list";
import type { LocationCustomers } from "#domain/orders/map-company";
import * as contract from "../contract/companies.ts";
import { danglingCompanies } from "../dangling-links.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound } from "../http/problem.ts";
import { unknownCustomers } from "../references.ts";
import { waitingOrders } from "../waiting-orders.ts";

/** Companies of Shopify, their locations, and the customers of the ERP that their orders are booked on. */
export const shopifyCompanyRoutes = (deps: ApiDeps): readonly Route[] => [
  route(
    contract.listShopifyCompanies,
    async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
      const dangling = rest.mapped === undefined ? [] : await danglingCompanies(deps);
      const filter = { shops, dangling, ...rest };
      return ok(
        await pageOfRows(
          { limit, cursor, count },
          {
            key: ["id", "text"],
            read: (after, limit) => listShopifyCompanies(deps.db, filter, { after, limit }),
            keyOf: (row) => [row.shopifyCompanyId, row.store],
            show: (row) => row,
            count: () => countShopifyCompanies(deps.db, filter),
          },
        ),
      );
    },
  ),

  route(contract.getShopifyCompany, async ({ params, shops }) => companyCard(deps, params, shops)),

  route(contract.linkShopifyCompany, async ({ params, body: { customerNo }, shops, audit, precondition }) => {
    const { store, id } = params;
    await companyCard(deps, params, shops);
    const problems = await unknownCustomers(deps.erp, { customerNo: customerNo ?? "" });
    if (problems.length > 0) throw invalid(problems);
    await deps.db.transaction().execute(async (transaction) => {
      const link = await lockCompanyLink(transaction, store, id);
      if (link === undefined) throw notFound("company", id);
      const before = linkOf(link);
      precondition.check(before);
      await linkCompany(transaction, store, id, customerNo);
      const recordId = `${store}/${id}`;
      await audit.note(transaction, { recordId, shop: link.shop, before, after: { customerNo } });
    });
    return companyCard(deps, params, shops);
  }),

  route(contract.listCompanyLocations, async ({ query: { limit, cursor, count, ...named }, shops }) => {
    const { companyId: shopifyCompanyId, sellToCustomerNo } = named;
    const filter = { shops, shopifyCompanyId, sellToCustomerNo };
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["id", "text"],
          read: (after, limit) => listCompanyLocations(deps.db, filter, { after, limit }),
          keyOf: (row) => [row.shopifyCompanyLocationId, row.store],
          show: (row) => row,
          count: () => countCompanyLocations(deps.db, filter),
        },
      ),
    );
  }),

  route(contract.getCompanyLocation, async ({ params, shops }) => locationCard(deps, params, shops)),

  route(contract.setCompanyLocationCustomers, async ({ params, body, shops, audit, precondition }) => {
    const { store, id } = params;
    const { shop } = await getLocation(deps, params);
    const { sellToCustomerNo, billToCustomerNo } = body;
    const nos = { sellToCustomerNo: sellToCustomerNo ?? "", billToCustomerNo: billToCustomerNo ?? "" };
    const problems = await unknownCustomers(deps.erp, nos);
    if (problems.length > 0) throw invalid(problems);
    await deps.db.transaction().execute(async (transaction) => {
      const before = await lockLocationCustomers(transaction, store, id);
      if (before === undefined) throw notFound("company-location", id);
      precondition.check(before);
      await setLocationCustomers(transaction, store, id, body);
      await audit.note(transaction, { recordId: `${store}/${id}`, shop, before, after: body });
    });
    return locationCard(deps, params, shops);
  }),
];

interface RecordParams {
  readonly store: string;
  readonly id: string;
}

/** What people change on the cards. */
const linkOf = ({ customerNo }: { readonly customerNo: string | null }) => ({ customerNo });
const customersOf = ({ sellToCustomerNo, billToCustomerNo }: LocationCustomers) => ({
  sellToCustomerNo,
  billToCustomerNo,
});

/** Orders that mapping finds a customer for again. */
const withoutCustomer = { billToCustomerNo: "" };

/** Throws `company-not-found`. */
async function companyCard({ db }: ApiDeps, { store, id }: RecordParams, shops: readonly string[] | undefined) {
  const row = await findShopifyCompany(db, store, id);
  if (row === undefined) throw notFound("company", id);
  const view = {
    ...row,
    locations: await locationsOfCompany(db, store, id),
    waitingOrders: await waitingOrders(db, { companyId: id, ...withoutCustomer }, { shops }),
  };
  return card(view, linkOf(row));
}

/** Throws `company-location-not-found`. */
async function getLocation({ db }: ApiDeps, { store, id }: RecordParams) {
  const row = await findCompanyLocation(db, store, id);
  if (row === undefined) throw notFound("company-location", id);
  return row;
}

async function locationCard(deps: ApiDeps, params: RecordParams, shops: readonly string[] | undefined) {
  const row = await getLocation(deps, params);
  const orders = { companyLocationId: params.id, ...withoutCustomer };
  return card({ ...row, waitingOrders: await waitingOrders(deps.db, orders, { shops }) }, customersOf(row));
}
