import { matchesAmount, parseAmountFilter } from "./amount-filter.ts";
import type { FinancialStatus, FulfillmentStatus } from "./order-status.ts";
import { isUnlisted, type OrderAttribute, type QueueRow } from "./queue-row.ts";
import { matchesText, parseTextFilter } from "./text-filter.ts";

/** Filters on the orders to import; what is not given does not filter. */
export interface OrderFilters {
  readonly fullyPaid?: boolean | undefined;
  readonly unpaid?: boolean | undefined;
  readonly confirmed?: boolean | undefined;
  readonly highRisk?: boolean | undefined;
  readonly test?: boolean | undefined;
  readonly hasError?: boolean | undefined;
  readonly channelLiableTaxes?: boolean | undefined;
  readonly financialStatus?: readonly FinancialStatus[] | undefined;
  readonly fulfillmentStatus?: readonly FulfillmentStatus[] | undefined;
  readonly importAction?: "new" | "update" | undefined;
  readonly purchasingEntity?: "company" | "customer" | undefined;
  readonly attributeKey?: string | undefined;
  /** With `attributeKey`: only orders that have (default) or lack the attribute. */
  readonly attributeKeyExists?: boolean | undefined;
  readonly channelName?: string | undefined;
  readonly orderNo?: string | undefined;
  readonly tags?: string | undefined;
  readonly sellToCountry?: string | undefined;
  readonly shipToCountry?: string | undefined;
  readonly billToCountry?: string | undefined;
  readonly vatAmount?: string | undefined;
  readonly orderAmount?: string | undefined;
  readonly createdFrom?: string | undefined;
  readonly createdTo?: string | undefined;
  readonly orderIds?: readonly string[] | undefined;
  /** With or without #. With `orderIds`: all of both. */
  readonly orderNos?: readonly string[] | undefined;
}

/** Whether certain orders are asked for, whatever has changed. */
export const namesOrders = ({ orderIds, orderNos }: Pick<OrderFilters, "orderIds" | "orderNos">): boolean =>
  orderIds !== undefined || orderNos !== undefined;

/** The number of an order as people write it and as Shopify does. */
export const namesOfOrderNo = (orderNo: string): readonly string[] =>
  orderNo.startsWith("#") ? [orderNo] : [orderNo, `#${orderNo}`];

/** What a filter looks at: a queue row, as listed and after a failed try. */
export type FilteredRow = Omit<QueueRow, "attributes"> & {
  readonly attributes: readonly OrderAttribute[];
  readonly hasError: boolean;
};

type Predicate = (row: FilteredRow) => boolean;

/**
 * Makes one test of all filters: a row passes when it passes each. One that says nothing of its order passes only where nothing of the order is
 * filtered: reading it says why, but might also bring in what a filter keeps out. A malformed expression passes nothing (the edge refuses it
 * before).
 */
export function orderFilter(filters: OrderFilters): Predicate {
  const ofRow = predicates(
    flag(filters.hasError, (row) => row.hasError),
    oneOf(filters.importAction && [filters.importAction], (row) => row.importAction),
    named(filters),
    text(filters.orderNo, (row) => row.orderNo),
  );
  const ofOrder = predicates(
    flag(filters.fullyPaid, (row) => row.fullyPaid),
    flag(filters.unpaid, (row) => row.unpaid),
    flag(filters.confirmed, (row) => row.confirmed),
    flag(filters.highRisk, (row) => row.highRisk),
    flag(filters.test, (row) => row.test),
    flag(filters.channelLiableTaxes, (row) => row.channelLiableTaxes),
    oneOf(filters.financialStatus, (row) => row.financialStatus),
    oneOf(filters.fulfillmentStatus, (row) => row.fulfillmentStatus),
    oneOf(filters.purchasingEntity && [filters.purchasingEntity], (row) => row.purchasingEntity),
    attribute(filters.attributeKey, filters.attributeKeyExists ?? true),
    text(filters.channelName, (row) => row.channelName),
    text(filters.tags, (row) => row.tags),
    text(filters.sellToCountry, (row) => row.sellToCountry),
    text(filters.shipToCountry, (row) => row.shipToCountry),
    text(filters.billToCountry, (row) => row.billToCountry),
    amount(filters.vatAmount, (row) => row.vatAmount),
    amount(filters.orderAmount, (row) => row.orderAmount),
    created(filters.createdFrom, filters.createdTo),
  );
  const passesOrder: Predicate = (row) =>
    isUnlisted(row) ? ofOrder.length === 0 : ofOrder.every((predicate) => predicate(row));
  return (row) => ofRow.every((predicate) => predicate(row)) && passesOrder(row);
}

const predicates = (...all: readonly (Predicate | undefined)[]): readonly Predicate[] =>
  all.filter((predicate) => predicate !== undefined);

/** Names of the filters that the row does not pass. */
export function failedFilters(filters: OrderFilters, row: FilteredRow): readonly (keyof OrderFilters)[] {
  const { attributeKey, attributeKeyExists, ...others } = filters;
  const single: readonly OrderFilters[] = [
    ...(attributeKey === undefined ? [] : [{ attributeKey, attributeKeyExists }]),
    ...Object.entries(others).map(([name, value]) => ({ [name]: value })),
  ];
  return single.flatMap((filter) =>
    orderFilter(filter)(row) ? [] : (Object.keys(filter).slice(0, 1) as (keyof OrderFilters)[]),
  );
}

function flag(wanted: boolean | undefined, of: Predicate): Predicate | undefined {
  return wanted === undefined ? undefined : (row) => of(row) === wanted;
}

function oneOf(wanted: readonly string[] | undefined, of: (row: FilteredRow) => string): Predicate | undefined {
  if (wanted === undefined || wanted.length === 0) return undefined;
  const allowed = new Set(wanted);
  return (row) => allowed.has(of(row));
}

function named({ orderIds = [], orderNos = [] }: OrderFilters): Predicate | undefined {
  const ids = new Set(orderIds);
  const numbers = new Set(orderNos.flatMap(namesOfOrderNo));
  if (ids.size + numbers.size === 0) return undefined;
  return (row) => ids.has(row.shopifyOrderId) || numbers.has(row.orderNo);
}

function text(expression: string | undefined, of: (row: FilteredRow) => string): Predicate | undefined {
  if (expression === undefined) return undefined;
  const parsed = parseTextFilter(expression);
  return (row) => parsed.ok && matchesText(parsed.filter, of(row));
}

function amount(expression: string | undefined, of: (row: FilteredRow) => string): Predicate | undefined {
  if (expression === undefined) return undefined;
  const parsed = parseAmountFilter(expression);
  return (row) => parsed.ok && matchesAmount(parsed.filter, of(row));
}

function attribute(key: string | undefined, exists: boolean): Predicate | undefined {
  if (key === undefined || key === "") return undefined;
  return (row) => row.attributes.some((candidate) => candidate.key === key) === exists;
}

function created(from: string | undefined, to: string | undefined): Predicate | undefined {
  if (from === undefined && to === undefined) return undefined;
  const [first, last] = [
    from === undefined ? -Infinity : Date.parse(from),
    to === undefined ? Infinity : Date.parse(to),
  ];
  return (row) => Date.parse(row.createdAt) >= first && Date.parse(row.createdAt) <= last;
}
