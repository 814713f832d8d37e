import { sql, type RawBuilder, type Selectable, type SqlBool } from "kysely";
import { MAPPING_NAME_LENGTH } from "#domain/orders/map-methods";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import { countsByShop, type CountsByShop } from "./counts-by-shop.ts";
import { fulfillmentOrdersOfOrder, fulfillmentsOfOrder } from "./fulfillments-of-order.ts";
import { giftCardsOfOrder } from "./gift-cards.ts";
import { ofShops } from "./of-shops.ts";
import { refundsOfOrder, returnsOfOrder } from "./refunds-of-order.ts";
import type { OrderHeaderTable, OrderLineTable, OrderTransactionTable } from "./tables.ts";

/** What is not given does not filter. */
export interface OrderListFilter {
  /** Only these orders. */
  readonly orderIds?: readonly string[] | undefined;
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
  readonly taxAreaCode?: string | undefined;
  /** One of the order's addresses is there. */
  readonly addressCountryCode?: string | undefined;
  /** And in this county: orders have its name or its code, as the shop says, *Tax Area* has both. */
  readonly addressCounty?: string | undefined;
  readonly shipToCountryCode?: string | undefined;
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
  /** Of the lines fulfilled from there, if that is given too, one is of this variant. */
  readonly variantId?: string | undefined;
  /** And has this item; blank: none. */
  readonly itemNo?: string | undefined;
}

const filtered = (
  db: Executor,
  { orderIds, shops, transactionGateway, creditCardCompany, shippingTitle, ...rest }: OrderListFilter,
) => {
  const { addressCountryCode, addressCounty, locationId, variantId, itemNo, ...equal } = rest;
  return db
    .selectFrom("orderHeader")
    .where(equalTo<OrderHeaderTable>(equal))
    .where(orderIds === undefined ? everyOrder : sql<SqlBool>`shopify_order_id = any(${[...orderIds]}::bigint[])`)
    .where(ofShops(shops))
    .where(paidThrough(transactionGateway, creditCardCompany))
    .where(shippedAs(shippingTitle))
    .where(withAddressIn(addressCountryCode, addressCounty))
    .where(withLine({ locationId, variantId, itemNo }));
};

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

function withAddressIn(countryCode: string | undefined, county: string | undefined): RawBuilder<SqlBool> {
  if (countryCode === undefined && county === undefined) return everyOrder;
  const isThere = countryCode === undefined ? sql`true` : sql`address.country_code = ${countryCode}`;
  const isCounty = county === undefined ? sql`true` : sql`${county} in (address.county, area.county)`;
  return sql<SqlBool>`exists (
    select from (values (sell_to_country_code, sell_to_county), (ship_to_country_code, ship_to_county),
                        (bill_to_country_code, bill_to_county)) address (country_code, county)
      left join tax_area_mapping area
             on area.country_code = address.country_code and area.county_code = address.county
     where ${isThere} and ${isCounty})`;
}

function withLine(line: {
  readonly [Column in "locationId" | "variantId" | "itemNo"]: string | undefined;
}): RawBuilder<SqlBool> {
  if (Object.values(line).every((value) => value === undefined)) return everyOrder;
  return sql<SqlBool>`exists (
    select from order_line line
     where line.shopify_order_id = order_header.shopify_order_id and ${equalTo<OrderLineTable>(line)})`;
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

/** Orders as far as it matters whose they are and whether they wait, oldest first. */
export async function listOrderStates(
  db: Executor,
  filter: OrderListFilter,
  limit: number,
): Promise<readonly Pick<Selectable<OrderHeaderTable>, "shopifyOrderId" | "shop" | "processed">[]> {
  return filtered(db, filter)
    .select(["shopifyOrderId", "shop", "processed"])
    .orderBy("shopifyOrderId")
    .limit(limit)
    .execute();
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
    fulfillmentOrders,
    fulfillments,
    refunds,
    returns,
    giftCards,
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
    fulfillmentOrdersOfOrder(db, shopifyOrderId),
    fulfillmentsOfOrder(db, shopifyOrderId),
    refundsOfOrder(db, shopifyOrderId),
    returnsOfOrder(db, shopifyOrderId),
    giftCardsOfOrder(db, shopifyOrderId),
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
    fulfillmentOrders,
    fulfillments,
    refunds,
    returns,
    giftCards,
  };
}

export type OrderCard = NonNullable<Awaited<ReturnType<typeof findOrderCard>>>;
