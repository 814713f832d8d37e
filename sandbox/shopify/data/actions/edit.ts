/** Editing an order: changes are staged, looked at, and take effect together. */
import { netOfLine, netOfShipping } from "../derive/amounts.ts";
import { deriveOrder } from "../derive/derive-order.ts";
import { taxOn } from "../generate/order-lines.ts";
import { presentmentOf, shareOfBag, shopOf, timesBag } from "../money.ts";
import type { LineRecord, ManualDiscountRecord, OrderRecord, TaxRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { addPieces, type PiecesOfLine } from "./fulfil.ts";
import { refundOrder } from "./refund.ts";

export interface StagedDiscount extends ManualDiscountRecord {
  readonly id: number;
  readonly lineId: number;
}

export interface OrderEdit {
  readonly id: number;
  readonly orderId: number;
  /** New lines in the order they were added; those whose quantity was set to 0 again are left out. */
  added: readonly LineRecord[];
  /** New current quantities of lines the order has. */
  readonly quantities: Map<number, { readonly quantity: number; readonly restock: boolean }>;
  discounts: readonly StagedDiscount[];
}

/** What an edit does to the quantity of a line the order has. */
export interface QuantityChange extends PiecesOfLine {
  readonly restock: boolean;
}

/** Lines whose current quantity an edit raises and lowers, by how much. */
export function quantityChanges(order: OrderRecord, edit: OrderEdit): Record<"raised" | "lowered", QuantityChange[]> {
  const derived = deriveOrder(order).lines;
  const changes = order.lines.flatMap((line) => {
    const set = edit.quantities.get(line.id);
    const quantity = set === undefined ? 0 : set.quantity - (derived.get(line.id)?.currentQuantity ?? 0);
    return quantity === 0 || set === undefined ? [] : [{ line, quantity, restock: set.restock }];
  });
  return {
    raised: changes.filter(({ quantity }) => quantity > 0),
    lowered: changes
      .filter(({ quantity }) => quantity < 0)
      .map((change) => ({ ...change, quantity: -change.quantity })),
  };
}

/**
 * [D: `orderEditCommit`] Added pieces raise quantities and are to be sent; removed ones stay in the line's quantity and leave its
 * `currentQuantity` by a refund of zero, whose restock type is NO_RESTOCK or CANCEL [A].
 */
export function editOrder(data: ShopData, order: OrderRecord, edit: OrderEdit, at = data.now()): void {
  const { raised, lowered } = quantityChanges(order, edit);
  const added = edit.added.filter((line) => line.quantity > 0).map((line) => ({ ...line }));
  order.lines.push(...added);
  for (const { line, quantity } of raised) {
    line.quantity += quantity;
    retax(order, line);
  }
  for (const discount of edit.discounts) discountByHand(order, discount.lineId, discount);
  const pieces = [...raised, ...added.map((line) => ({ line, quantity: line.quantity }))];
  addPieces(data, order, pieces, at);
  if (lowered.length > 0)
    refundOrder(data, order, {
      at,
      amount: 0,
      lines: lowered.map(({ line, quantity, restock }) => ({
        lineId: line.id,
        quantity,
        restockType: restock ? "CANCEL" : "NO_RESTOCK",
      })),
    });
  order.edited = true;
}

/** How the order would look: the edit done to a copy, whose new parts have no ids. */
export function calculateOrder(data: ShopData, order: OrderRecord, edit: OrderEdit): OrderRecord {
  const copy = structuredClone(order);
  editOrder({ ...data, ids: { next: () => 0, seen: () => {} } }, copy, edit);
  return copy;
}

/** Takes a discount off a line; its taxes follow. */
export function discountByHand(order: OrderRecord, lineId: number, { description, value }: ManualDiscountRecord): void {
  const line = order.lines.find((each) => each.id === lineId);
  if (line === undefined) return;
  const isPercentage = "percentage" in value;
  const application = order.discountApplications.length;
  order.discountApplications = [
    ...order.discountApplications,
    {
      kind: "manual",
      label: description,
      description,
      targetType: "LINE_ITEM",
      targetSelection: "EXPLICIT",
      allocationMethod: isPercentage ? "ACROSS" : "EACH",
      value: isPercentage ? value : { amount: shopOf(value.amount), currencyCode: order.currencyCode },
    },
  ];
  const amount = isPercentage
    ? shareOfBag(netOfLine(line), value.percentage / 100, order)
    : timesBag(value.amount, line.quantity);
  line.discounts = [...line.discounts, { application, amount }];
  retax(order, line);
}

/** Taxes follow the changed amount of the line at their rates; a tax without rate stays as it is [A]. */
function retax(order: OrderRecord, line: LineRecord): void {
  const net = netOfLine(line);
  line.taxLines = line.taxLines.map((tax) =>
    tax.rate === null ? tax : { ...tax, price: taxOn(net, tax.rate, order) },
  );
}

/** A new line is taxed like the order's first taxed line or shipping line [A]. */
export function taxesOfNewLine(order: OrderRecord, line: LineRecord): readonly TaxRecord[] {
  if (!line.taxable || order.taxExempt) return [];
  const model = [...order.lines, ...order.shippingLines].find((each) => each.taxLines.length > 0);
  const taxes = model?.taxLines.filter((tax) => tax.rate !== null) ?? [];
  return taxes.map((tax) => ({ ...tax, price: taxOn(netOfLine(line), tax.rate ?? 0, order) }));
}

/** Presentment money for one unit of shop money: that of the order's own amounts. */
export function rateOf(order: OrderRecord): number {
  const amounts = [...order.lines.map((line) => line.unitPrice), ...order.shippingLines.map(netOfShipping)];
  const known = amounts.find((amount) => shopOf(amount) > 0);
  return known === undefined ? 1 : presentmentOf(known) / shopOf(known);
}
