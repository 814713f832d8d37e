import type { LedgerRecords, RecordList } from "#erp/records";
import * as contract from "../contract/ledger.ts";
import type { ApiDeps } from "../deps.ts";
import type { Audit } from "../http/audit.ts";
import { created, ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows, type PageQuery } from "../http/page.ts";
import { notFound } from "../http/problem.ts";

/** The ledger's records on a connection, or in a transaction. */
export type LedgerOn = NonNullable<ApiDeps["ledger"]>;

interface Changed<T> {
  readonly recordId: string;
  readonly before?: T;
  readonly after: T;
}

/** Customers, items, variants, locations and accounts of the embedded ledger. */
export const ledgerMasterRoutes = ({ db }: Pick<ApiDeps, "db">, ledgerOn: LedgerOn): readonly Route[] => {
  const ledger = ledgerOn(db);
  const noted = <T extends object>(audit: Audit, change: (records: LedgerRecords) => Promise<Changed<T>>): Promise<T> =>
    db.transaction().execute(async (transaction) => {
      const changed = await change(ledgerOn(transaction));
      await audit.note(transaction, { ...changed, shop: null });
      return changed.after;
    });
  return [
    route(contract.listLedgerCustomers, async ({ query }) => ok(await pageOfRecords(ledger.customers, query))),
    route(contract.getLedgerCustomer, async ({ params: { no } }) => {
      const customer = await ledger.customers.find(no);
      if (customer === undefined) throw notFound("ledger-customer", no);
      return card(customer);
    }),
    route(contract.createLedgerCustomer, async ({ body, audit }) => {
      const customer = await noted(audit, async (records) => {
        const after = await records.customers.create(body);
        return { recordId: after.no, after };
      });
      return created(`/api/ledger/customers/${encodeURIComponent(customer.no)}`, customer);
    }),
    route(contract.updateLedgerCustomer, async ({ params: { no }, body, audit, precondition }) => {
      const customer = await noted(audit, async (records) => {
        const before = await records.customers.lock(no);
        if (before === undefined) throw notFound("ledger-customer", no);
        precondition.check(before);
        return { recordId: no, before, after: (await records.customers.change(no, body)) ?? before };
      });
      return card(customer);
    }),

    route(contract.listLedgerItems, async ({ query }) => ok(await pageOfRecords(ledger.items, query))),
    route(contract.getLedgerItem, async ({ params: { no } }) => {
      const item = await ledger.items.find(no);
      if (item === undefined) throw notFound("ledger-item", no);
      return card(item);
    }),
    route(contract.createLedgerItem, async ({ body, audit }) => {
      const item = await noted(audit, async (records) => {
        const after = await records.items.create(body);
        return { recordId: after.no, after };
      });
      return created(`/api/ledger/items/${encodeURIComponent(item.no)}`, item);
    }),
    route(contract.updateLedgerItem, async ({ params: { no }, body, audit, precondition }) => {
      const item = await noted(audit, async (records) => {
        const before = await records.items.lock(no);
        if (before === undefined) throw notFound("ledger-item", no);
        precondition.check(before);
        return { recordId: no, before, after: (await records.items.change(no, body)) ?? before };
      });
      return card(item);
    }),

    route(contract.listLedgerItemVariants, async ({ query }) =>
      ok(await pageOfRecords(ledger.itemVariants, query, ["text", "text"])),
    ),
    route(contract.createLedgerItemVariant, async ({ body, audit }) => {
      const variant = await noted(audit, async (records) => {
        const after = await records.itemVariants.create(body);
        return { recordId: after.id, after };
      });
      return created(`/api/ledger/item-variants?itemNo=${encodeURIComponent(variant.itemNo)}`, variant);
    }),

    route(contract.listLedgerLocations, async ({ query }) => ok(await pageOfRecords(ledger.locations, query))),
    route(contract.listLedgerGlAccounts, async ({ query }) => ok(await pageOfRecords(ledger.glAccounts, query))),
    route(contract.createLedgerGlAccount, async ({ body, audit }) => {
      const account = await noted(audit, async (records) => {
        const after = await records.glAccounts.create(body);
        return { recordId: after.no, after };
      });
      return created(`/api/ledger/gl-accounts?search=${encodeURIComponent(account.no)}`, account);
    }),
  ];
};

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
