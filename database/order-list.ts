import { sql, type RawBuilder, type Selectable, type SqlBool } from "kysely";
import { MAPPING_NAME_LENGTH } from "#domain/orders/map-methods";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import { countsByShop, type CountsByShop } from "./counts-by-shop.ts";
import { ofShops } from "./of-shops.ts";
import { refundsOfOrder, returnsOfOrder } from "./refunds-of-order.ts";
import type { OrderHeaderTable, OrderTransactionTable } from "./tables.ts";

/** What is not given does not filter. */
export interface OrderListFilter {
  /** Records of these shops only. */
  readonly shops?: readonly string[] | undefined;
  readonly processed?: boolean | undefined;
  readonly hasError?: boolean | undefined;
  readonly errorCode?: string | undefined;
  readonly hasOrderStateError?: boolean | undefined;
  readonly financialStatus?: string | undefined;
  readonly fulfillmentStatus?: string | undefined;
  readonly shopifyOrderNo?: string | undefined;
  readonly salesOrderNo?: string | undefined;
  readonly salesInvoiceNo?: string | undefined;
  readonly customerId?: string | undefined;
  readonly companyId?: string | undefined;
  readonly companyLocationId?: string | undefined;
  readonly billToCustomerNo?: string | undefined;
  readonly paymentTermsCode?: string | undefined;
  readonly paymentTermsType?: string | undefined;
  readonly paymentTermsName?: string | undefined;
  readonly shipmentMethodCode?: string | undefined;
  readonly paymentMethodCode?: string | undefined;
  /** Paid through this gateway, as `choosePaymentMethod` looks at it. */
  readonly transactionGateway?: string | undefined;
  /** Of the payments through that gateway, those with this card. */
  readonly creditCardCompany?: string | undefined;
  /** A shipping charge has this title; of long titles the beginning, as `mappingName` cuts it. */
  readonly shippingTitle?: string | undefined;
  /** A line is fulfilled from this location. */
  readonly locationId?: string | undefined;
}

const filtered = (
  db: Executor,
  { shops, transactionGateway, creditCardCompany, shippingTitle, locationId, ...equal }: OrderListFilter,
) =>
  db
    .selectFrom("orderHeader")
    .where(equalTo<OrderHeaderTable>(equal))
    .where(ofShops(shops))
    .where(paidThrough(transactionGateway, creditCardCompany))
    .where(shippedAs(shippingTitle))
    .where(fulfilledFrom(locationId));

const everyOrder = sql<SqlBool>`true`;

function paidThrough(gateway: string | undefined, creditCardCompany: string | undefined): RawBuilder<SqlBool> {
  if (gateway === undefined && creditCardCompany === undefined) return everyOrder;
  return sql<SqlBool>`exists (
    select from order_transaction transaction
     where transaction.shopify_order_id = order_header.shopify_order_id
       and transaction.status = 'success' and transaction.type in ('sale', 'capture', 'authorization')
       and ${equalTo<OrderTransactionTable>({ gateway, creditCardCompany })})`;
}

function shippedAs(title: string | undefined): RawBuilder<SqlBool> {
  if (title === undefined) return everyOrder;
  // A title that is as long as a mapping's name, or one less because an emoji is not halved, may be the beginning of a longer one.
  const isCut = title.length >= MAPPING_NAME_LENGTH - 1;
  const fits = isCut ? sql<SqlBool>`starts_with(charge.title, ${title})` : sql<SqlBool>`charge.title = ${title}`;
  return sql<SqlBool>`exists (
    select from order_shipping_charge charge
     where charge.shopify_order_id = order_header.shopify_order_id and ${fits})`;
}

function fulfilledFrom(locationId: string | undefined): RawBuilder<SqlBool> {
  if (locationId === undefined) return everyOrder;
  return sql<SqlBool>`exists (
    select from order_line line
     where line.shopify_order_id = order_header.shopify_order_id and line.location_id = ${locationId})`;
}

/** Orders by descending Shopify id, which is newest first; only those below `before`. */
export async function listOrders(
  db: Executor,
  filter: OrderListFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly Selectable<OrderHeaderTable>[]> {
  return filtered(db, filter)
    .$if(page.before !== undefined, (query) => query.where("shopifyOrderId", "<", page.before ?? ""))
    .selectAll()
    .orderBy("shopifyOrderId", "desc")
    .limit(page.limit)
    .execute();
}

export async function countOrders(db: Executor, filter: OrderListFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const countOrdersByShop = (db: Executor, filter: OrderListFilter): Promise<CountsByShop> =>
  countsByShop(filtered(db, filter));

/** An order with everything that is stored of it. */
export async function findOrderCard(db: Executor, shopifyOrderId: string) {
  const of = { shopifyOrderId };
  const header = await db
    .selectFrom("orderHeader")
    .selectAll()
    .where((eb) => eb.and(of))
    .executeTakeFirst();
  if (header === undefined) return undefined;
  const [
    lines,
    lineAttributes,
    taxLines,
    shippingCharges,
    transactions,
    attributes,
    tags,
    risks,
    links,
    refunds,
    returns,
  ] = await Promise.all([
    db
      .selectFrom("orderLine")
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy("lineId")
      .execute(),
    db
      .selectFrom("orderLineAttribute")
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy("attributeKey")
      .execute(),
    db
      .selectFrom("orderTaxLine")
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy("parentId")
      .orderBy("lineNo")
      .execute(),
    db
      .selectFrom("orderShippingCharge")
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy("shippingLineId")
      .execute(),
    db
      .selectFrom("orderTransaction")
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy("transactionId")
      .execute(),
    db
      .selectFrom("orderAttribute")
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy("attributeKey")
      .execute(),
    db
      .selectFrom("orderTag")
      .select("tag")
      .where((eb) => eb.and(of))
      .orderBy("tag")
      .execute(),
    db
      .selectFrom("orderRisk")
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy("lineNo")
      .execute(),
    db
      .selectFrom("documentLink")
      .select(["documentType", "documentNo", "createdAt"])
      .where("store", "=", header.store)
      .where("shopifyOrderId", "=", shopifyOrderId)
      .orderBy("createdAt")
      .execute(),
    refundsOfOrder(db, shopifyOrderId),
    returnsOfOrder(db, shopifyOrderId),
  ]);
  return {
    header,
    lines,
    lineAttributes,
    taxLines,
    shippingCharges,
    transactions,
    attributes,
    tags: tags.map(({ tag }) => tag),
    risks,
    links,
    refunds,
    returns,
  };
}

export type OrderCard = NonNullable<Awaited<ReturnType<typeof findOrderCard>>>;
