import {
  countMappings,
  deleteMapping,
  findMapping,
  listMappings,
  storeMapping,
  type MappingRow,
  type MappingTable,
} from "#database/mapping-tables";
import type { Executor } from "#database/connection";
import { lockPrimaryPaymentTerms } from "#database/payment-terms";
import { lockName } from "#database/record-lock";
import { getShop } from "#database/shops";
import type { ErpPort } from "#erp/port";
import { pick } from "../contract/fields.ts";
import * as contract from "../contract/shop-mappings.ts";
import type { ApiDeps } from "../deps.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows } from "../http/page.ts";
import { invalid, notFound, type InvalidValue } from "../http/problem.ts";
import { unknownCodes, unknownCustomers } from "../references.ts";
import { waitingOrders, type WaitingFilter } from "../waiting-orders.ts";

/** A table with mappings of a shop, and what they have to do with the ERP and with orders. */
interface Mapping {
  readonly requests: contract.MappingContract;
  readonly table: MappingTable;
  /** Only the store adds rows. */
  readonly comesFromStore?: true;
  /** What the ERP has against a row. */
  readonly problemsOf: (erp: ErpPort, row: MappingRow) => Promise<readonly InvalidValue[]>;
  /** What other rows have against it, looked at in the transaction that stores it. */
  readonly refusalsOf?: (db: Executor, row: MappingRow) => Promise<readonly InvalidValue[]>;
  /** The orders of the shop that a row is for; blank codes are those that mapping fills in again. Left out: they are not told. */
  readonly ordersOf?: (row: MappingRow) => WaitingFilter;
}

const text = (row: MappingRow, column: string): string => String(row[column]);

/** A code of a row, and the table of the ERP it has to be in. */
const named = <Table>(row: MappingRow, member: string, table: Table) => ({ member, table, code: text(row, member) });

const mappings: readonly Mapping[] = [
  {
    requests: contract.paymentMethods,
    table: {
      name: "paymentMethodMapping",
      key: ["gateway", "creditCardCompany"],
      keyType: "text",
      codes: ["paymentMethodCode"],
    },
    problemsOf: (erp, row) => unknownCodes(erp, [named(row, "paymentMethodCode", "paymentMethod")]),
    ordersOf: (row) => ({
      paymentMethodCode: "",
      transactionGateway: text(row, "gateway"),
      creditCardCompany: text(row, "creditCardCompany"),
    }),
  },
  {
    requests: contract.shipmentMethods,
    table: { name: "shipmentMethodMapping", key: ["name"], keyType: "text", codes: ["shipmentMethodCode"] },
    problemsOf: (erp, row) => {
      const [agent, service] = [text(row, "shippingAgentCode"), text(row, "shippingAgentServiceCode")];
      const chargesTable = chargesTables[text(row, "shippingChargesType")];
      return unknownCodes(erp, [
        named(row, "shipmentMethodCode", "shipmentMethod"),
        named(row, "shippingAgentCode", "shippingAgent"),
        {
          member: "shippingAgentServiceCode",
          table: "shippingAgentService",
          code: service === "" ? "" : `${agent}/${service}`,
        },
        ...(chargesTable === undefined ? [] : [named(row, "shippingChargesNo", chargesTable)]),
      ]);
    },
    // Their charges are looked up when the document is made, whatever method they have.
    ordersOf: (row) => ({ shippingTitle: text(row, "name") }),
  },
  {
    requests: contract.locations,
    table: { name: "shopLocation", key: ["shopifyLocationId"], keyType: "id", codes: ["defaultLocationCode"] },
    problemsOf: (erp, row) => unknownCodes(erp, [named(row, "defaultLocationCode", "location")]),
    ordersOf: (row) => ({ locationId: text(row, "shopifyLocationId") }),
  },
  {
    requests: contract.paymentTerms,
    table: {
      name: "paymentTermsMapping",
      key: ["shopifyPaymentTermsId"],
      keyType: "id",
      codes: ["paymentTermsCode"],
    },
    comesFromStore: true,
    problemsOf: (erp, row) => unknownCodes(erp, [named(row, "paymentTermsCode", "paymentTerms")]),
    refusalsOf: otherPrimaryTerms,
    ordersOf: (row) => ({
      paymentTermsCode: "",
      paymentTermsType: text(row, "type"),
      paymentTermsName: text(row, "name"),
    }),
  },
  {
    requests: contract.staff,
    table: { name: "staffMapping", key: ["shopifyStaffId"], keyType: "id", codes: ["salespersonCode"] },
    problemsOf: (erp, row) => unknownCodes(erp, [named(row, "salespersonCode", "salesperson")]),
  },
  {
    requests: contract.customerTemplates,
    table: {
      name: "customerTemplateMapping",
      key: ["countryCode"],
      keyType: "text",
      codes: ["customerTemplateCode", "defaultCustomerNo"],
    },
    problemsOf: async (erp, row) => [
      ...(await unknownCodes(erp, [named(row, "customerTemplateCode", "customerTemplate")])),
      ...(await unknownCustomers(erp, { defaultCustomerNo: text(row, "defaultCustomerNo") })),
    ],
    // A default customer takes the place of any other, as long as there is no document.
    ordersOf: (row) => ({ shipToCountryCode: text(row, "countryCode") }),
  },
];

/** A shop has one row of primary payment terms at most. */
async function otherPrimaryTerms(db: Executor, row: MappingRow): Promise<readonly InvalidValue[]> {
  if (row["isPrimary"] !== true) return [];
  const primary = await lockPrimaryPaymentTerms(db, row.shop);
  if (primary === undefined || primary.shopifyPaymentTermsId === text(row, "shopifyPaymentTermsId")) return [];
  const detail = `${primary.name} (${primary.shopifyPaymentTermsId}) is primary in shop ${row.shop}: set it to false there first`;
  return [{ in: "body", pointer: "/isPrimary", code: "primary-taken", detail }];
}

/** Where the number of a shipping charge is, by its type. */
const chargesTables: Readonly<Record<string, "account" | "item" | "itemCharge">> = {
  glAccount: "account",
  item: "item",
  chargeItem: "itemCharge",
};

/** What a shop's orders bring, and which codes of the ERP stand for it. */
export const shopMappingRoutes = (deps: Pick<ApiDeps, "db" | "erp">): readonly Route[] =>
  mappings.flatMap((mapping) => routesOf(deps, mapping));

function routesOf({ db, erp }: Pick<ApiDeps, "db" | "erp">, mapping: Mapping): readonly Route[] {
  const { requests, table } = mapping;
  /** What the import keeps beside the mapping is no part of it. */
  const shown = (row: MappingRow): MappingRow => pick(requests.row, row);
  const rowCard = async (row: MappingRow) => card({ ...row, ...(await ordersOf(row)) }, row);
  const ordersOf = async (row: MappingRow) => {
    if (mapping.ordersOf === undefined) return {};
    const of = { shopCode: row.shop, shops: [row.shop] };
    return { waitingOrders: await waitingOrders(db, mapping.ordersOf(row), of) };
  };
  /** Throws `shop-not-found`, and `mapping-not-found` with the key of the row. */
  const getRow = async (key: MappingRow, executor = db): Promise<MappingRow> => {
    await getShop(executor, key.shop);
    const row = await findMapping(executor, table, key);
    if (row === undefined) throw notFound("mapping", nameOf(table, key));
    return shown(row);
  };
  // A row that is not there yet cannot be locked.
  const lock = (executor: typeof db, key: MappingRow) =>
    lockName(executor, `${table.name}/${key.shop}/${nameOf(table, key)}`);

  return [
    route(requests.list, async ({ params: { code }, query: { limit, cursor, count, mapped } }) => {
      await getShop(db, code);
      const filter = { shop: code, mapped };
      return ok(
        await pageOfRows(
          { limit, cursor, count },
          {
            key: table.key.map(() => table.keyType),
            read: (after, limit) => listMappings(db, table, filter, { after, limit }),
            keyOf: (row) => table.key.map((column) => text(row, column)),
            show: (row) => shown(row),
            count: () => countMappings(db, table, filter),
          },
        ),
      );
    }),

    route(requests.get, async ({ params, query }) => rowCard(await getRow(keyOf(params, query)))),

    route(requests.set, async ({ params, query, body, audit, precondition }) => {
      const row = { ...keyOf(params, query), ...body };
      await getShop(db, row.shop);
      const problems = await mapping.problemsOf(erp, row);
      if (problems.length > 0) throw invalid(problems);
      const stored = await db.transaction().execute(async (transaction) => {
        await lock(transaction, row);
        const found = await findMapping(transaction, table, row);
        if (found === undefined && mapping.comesFromStore) throw notFound("mapping", nameOf(table, row));
        const before = found && shown(found);
        precondition.check(before);
        const refusals = (await mapping.refusalsOf?.(transaction, row)) ?? [];
        if (refusals.length > 0) throw invalid(refusals);
        await storeMapping(transaction, table, mapping.comesFromStore ? { ...found, ...row } : row);
        const after = await getRow(row, transaction);
        await audit.note(transaction, { recordId: nameOf(table, row), shop: row.shop, before, after });
        return after;
      });
      return rowCard(stored);
    }),

    route(requests.clear, async ({ params, query, audit, precondition }) => {
      const key = keyOf(params, query);
      await db.transaction().execute(async (transaction) => {
        await lock(transaction, key);
        const before = await getRow(key, transaction);
        precondition.check(before);
        await deleteMapping(transaction, table, key);
        await audit.note(transaction, { recordId: nameOf(table, key), shop: key.shop, before });
      });
      return noContent;
    }),
  ];
}

/** Shop and key of a row, from where a request has them. */
const keyOf = ({ code, ...params }: { readonly code: string }, query: object): MappingRow => ({
  shop: code,
  ...params,
  ...query,
});

/** A row within its shop, for people. */
const nameOf = (table: MappingTable, row: MappingRow): string =>
  table.key
    .map((column) => text(row, column))
    .filter((part) => part !== "")
    .join("/");
