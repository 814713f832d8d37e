/** Lines, discounts and taxes of generated orders. */
import { netOfLine, netOfShipping } from "../derive/amounts.ts";
import { bagOf, presentmentOf, roundUnits, shareOfBag, shopOf, type Bag } from "../money.ts";
import type { VariantRecord } from "../records/catalogue.ts";
import type { DiscountAllocationRecord, LineRecord, OrderRecord, TaxRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";

/** An amount of the shop's currency with its presentment twin. */
export const inBothCurrencies = (units: number, order: OrderRecord, rate: number): Bag =>
  order.presentmentCurrencyCode === order.currencyCode
    ? units
    : bagOf(units, roundUnits(units * rate, order.presentmentCurrencyCode));

export function lineOfVariant(
  data: ShopData,
  order: OrderRecord,
  variant: VariantRecord,
  quantity: number,
  rate: number,
): LineRecord {
  const product = data.products.get(variant.productId);
  return {
    id: data.ids.next("LineItem"),
    title: product?.title ?? variant.title,
    variantTitle: product?.hasOnlyDefaultVariant === false ? variant.title : null,
    sku: variant.sku,
    vendor: product?.vendor ?? null,
    quantity,
    unitPrice: inBothCurrencies(variant.price, order, rate),
    productId: variant.productId,
    variantId: variant.id,
    taxable: variant.taxable,
    requiresShipping: variant.requiresShipping,
    isGiftCard: product?.isGiftCard ?? false,
    grams: variant.grams,
    discounts: [],
    taxLines: [],
    customAttributes: [],
  };
}

const add = (line: { discounts: readonly DiscountAllocationRecord[] }, application: number, amount: Bag) => {
  if (shopOf(amount) !== 0 || presentmentOf(amount) !== 0)
    line.discounts = [...line.discounts, { application, amount }];
};

/** A percentage off every line; each allocation is rounded on its own, so the order's discount is their sum [A]. */
export function discountOrder(order: OrderRecord, code: string, percentage: number): void {
  const application = order.discountApplications.length;
  order.discountApplications = [
    ...order.discountApplications,
    {
      kind: "code",
      label: code,
      targetType: "LINE_ITEM",
      targetSelection: "ALL",
      allocationMethod: "ACROSS",
      value: { percentage },
    },
  ];
  for (const line of order.lines)
    if (!line.isGiftCard && line.productId !== null)
      add(line, application, shareOfBag(netOfLine(line), percentage / 100, order));
}

export function discountLine(order: OrderRecord, line: LineRecord, title: string, percentage: number): void {
  const application = order.discountApplications.length;
  order.discountApplications = [
    ...order.discountApplications,
    {
      kind: "manual",
      label: title,
      description: title,
      targetType: "LINE_ITEM",
      targetSelection: "EXPLICIT",
      allocationMethod: "ONE",
      value: { percentage },
    },
  ];
  add(line, application, shareOfBag(netOfLine(line), percentage / 100, order));
}

export function discountShipping(order: OrderRecord, title: string, percentage: number): void {
  const application = order.discountApplications.length;
  order.discountApplications = [
    ...order.discountApplications,
    {
      kind: "automatic",
      label: title,
      targetType: "SHIPPING_LINE",
      targetSelection: "ALL",
      allocationMethod: "EACH",
      value: { percentage },
    },
  ];
  for (const line of order.shippingLines)
    add(line, application, shareOfBag(netOfShipping(line), percentage / 100, order));
}

/** Tax in an amount when prices include it, on it otherwise [D: `Order.taxesIncluded`]. */
export const taxOn = (amount: Bag, rate: number, order: OrderRecord): Bag =>
  shareOfBag(amount, order.taxesIncluded ? rate / (1 + rate) : rate, order);

/** Puts a tax on taxable lines and on shipping; a rate of 0 leaves no tax lines. */
export function taxOrder(order: OrderRecord, rate: number, title: string): void {
  if (rate === 0 || order.taxExempt) return;
  const taxLine = (amount: Bag): readonly TaxRecord[] => [
    { title, rate, price: taxOn(amount, rate, order), channelLiable: false },
  ];
  for (const line of order.lines) if (line.taxable) line.taxLines = taxLine(netOfLine(line));
  for (const line of order.shippingLines) line.taxLines = taxLine(netOfShipping(line));
}
