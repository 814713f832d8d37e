import { sql, type RawBuilder, type Selectable, type SqlBool } from "kysely";
import type { Executor } from "./connection.ts";
import type { OrderHeaderTable, OrderLineTable, OrderShippingChargeTable } from "./tables.ts";

/** An order with what its mapping is decided from. */
export interface OrderToMap {
  readonly header: Selectable<OrderHeaderTable>;
  readonly lines: readonly Selectable<OrderLineTable>[];
  readonly shippingCharges: readonly Selectable<OrderShippingChargeTable>[];
  /** Transactions with the payment method their gateway is mapped to, blank when it is not. */
  readonly transactions: readonly {
    readonly type: string;
    readonly status: string;
    readonly paymentMethodCode: string;
  }[];
}

export async function findOrderToMap(db: Executor, shopifyOrderId: string): Promise<OrderToMap | undefined> {
  const header = await db
    .selectFrom("orderHeader")
    .selectAll()
    .where("shopifyOrderId", "=", shopifyOrderId)
    .executeTakeFirst();
  if (header === undefined) return undefined;
  const [lines, shippingCharges, transactions] = await Promise.all([
    db.selectFrom("orderLine").selectAll().where("shopifyOrderId", "=", shopifyOrderId).orderBy("lineId").execute(),
    db
      .selectFrom("orderShippingCharge")
      .selectAll()
      .where("shopifyOrderId", "=", shopifyOrderId)
      .orderBy("shippingLineId")
      .execute(),
    db
      .selectFrom("orderTransaction as transaction")
      .leftJoin("paymentMethodMapping as mapping", (join) =>
        join
          .on("mapping.shop", "=", header.shop)
          .onRef("mapping.gateway", "=", "transaction.gateway")
          .onRef("mapping.creditCardCompany", "=", "transaction.creditCardCompany"),
      )
      .select([
        "transaction.type",
        "transaction.status",
        (eb) => eb.fn.coalesce("mapping.paymentMethodCode", sql<string>`''`).as("paymentMethodCode"),
      ])
      .where("transaction.shopifyOrderId", "=", shopifyOrderId)
      .execute(),
  ]);
  return { header, lines, shippingCharges, transactions };
}

/** Columns of an order that mapping fills. */
export type OrderMappingColumns = Pick<
  Selectable<OrderHeaderTable>,
  | "sellToCustomerNo"
  | "billToCustomerNo"
  | "sellToContactNo"
  | "billToContactNo"
  | "shipmentMethodCode"
  | "shippingAgentCode"
  | "shippingAgentServiceCode"
  | "paymentMethodCode"
  | "paymentTermsCode"
  | "taxAreaCode"
  | "taxLiable"
>;

export interface MappedOrderLine {
  readonly lineId: string;
  readonly itemNo: string;
  readonly variantCode: string;
  readonly unitOfMeasureCode: string;
}

/**
 * Stores what mapping found, all of it or nothing. A processed order keeps what its document was made from, and a line the
 * item somebody entered meanwhile. One statement: every order passes here, and each round trip counts.
 */
export async function storeOrderMapping(
  db: Executor,
  shopifyOrderId: string,
  header: OrderMappingColumns,
  lines: readonly MappedOrderLine[],
): Promise<void> {
  await db
    .with("mapped", (stage) =>
      stage
        .updateTable("orderHeader")
        .set(header)
        .where("shopifyOrderId", "=", shopifyOrderId)
        .where("processed", "=", false)
        .returning("shopifyOrderId"),
    )
    .updateTable("orderLine")
    .from(
      sql<MappedOrderLine>`unnest(
        ${lines.map(({ lineId }) => lineId)}::bigint[], ${lines.map(({ itemNo }) => itemNo)}::text[],
        ${lines.map(({ variantCode }) => variantCode)}::text[], ${lines.map((line) => line.unitOfMeasureCode)}::text[]
      )`.as<"found">(sql`found (line_id, item_no, variant_code, unit_of_measure_code)`),
    )
    .set((eb) => ({
      itemNo: eb.ref("found.itemNo"),
      variantCode: eb.ref("found.variantCode"),
      unitOfMeasureCode: eb.ref("found.unitOfMeasureCode"),
    }))
    .where("orderLine.shopifyOrderId", "in", (eb) => eb.selectFrom("mapped").select("mapped.shopifyOrderId"))
    .whereRef("orderLine.lineId", "=", "found.lineId")
    .where("orderLine.itemNo", "=", "")
    .execute();
}

/**
 * Shopify customers that the mapping of these orders needs and that are unknown here, or are known, have no ERP customer
 * and were read before the order was: they may have got the e-mail in the meantime.
 */
export async function customersToRead(
  db: Executor,
  shop: { readonly code: string; readonly customerMappingType: string },
  orderIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ customerId: string }>`
    select distinct header.customer_id
      from order_header header
      left join shopify_customer customer
        on customer.store = header.store and customer.shopify_customer_id = header.customer_id
     where header.shopify_order_id = any(${[...orderIds]}::bigint[])
       and not header.processed and not header.b2b
       and header.customer_id is not null and header.bill_to_customer_no = ''
       and (${shop.customerMappingType} <> 'defaultCustomer'
            or (header.sell_to_name = '' and header.sell_to_name2 = '')
            or (header.bill_to_name = '' and header.bill_to_name2 = ''))
       and not exists (select from customer_template_mapping template
                        where template.shop = header.shop and template.country_code = header.ship_to_country_code
                          and template.default_customer_no <> '')
       and (customer.store is null or (customer.customer_no is null and customer.imported_at < header.imported_at))
     order by header.customer_id`.execute(db);
  return rows.map(({ customerId }) => customerId);
}

/** Variants that the mapping of these orders needs and that are unknown here, or have no item and were read before the order. */
export const variantsToRead = (db: Executor, shop: string, orderIds: readonly string[]): Promise<readonly string[]> =>
  variantsWithoutItem(
    db,
    shop,
    sql<SqlBool>`header.shopify_order_id = any(${[...orderIds]}::bigint[]) and not header.processed`,
  );

/** The same for the documents of these refunds. Goods sent in exchange join an order when it has its document and is not mapped any more. */
export const refundedVariantsToRead = (
  db: Executor,
  shop: string,
  refundIds: readonly string[],
): Promise<readonly string[]> =>
  variantsWithoutItem(
    db,
    shop,
    sql<SqlBool>`(line.shopify_order_id, line.line_id) in (
      select refund.shopify_order_id, refunded.line_id
        from refund_header refund join refund_line refunded using (refund_id)
       where refund.refund_id = any(${[...refundIds]}::bigint[])
       union all
      select refund.shopify_order_id, returned.line_id
        from refund_header refund join return_line returned using (return_id)
       where refund.refund_id = any(${[...refundIds]}::bigint[]))`,
  );

async function variantsWithoutItem(
  db: Executor,
  shop: string,
  ofLines: RawBuilder<SqlBool>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ variantId: string }>`
    select distinct line.variant_id
      from order_header header
      join order_line line on line.shopify_order_id = header.shopify_order_id
      left join shopify_variant variant on variant.shop = ${shop} and variant.shopify_variant_id = line.variant_id
      left join shopify_product product
        on product.shop = ${shop} and product.shopify_product_id = variant.shopify_product_id
     where ${ofLines}
       and line.variant_id is not null and line.item_no = '' and not line.tip and not line.gift_card
       and (variant.shop is null or (variant.item_no is null and product.imported_at < header.imported_at))
     order by line.variant_id`.execute(db);
  return rows.map(({ variantId }) => variantId);
}
