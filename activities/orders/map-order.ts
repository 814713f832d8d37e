import { findTaxArea, paymentTermsCode, shipmentMethodMappings } from "#database/mappings";
import {
  findOrderToMap,
  type MappedOrderLine,
  type OrderMappingColumns,
  type OrderToMap,
  storeOrderMapping,
} from "#database/order-mapping";
import { choosePaymentMethod, chooseShipmentMethod } from "#domain/orders/map-methods";
import type { Missing } from "#domain/orders/order-problem";
import { chooseTaxAddress, taxAreaOf } from "#domain/orders/tax-area";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions } from "#shopify/client";
import { importMasterData } from "./import-master-data.ts";
import { mapOrderCustomers } from "./map-order-customers.ts";
import { mapOrderLines } from "./map-order-lines.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/**
 * Maps one order, and answers what is still missing, for a person to set. Reads unknown customers and products from Shopify first. The caller
 * holds the order.
 */
export async function findMappings(
  deps: OrderActivityDeps,
  shop: Shop,
  orderId: string,
  options: ExecuteOptions = {},
): Promise<readonly Missing[]> {
  await importMasterData(deps, shop, [orderId], options);
  return (await mapStoredOrder(deps, shop, orderId))?.missing ?? [];
}

/** An order with its mapping as it is stored now, and what is still missing. */
export interface MappedOrder {
  readonly order: OrderToMap;
  readonly missing: readonly Missing[];
}

/**
 * Finds the ERP's counterparts of an imported order: customers, items, methods, terms, tax area, by what is known of Shopify here
 * (`importMasterData` reads more). What was entered by hand stays, as the caller holds the order. Safe to repeat. A processed order is left
 * alone. Undefined when there is no such order.
 */
export async function mapStoredOrder(
  deps: OrderActivityDeps,
  shop: Shop,
  orderId: string,
): Promise<MappedOrder | undefined> {
  const order = await findOrderToMap(deps.db, orderId);
  if (order === undefined) return undefined;
  if (order.header.processed) return { order, missing: [] };
  const customers = await mapOrderCustomers(deps, shop, order.header);
  const lines = await mapOrderLines(deps, shop, order);
  const columns = { ...customers.columns, ...(await mapMethods(deps, shop, order)) };
  await storeMapping(deps, order.header, columns, lines.lines);
  const mappedLines = new Map(lines.lines.map((line) => [line.lineId, line]));
  return {
    order: {
      ...order,
      header: Object.assign({}, order.header, columns),
      lines: order.lines.map((line) => Object.assign({}, line, mappedLines.get(line.lineId))),
    },
    missing: [...customers.missing, ...lines.missing],
  };
}

/** Most orders are mapped more than once with the same result: then there is nothing to write. */
async function storeMapping(
  deps: OrderActivityDeps,
  header: OrderToMap["header"],
  columns: OrderMappingColumns,
  lines: readonly MappedOrderLine[],
): Promise<void> {
  const names = Object.keys(columns) as (keyof OrderMappingColumns)[];
  if (lines.length === 0 && names.every((name) => header[name] === columns[name])) return;
  await storeOrderMapping(deps.db, header.shopifyOrderId, columns, lines);
}

type MethodColumns = Omit<
  OrderMappingColumns,
  "sellToCustomerNo" | "billToCustomerNo" | "sellToContactNo" | "billToContactNo"
>;

/** Methods, agent, terms and tax area; each only while it is blank, and none of them is needed for a document. */
async function mapMethods(deps: OrderActivityDeps, shop: Shop, order: OrderToMap): Promise<MethodColumns> {
  const { header } = order;
  const titles = order.shippingCharges.map(({ title }) => title);
  const shipment = chooseShipmentMethod(
    order.shippingCharges,
    await shipmentMethodMappings(deps.db, shop.code, titles),
  );
  const agent = header.shippingAgentCode === "" ? shipment : header;
  const hasTerms = header.paymentTermsCode !== "" || header.paymentTermsType === "";
  const terms = { type: header.paymentTermsType, name: header.paymentTermsName };
  return {
    shipmentMethodCode: header.shipmentMethodCode || shipment.shipmentMethodCode,
    shippingAgentCode: agent.shippingAgentCode,
    shippingAgentServiceCode: agent.shippingAgentServiceCode,
    paymentMethodCode: header.paymentMethodCode || choosePaymentMethod(order.transactions),
    paymentTermsCode: hasTerms ? header.paymentTermsCode : await paymentTermsCode(deps.db, shop.code, terms),
    ...(await mapTaxArea(deps, shop, header)),
  };
}

/** The tax area of an order, or, while it has none, that of the address the shop takes it from. */
export async function mapTaxArea(
  deps: Pick<OrderActivityDeps, "db">,
  shop: Shop,
  header: OrderToMap["header"],
): Promise<Pick<OrderMappingColumns, "taxAreaCode" | "taxLiable">> {
  if (header.taxAreaCode !== "") return { taxAreaCode: header.taxAreaCode, taxLiable: header.taxLiable };
  const address = chooseTaxAddress(shop.taxAreaPriority, {
    sellTo: { city: header.sellToCity, county: header.sellToCounty, countryCode: header.sellToCountryCode },
    shipTo: { city: header.shipToCity, county: header.shipToCounty, countryCode: header.shipToCountryCode },
    billTo: { city: header.billToCity, county: header.billToCounty, countryCode: header.billToCountryCode },
  });
  if (address === null) return { taxAreaCode: "", taxLiable: false };
  const row = await findTaxArea(deps.db, {
    countryCode: address.countryCode,
    county: address.county,
    by: shop.countySource,
  });
  return taxAreaOf(row ?? null, header.taxExempt);
}
