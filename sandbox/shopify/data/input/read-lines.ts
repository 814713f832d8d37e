/** Order lines and shipping lines given from outside. */
import { unprocessable } from "../../engine/control-routes.ts";
import { netOfLine, netOfShipping } from "../derive/amounts.ts";
import { inBothCurrencies } from "../generate/order-lines.ts";
import { bagOf, presentmentOf, shopOf, unitsOf } from "../money.ts";
import type { LineRecord, OrderRecord, ShippingLineRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { readProductOf, readVariantOf } from "./read-catalogue.ts";
import type { Reader } from "./reader.ts";
import { readAllocations, readAttributes, readTaxLines } from "./read-shared.ts";

const GRAMS: Readonly<Record<string, number>> = { GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.3495, POUNDS: 453.592 };

const readGrams = (reader: Reader): number | null | undefined => {
  const weight = reader.node("weight");
  if (weight === undefined || weight === null) return weight;
  return Math.round(Number(weight.raw("value") ?? 0) * (GRAMS[weight.text("unit") ?? "GRAMS"] ?? 1));
};

/** The unit price from whatever was given of it; undefined when nothing was. */
function readUnitPrice(reader: Reader, order: OrderRecord, quantity: number) {
  const unit = reader.bag("originalUnitPriceSet", order) ?? reader.bag("originalUnitPrice", order);
  if (unit !== undefined) return unit;
  const total = reader.bag("originalTotalSet", order);
  return total === undefined || quantity === 0
    ? undefined
    : bagOf(shopOf(total) / quantity, presentmentOf(total) / quantity);
}

/** Reads a line; `known` is the line with the same id when an order is changed. */
export function readLine(
  data: ShopData,
  order: OrderRecord,
  reader: Reader,
  known: LineRecord | undefined,
): LineRecord {
  const variant = readVariantOf(data, reader);
  const product =
    readProductOf(data, reader) ?? (variant === undefined ? undefined : data.products.get(variant.productId));
  const quantity = reader.whole("quantity") ?? known?.quantity ?? 1;
  if (quantity < 0) throw unprocessable(`${reader.pointer}/quantity`, "must not be negative");
  const name = reader.text("name");
  const line: LineRecord = {
    id: reader.id("id", "LineItem") ?? data.ids.next("LineItem"),
    title: reader.text("title") ?? name ?? known?.title ?? product?.title ?? "Item",
    variantTitle:
      reader.text("variantTitle") ??
      known?.variantTitle ??
      (variant !== undefined && product?.hasOnlyDefaultVariant === false ? variant.title : null),
    sku: reader.has("sku") ? (reader.text("sku") ?? null) : (known?.sku ?? variant?.sku ?? null),
    vendor: reader.text("vendor") ?? known?.vendor ?? product?.vendor ?? null,
    quantity,
    unitPrice:
      readUnitPrice(reader, order, quantity) ??
      known?.unitPrice ??
      inBothCurrencies(variant?.price ?? unitsOf(10), order, 1),
    productId: reader.raw("product") === null ? null : (product?.id ?? known?.productId ?? null),
    variantId: reader.raw("variant") === null ? null : (variant?.id ?? known?.variantId ?? null),
    taxable: reader.flag("taxable") ?? known?.taxable ?? variant?.taxable ?? true,
    requiresShipping: reader.flag("requiresShipping") ?? known?.requiresShipping ?? variant?.requiresShipping ?? true,
    isGiftCard: reader.flag("isGiftCard") ?? known?.isGiftCard ?? product?.isGiftCard ?? false,
    grams: readGrams(reader) ?? known?.grams ?? variant?.grams ?? null,
    discounts: known?.discounts ?? [],
    taxLines: known?.taxLines ?? [],
    customAttributes: readAttributes(reader, "customAttributes") ?? known?.customAttributes ?? [],
  };
  const service = reader.node("fulfillmentService");
  const serviceLocation = service?.node("location")?.id("id", "Location");
  if (serviceLocation !== undefined) line.serviceLocationId = serviceLocation;
  else if (known?.serviceLocationId !== undefined) line.serviceLocationId = known.serviceLocationId;

  const allocations = reader.nodes("discountAllocations");
  if (allocations !== undefined) line.discounts = readAllocations(allocations, order, "LINE_ITEM");
  const taxes = reader.nodes("taxLines");
  if (taxes !== undefined) line.taxLines = readTaxLines(taxes, order, netOfLine(line));
  const given = reader.rest(known?.given, order);
  if (given !== undefined) line.given = given;
  return line;
}

export function readShippingLine(
  data: ShopData,
  order: OrderRecord,
  reader: Reader,
  known: ShippingLineRecord | undefined,
): ShippingLineRecord {
  const title = reader.text("title") ?? known?.title ?? "Standard";
  const line: ShippingLineRecord = {
    id: reader.id("id", "ShippingLine") ?? data.ids.next("ShippingLine"),
    title,
    code: reader.has("code") ? (reader.text("code") ?? null) : (known?.code ?? title),
    source: reader.text("source") ?? known?.source ?? "shopify",
    carrierIdentifier: reader.text("carrierIdentifier") ?? known?.carrierIdentifier ?? null,
    price:
      reader.bag("originalPriceSet", order) ??
      reader.bag("originalPrice", order) ??
      reader.bag("price", order) ??
      known?.price ??
      0,
    discounts: known?.discounts ?? [],
    taxLines: known?.taxLines ?? [],
    isRemoved: reader.flag("isRemoved") ?? known?.isRemoved ?? false,
  };
  const allocations = reader.nodes("discountAllocations");
  if (allocations !== undefined) line.discounts = readAllocations(allocations, order, "SHIPPING_LINE");
  const taxes = reader.nodes("taxLines");
  if (taxes !== undefined) line.taxLines = readTaxLines(taxes, order, netOfShipping(line));
  const given = reader.rest(known?.given, order);
  if (given !== undefined) line.given = given;
  return line;
}

/** The lines of an order without any: one piece of the first product, else an item of 10.00. */
export function defaultLine(data: ShopData, order: OrderRecord): LineRecord {
  const [product] = data.products.byId.all();
  const [variant] = product?.variants ?? [];
  return {
    id: data.ids.next("LineItem"),
    title: product?.title ?? "Item",
    variantTitle: null,
    sku: variant?.sku ?? null,
    vendor: product?.vendor ?? null,
    quantity: 1,
    unitPrice: inBothCurrencies(variant?.price ?? unitsOf(10), order, 1),
    productId: product?.id ?? null,
    variantId: variant?.id ?? null,
    taxable: true,
    requiresShipping: true,
    isGiftCard: false,
    grams: variant?.grams ?? null,
    discounts: [],
    taxLines: [],
    customAttributes: [],
  };
}
