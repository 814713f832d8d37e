/** Order lines and shipping lines. */
import {
  bagOf,
  moneyBag,
  moneyText,
  moneyV2,
  presentmentOf,
  roundUnits,
  shopOf,
  subtractBags,
  sumBags,
  timesBag,
  type Bag,
} from "../money.ts";
import { netOfLine, netOfShipping, originalTotal, taxOf } from "../derive/amounts.ts";
import { gid } from "../ids.ts";
import type { LineRecord, OrderRecord, ShippingLineRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { fulfillmentServiceView } from "./fulfillment-service.ts";
import { discountAllocationViews, taxLineView } from "./shared-views.ts";
import { defineView } from "./view.ts";

/** A line with its order: nearly every field needs both. */
export interface LineOfOrder {
  readonly order: OrderRecord;
  readonly line: LineRecord;
}

/** Discounts of the line itself; order-level and, unless asked for, code discounts are left out [D: `discountedTotalSet`]. */
const lineLevelDiscount = ({ order, line }: LineOfOrder, withCodes: boolean): Bag =>
  sumBags(line.discounts, (discount) => {
    const application = order.discountApplications[discount.application];
    if (application === undefined || application.targetSelection === "ALL") return 0;
    return withCodes || application.kind !== "code" ? discount.amount : 0;
  });

const discountedTotal = (of: LineOfOrder, withCodes: boolean): Bag =>
  subtractBags(originalTotal(of.line), lineLevelDiscount(of, withCodes));

/** Money divided by pieces, rounded in each currency. */
export const perPiece = (bag: Bag, pieces: number, order: OrderRecord): Bag =>
  pieces === 0
    ? 0
    : bagOf(
        roundUnits(shopOf(bag) / pieces, order.currencyCode),
        roundUnits(presentmentOf(bag) / pieces, order.presentmentCurrencyCode),
      );

const derivedOf = ({ order, line }: LineOfOrder, data: ShopData) => data.derived(order).lines.get(line.id);

const unfulfilledOf = (of: LineOfOrder, data: ShopData) => derivedOf(of, data)?.unfulfilledQuantity ?? 0;

const productOf = ({ line }: LineOfOrder, data: ShopData) =>
  line.productId === null ? undefined : data.products.get(line.productId);

const AMOUNTS: Readonly<Record<string, (of: LineOfOrder, data: ShopData) => Bag>> = {
  originalUnitPrice: ({ line }) => line.unitPrice,
  originalTotal: ({ line }) => originalTotal(line),
  discountedUnitPrice: (of) => perPiece(discountedTotal(of, false), of.line.quantity, of.order),
  totalDiscount: (of) => lineLevelDiscount(of, true),
  unfulfilledOriginalTotal: (of, data) => timesBag(of.line.unitPrice, unfulfilledOf(of, data)),
  unfulfilledDiscountedTotal: (of, data) =>
    perPiece(timesBag(discountedTotal(of, false), unfulfilledOf(of, data)), of.line.quantity, of.order),
};

type Field = (of: LineOfOrder, data: ShopData) => unknown;

const amountFields: Readonly<Record<string, Field>> = Object.fromEntries(
  Object.entries(AMOUNTS).flatMap(([name, amount]): [string, Field][] => [
    [`${name}Set`, (of, data) => moneyBag(amount(of, data), of.order)],
    [name, (of, data) => moneyText(shopOf(amount(of, data)), of.order.currencyCode)],
  ]),
);

export const lineItemView = defineView<LineOfOrder>("LineItem", {
  given: ({ line }) => line.given,
  nulls: ["contract", "image", "lineItemGroup", "sellingPlan", "staffMember"],
  fields: {
    id: ({ line }) => gid("LineItem", line.id),
    title: ({ line }) => line.title,
    variantTitle: ({ line }) => line.variantTitle,
    name: ({ line }) => (line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`),
    sku: ({ line }) => line.sku,
    vendor: ({ line }) => line.vendor,
    quantity: ({ line }) => line.quantity,
    taxable: ({ line }) => line.taxable,
    requiresShipping: ({ line }) => line.requiresShipping,
    isGiftCard: ({ line }) => line.isGiftCard,
    customAttributes: ({ line }) => line.customAttributes,
    weight: ({ line }) => (line.grams === null ? null : { unit: "GRAMS", value: line.grams }),
    duties: () => [],
    merchantEditable: () => true,
    currentQuantity: (of, data) => derivedOf(of, data)?.currentQuantity ?? 0,
    refundableQuantity: (of, data) => derivedOf(of, data)?.refundableQuantity ?? 0,
    unfulfilledQuantity: unfulfilledOf,
    fulfillableQuantity: unfulfilledOf,
    nonFulfillableQuantity: (of, data) =>
      (derivedOf(of, data)?.currentQuantity ?? 0) > 0
        ? Math.max(0, (derivedOf(of, data)?.currentQuantity ?? 0) - unfulfilledOf(of, data))
        : 0,
    fulfillmentStatus: (of, data) => {
      if (unfulfilledOf(of, data) === 0) return "fulfilled";
      return (derivedOf(of, data)?.fulfilledQuantity ?? 0) > 0 ? "partial" : "unfulfilled";
    },
    restockable: (of, data) => (derivedOf(of, data)?.refundableQuantity ?? 0) > 0 && of.line.variantId !== null,
    canRestock: (of, data) => (derivedOf(of, data)?.refundableQuantity ?? 0) > 0 && of.line.variantId !== null,
    // A product or variant that was deleted is null on the line, its texts stay [M].
    product: (of, data) => {
      const product = productOf(of, data);
      return product === undefined ? null : data.show("Product", product);
    },
    variant: ({ line }, data) => {
      const variant = line.variantId === null ? undefined : data.variants.get(line.variantId);
      return variant === undefined ? null : data.show("ProductVariant", variant);
    },
    fulfillmentService: ({ line }, data) => fulfillmentServiceView(data, line.serviceLocationId ?? null),
    discountAllocations: ({ order, line }) => discountAllocationViews(order, line.discounts),
    ...amountFields,
    discountedTotal: (of) => moneyText(shopOf(discountedTotal(of, false)), of.order.currencyCode),
    discountedUnitPriceAfterAllDiscountsSet: (of) =>
      moneyBag(perPiece(netOfLine(of.line), of.line.quantity, of.order), of.order),
    priceAfterAllDiscountsBeforeTaxesSet: (of) =>
      moneyBag(subtractBags(netOfLine(of.line), of.order.taxesIncluded ? taxOf(of.line) : 0), of.order),
  },
  calls: {
    discountedTotalSet: (of, _data, args) =>
      moneyBag(discountedTotal(of, args["withCodeDiscounts"] === true), of.order),
    taxLines: ({ order, line }, _data, args) => {
      const { first } = args;
      const taxes = typeof first === "number" ? line.taxLines.slice(0, first) : line.taxLines;
      return taxes.map((tax) => taxLineView(tax, order));
    },
  },
});

export interface ShippingLineOfOrder {
  readonly order: OrderRecord;
  readonly line: ShippingLineRecord;
}

const refundedOfShipping = ({ order, line }: ShippingLineOfOrder): Bag =>
  sumBags(
    order.refunds.flatMap((refund) => refund.shippingLines).filter((part) => part.shippingLineId === line.id),
    (part) => part.subtotal,
  );

export const shippingLineView = defineView<ShippingLineOfOrder>("ShippingLine", {
  given: ({ line }) => line.given,
  nulls: ["deliveryCategory", "phone", "requestedFulfillmentService", "shippingRateHandle"],
  fields: {
    id: ({ line }) => gid("ShippingLine", line.id),
    title: ({ line }) => line.title,
    code: ({ line }) => line.code,
    source: ({ line }) => line.source,
    carrierIdentifier: ({ line }) => line.carrierIdentifier,
    custom: ({ line }) => line.code === "custom",
    isRemoved: ({ line }) => line.isRemoved,
    originalPriceSet: ({ order, line }) => moneyBag(line.price, order),
    originalPrice: ({ order, line }) => moneyV2(shopOf(line.price), order.currencyCode),
    price: ({ order, line }) => moneyText(shopOf(line.price), order.currencyCode),
    discountedPriceSet: ({ order, line }) => moneyBag(netOfShipping(line), order),
    discountedPrice: ({ order, line }) => moneyV2(shopOf(netOfShipping(line)), order.currencyCode),
    currentDiscountedPriceSet: (of) => moneyBag(subtractBags(netOfShipping(of.line), refundedOfShipping(of)), of.order),
    discountAllocations: ({ order, line }) => discountAllocationViews(order, line.discounts),
    taxLines: ({ order, line }) => line.taxLines.map((tax) => taxLineView(tax, order)),
  },
});
