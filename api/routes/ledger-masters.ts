import type { LedgerRecords, RecordList } from "#erp/records";
import * as contract from "../contract/ledger.ts";
import { created, ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows, type PageQuery } from "../http/page.ts";
import { notFound } from "../http/problem.ts";

/** Customers, items, variants, locations and accounts of the embedded ledger. */
export const ledgerMasterRoutes = (ledger: LedgerRecords): readonly Route[] => [
  route(contract.listLedgerCustomers, async ({ query }) => ok(await pageOfRecords(ledger.customers, query))),
  route(contract.getLedgerCustomer, async ({ params: { no } }) => {
    const customer = await ledger.customers.find(no);
    if (customer === undefined) throw notFound("ledger-customer", no);
    return ok(customer);
  }),
  route(contract.createLedgerCustomer, async ({ body }) => {
    const customer = await ledger.customers.create(body);
    return created(`/api/ledger/customers/${encodeURIComponent(customer.no)}`, customer);
  }),
  route(contract.updateLedgerCustomer, async ({ params: { no }, body }) => {
    const customer = await ledger.customers.change(no, body);
    if (customer === undefined) throw notFound("ledger-customer", no);
    return ok(customer);
  }),

  route(contract.listLedgerItems, async ({ query }) => ok(await pageOfRecords(ledger.items, query))),
  route(contract.getLedgerItem, async ({ params: { no } }) => {
    const item = await ledger.items.find(no);
    if (item === undefined) throw notFound("ledger-item", no);
    return ok(item);
  }),
  route(contract.createLedgerItem, async ({ body }) => {
    const item = await ledger.items.create(body);
    return created(`/api/ledger/items/${encodeURIComponent(item.no)}`, item);
  }),
  route(contract.updateLedgerItem, async ({ params: { no }, body }) => {
    const item = await ledger.items.change(no, body);
    if (item === undefined) throw notFound("ledger-item", no);
    return ok(item);
  }),

  route(contract.listLedgerItemVariants, async ({ query }) =>
    ok(await pageOfRecords(ledger.itemVariants, query, ["text", "text"])),
  ),
  route(contract.createLedgerItemVariant, async ({ body }) => {
    const variant = await ledger.itemVariants.create(body);
    return created(`/api/ledger/item-variants?itemNo=${encodeURIComponent(variant.itemNo)}`, variant);
  }),

  route(contract.listLedgerLocations, async ({ query }) => ok(await pageOfRecords(ledger.locations, query))),
  route(contract.listLedgerGlAccounts, async ({ query }) => ok(await pageOfRecords(ledger.glAccounts, query))),
  route(contract.createLedgerGlAccount, async ({ body }) => {
    const account = await ledger.glAccounts.create(body);
    return created(`/api/ledger/gl-accounts?search=${encodeURIComponent(account.no)}`, account);
  }),
];

/** One page of a list of the ledger; what of the query is not about the page is its filter. */
export const pageOfRecords = <Item, Filter>(
  list: RecordList<Item, Filter>,
  query: PageQuery & Filter,
  key: readonly "text"[] = ["text"],
) => {
  const { limit: _limit, cursor: _cursor, count: _count, ...rest } = query;
  const filter = rest as unknown as Filter;
  return pageOfRows(query, {
    key,
    read: (after, limit) => list.read(after, limit, filter),
    keyOf: (record) => list.keyOf(record),
    show: (record) => record,
    count: () => list.count(filter),
  });
};
