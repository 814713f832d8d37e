/** An order with the changes of an edit, before they are saved. */
import { calculateOrder, quantityChanges, type OrderEdit, type StagedDiscount } from "../actions/edit.ts";
import type { Arguments } from "../../engine/contract.ts";
import { allocated, netOfLine, orderLevelDiscount } from "../derive/amounts.ts";
import { deriveOrder } from "../derive/derive-order.ts";
import { gid } from "../ids.ts";
import { moneyBag, moneyV2, presentmentOf, shopOf, subtractBags, sumBags, timesBag } from "../money.ts";
import type { LineRecord, OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { connectionOf } from "./connection.ts";
import { perPiece } from "./line-views.ts";
import { discountAllocationViews, discountApplicationView, taxLineView } from "./shared-views.ts";
import type { View } from "./view.ts";

interface Calculation {
  readonly data: ShopData;
  readonly edit: OrderEdit;
  /** The order as it is. */
  readonly order: OrderRecord;
  /** The order as it would be. */
  readonly draft: OrderRecord;
}

const calculate = (data: ShopData, order: OrderRecord, edit: OrderEdit): Calculation => ({
  data,
  edit,
  order,
  draft: calculateOrder(data, order, edit),
});

const valueView = (order: OrderRecord, { value }: StagedDiscount) =>
  "percentage" in value
    ? { __typename: "PricingPercentageValue", percentage: value.percentage }
    : { __typename: "MoneyV2", ...moneyV2(shopOf(value.amount), order.currencyCode) };

const stagedDiscount = (order: OrderRecord, discount: StagedDiscount) => ({
  __typename: "OrderStagedChangeAddLineItemDiscount",
  id: gid("OrderStagedChangeAddLineItemDiscount", discount.id),
  description: discount.description,
  value: valueView(order, discount),
});

const stagedAddition = ({ data, order }: Calculation, line: LineRecord) => {
  const variant = line.variantId === null ? undefined : data.variants.get(line.variantId);
  return variant === undefined
    ? {
        __typename: "OrderStagedChangeAddCustomItem",
        title: line.title,
        quantity: line.quantity,
        originalUnitPrice: moneyV2(presentmentOf(line.unitPrice), order.presentmentCurrencyCode),
      }
    : {
        __typename: "OrderStagedChangeAddVariant",
        quantity: line.quantity,
        variant: data.show("ProductVariant", variant),
      };
};

/** Changes of one line, or of all. */
function stagedChanges(calculation: Calculation, lineId?: number): object[] {
  const { data, order, edit } = calculation;
  const { raised, lowered } = quantityChanges(order, edit);
  const isWanted = (id: number) => lineId === undefined || lineId === id;
  return [
    ...edit.added
      .filter((line) => line.quantity > 0 && isWanted(line.id))
      .map((line) => stagedAddition(calculation, line)),
    ...raised
      .filter(({ line }) => isWanted(line.id))
      .map(({ line, quantity }) => ({
        __typename: "OrderStagedChangeIncrementItem",
        delta: quantity,
        lineItem: data.show("LineItem", { order, line }),
      })),
    ...lowered
      .filter(({ line }) => isWanted(line.id))
      .map(({ line, quantity, restock }) => ({
        __typename: "OrderStagedChangeDecrementItem",
        delta: quantity,
        restock,
        lineItem: data.show("LineItem", { order, line }),
      })),
    ...edit.discounts.filter((each) => isWanted(each.lineId)).map((each) => stagedDiscount(order, each)),
  ];
}

function lineView(calculation: Calculation, line: LineRecord): object {
  const { data, edit, order, draft } = calculation;
  const now = deriveOrder(draft).lines.get(line.id);
  const before = data.derived(order).lines.get(line.id);
  const current = now?.currentQuantity ?? 0;
  const editable = now?.unfulfilledQuantity ?? 0;
  const unit = perPiece(netOfLine(line), line.quantity, order);
  const variant = line.variantId === null ? undefined : data.variants.get(line.variantId);
  const allocations = discountAllocationViews(draft, line.discounts);
  return {
    __typename: "CalculatedLineItem",
    id: gid("CalculatedLineItem", line.id),
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    image: null,
    variant: variant === undefined ? null : data.show("ProductVariant", variant),
    quantity: current,
    editableQuantity: editable,
    editableQuantityBeforeChanges: before?.unfulfilledQuantity ?? 0,
    editableSubtotalSet: moneyBag(timesBag(unit, editable), order),
    uneditableSubtotalSet: moneyBag(timesBag(unit, current - editable), order),
    originalUnitPriceSet: moneyBag(line.unitPrice, order),
    discountedUnitPriceSet: moneyBag(unit, order),
    customAttributes: line.customAttributes,
    restockable: line.variantId !== null && editable > 0,
    restocking: edit.quantities.get(line.id)?.restock ?? false,
    hasStagedLineItemDiscount: edit.discounts.some((each) => each.lineId === line.id),
    discountAllocations: allocations,
    calculatedDiscountAllocations: allocations.map((allocation, index) => ({
      allocatedAmountSet: allocation.allocatedAmountSet,
      discountApplication: applicationView(draft, line.discounts[index]?.application ?? 0),
    })),
    stagedChanges: stagedChanges(calculation, line.id),
  };
}

function applicationView(order: OrderRecord, index: number): object | null {
  const application = order.discountApplications[index];
  if (application === undefined) return null;
  const { kind, label, targetType, targetSelection, allocationMethod } = application;
  return {
    __typename: kind === "code" ? "CalculatedDiscountCodeApplication" : "CalculatedManualDiscountApplication",
    id: gid("CalculatedDiscountApplication", index + 1),
    allocationMethod,
    appliedTo: targetSelection === "ALL" ? "ORDER" : "LINE",
    description: label,
    ...(kind === "code" ? { code: label } : {}),
    targetSelection,
    targetType,
    value: discountApplicationView(application, index)["value"],
  };
}

/** `CalculatedOrder`. */
export function calculatedOrderView(data: ShopData, order: OrderRecord, edit: OrderEdit): View {
  const calculation = calculate(data, order, edit);
  const { draft } = calculation;
  const derived = deriveOrder(draft);
  const isAdded = new Set(edit.added.map((line) => line.id));
  const lines = (wanted: boolean) => draft.lines.filter((line) => isAdded.has(line.id) === wanted);
  const toView = (line: LineRecord) => lineView(calculation, line);
  const changes = stagedChanges(calculation).map((change, index) => ({ id: index + 1, change }));
  return {
    __typename: "CalculatedOrder",
    id: gid("CalculatedOrder", edit.id),
    committed: false,
    originalOrder: data.show("Order", order),
    lineItems: (args: Arguments) => connectionOf(lines(false), args, toView),
    addedLineItems: (args: Arguments) => connectionOf(lines(true), args, toView),
    addedDiscountApplications: (args: Arguments) =>
      connectionOf(
        edit.discounts,
        args,
        (discount) =>
          applicationView(draft, order.discountApplications.length + edit.discounts.indexOf(discount)) ?? {},
      ),
    stagedChanges: (args: Arguments) => connectionOf(changes, args, ({ change }) => change),
    shippingLines: draft.shippingLines.map((line) => ({
      id: gid("CalculatedShippingLine", line.id),
      title: line.title,
      price: moneyBag(subtractBags(line.price, allocated(line.discounts)), order),
      stagedStatus: "NONE",
    })),
    taxLines: draft.lines.flatMap((line) => line.taxLines.map((tax) => taxLineView(tax, draft))),
    cartDiscountAmountSet: moneyBag(
      sumBags(draft.lines, (line) => orderLevelDiscount(draft, line.discounts)),
      order,
    ),
    subtotalLineItemsQuantity: [...derived.lines.values()].reduce((sum, line) => sum + line.currentQuantity, 0),
    subtotalPriceSet: moneyBag(derived.currentSubtotal, order),
    totalPriceSet: moneyBag(derived.currentTotalPrice, order),
    totalOutstandingSet: moneyBag(derived.outstanding, order),
    notificationPreviewHtml: null,
    notificationPreviewTitle: `Order ${order.name} was updated`,
  };
}

/** `CalculatedLineItem`; null when the edit has no such line. */
export function calculatedLineView(data: ShopData, order: OrderRecord, edit: OrderEdit, lineId: number): object | null {
  const calculation = calculate(data, order, edit);
  const line = calculation.draft.lines.find((each) => each.id === lineId);
  return line === undefined ? null : lineView(calculation, line);
}

/** `OrderStagedChangeAddLineItemDiscount`. */
export const stagedDiscountView = stagedDiscount;
