import { expect, test } from "@jest/globals";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { orderRows, type OrderRows } from "#domain/orders/import-order";
import type { MoneyPair } from "#domain/orders/order-money";
import type { LineNode, OrderNode } from "#domain/orders/order-node";
import type { RefundNode } from "#domain/orders/refund-node";
import { NOTHING_KNOWN } from "#domain/orders/refunds-of-order";
import { anImportContext } from "../../support/import-context.ts";
import { aLineNode, anOrderNode, aShippingLineNode, money } from "../../support/order-node.ts";
import { aRefundLineNode, aRefundNode } from "../../support/refund-node.ts";

const text = (cents: number): string => new Decimal(cents).dividedBy(100).toFixed(2);
const sumOf = (values: readonly (string | number)[]): Decimal =>
  values.reduce((sum, value) => sum.plus(value), new Decimal(0));

/** A line with units that were removed, one refund for each part of them. */
const aLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 9 }),
    price: fc.integer({ min: 0, max: 20_000 }),
    discountPercent: fc.integer({ min: 0, max: 100 }),
    taxPercents: fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 3 }),
    removed: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
  })
  .map(({ quantity, price, discountPercent, taxPercents, removed }) => {
    const discount = Math.floor((price * quantity * discountPercent) / 100);
    const parts: number[] = [];
    let left = quantity;
    for (const part of removed) {
      if (part > left) break;
      parts.push(part);
      left -= part;
    }
    const net = price * quantity - discount;
    return {
      quantity,
      price,
      discount,
      net,
      taxes: taxPercents.map((percent) => Math.round((net * percent) / 100)),
      parts,
    };
  });
type Line = typeof aLine extends fc.Arbitrary<infer L> ? L : never;

/** What Shopify says the parts were worth: shares of the whole that leave nothing over when all units are gone. */
function shares(whole: number, quantity: number, parts: readonly number[]): readonly number[] {
  let before = 0;
  let units = 0;
  return parts.map((part) => {
    units += part;
    const upTo = Math.round((whole * units) / quantity);
    const share = upTo - before;
    before = upTo;
    return share;
  });
}

interface Shop {
  readonly taxesIncluded: boolean;
  /** Whether Shopify's subtotals hold the tax where prices do. */
  readonly subtotalsWithTax: boolean;
  /** Off the whole order, and on no line. */
  readonly orderDiscountPercent?: number;
}

function anOrder(
  lines: readonly Line[],
  { taxesIncluded, subtotalsWithTax, orderDiscountPercent = 0 }: Shop,
): OrderNode {
  const paid = (net: number): number => net - Math.floor((net * orderDiscountPercent) / 100);
  const nodes: LineNode[] = [];
  const refunds: RefundNode[] = [];
  for (const [index, line] of lines.entries()) {
    const id = `gid://shopify/LineItem/${index + 11}`;
    const tax = line.taxes.reduce((sum, amount) => sum + amount, 0);
    nodes.push(
      aLineNode({
        id,
        quantity: line.quantity,
        originalUnitPriceSet: money(text(line.price)),
        discountAllocations: line.discount === 0 ? [] : [{ allocatedAmountSet: money(text(line.discount)) }],
        taxLines: line.taxes.map((amount) => ({
          title: "Tax",
          rate: null,
          ratePercentage: null,
          channelLiable: null,
          priceSet: money(text(amount)),
        })),
      }),
    );
    const worth = shares(paid(line.net), line.quantity, line.parts);
    const taxes = shares(tax, line.quantity, line.parts);
    for (const [part, quantity] of line.parts.entries()) {
      const taxOfPart = taxes[part] ?? 0;
      const withTax = !taxesIncluded || subtotalsWithTax;
      const refundLine = aRefundLineNode({
        id: `gid://shopify/RefundLineItem/${index + 11}${part}`,
        lineItem: { id },
        quantity,
        subtotalSet: money(text((worth[part] ?? 0) - (withTax ? 0 : taxOfPart))),
        totalTaxSet: money(text(taxOfPart)),
      });
      refunds.push(
        aRefundNode({ id: `gid://shopify/Refund/${index + 11}${part}`, refundLineItems: { nodes: [refundLine] } }),
      );
    }
  }
  const subtotal = text(lines.reduce((sum, { net }) => sum + paid(net), 0));
  const discount = text(lines.reduce((sum, line) => sum + line.discount + line.net - paid(line.net), 0));
  const vat = text(lines.flatMap(({ taxes }) => taxes).reduce((sum, amount) => sum + amount, 0));
  return anOrderNode({
    taxesIncluded,
    lineItems: { nodes },
    refunds,
    subtotalPriceSet: money(subtotal),
    totalDiscountsSet: money(discount),
    // What Shopify says of it after returns must not matter.
    currentTotalDiscountsSet: money(discount),
    totalTaxSet: money(vat),
    totalPriceSet: money(taxesIncluded ? subtotal : sumOf([subtotal, vat]).toFixed(2)),
  });
}

const orders = fc
  .record({
    lines: fc.array(aLine, { minLength: 1, maxLength: 6 }),
    shop: fc.record({ taxesIncluded: fc.boolean(), subtotalsWithTax: fc.boolean() }),
  })
  .map(({ lines, shop }) => ({ lines, order: anOrder(lines, shop) }));

const amountOf = (money: MoneyPair | null): string => money?.shopMoney.amount ?? "0";
const worthOf = ({ originalUnitPriceSet, quantity, discountAllocations }: LineNode): string =>
  new Decimal(amountOf(originalUnitPriceSet))
    .times(quantity)
    .minus(sumOf(discountAllocations.map(({ allocatedAmountSet }) => amountOf(allocatedAmountSet))))
    .toFixed();

interface Extras {
  readonly tip: number;
  readonly shippingDiscount: number;
}

/** The order with a tip, which is no part of Shopify's subtotal, and with shipping at 12.00 that has a discount of its own. */
function withExtras(order: OrderNode, { tip, shippingDiscount }: Extras): OrderNode {
  const plus = (amount: MoneyPair | null, ...more: readonly string[]) =>
    money(sumOf([amountOf(amount), ...more]).toFixed(2));
  const shipping = text(1200 - shippingDiscount);
  const aTip = aLineNode({
    id: "gid://shopify/LineItem/99",
    name: "Tip",
    product: null,
    variant: null,
    originalUnitPriceSet: money(text(tip)),
  });
  return {
    ...order,
    lineItems: { nodes: [...order.lineItems.nodes, ...(tip === 0 ? [] : [aTip])] },
    shippingLines: {
      nodes: [aShippingLineNode({ discountAllocations: [{ allocatedAmountSet: money(text(shippingDiscount)) }] })],
    },
    totalShippingPriceSet: money(shipping),
    totalDiscountsSet: plus(order.totalDiscountsSet, text(shippingDiscount)),
    currentTotalDiscountsSet: plus(order.currentTotalDiscountsSet, text(shippingDiscount)),
    totalPriceSet: plus(order.totalPriceSet, text(tip), shipping),
  };
}

const discountedOrders = fc
  .record({
    extras: fc.record({
      tip: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2_000 })),
      shippingDiscount: fc.integer({ min: 0, max: 1_200 }),
    }),
    lines: fc.array(aLine, { minLength: 1, maxLength: 6 }),
    shop: fc.record({
      taxesIncluded: fc.boolean(),
      subtotalsWithTax: fc.boolean(),
      orderDiscountPercent: fc.integer({ min: 1, max: 100 }),
    }),
  })
  .map(({ lines, shop, extras }) => ({ lines, extras, order: anOrder(lines, shop) }))
  .filter(({ order: { subtotalPriceSet, lineItems } }) =>
    sumOf(lineItems.nodes.map(worthOf)).greaterThan(amountOf(subtotalPriceSet)),
  )
  .map(({ lines, extras, order }) => ({ lines, extras, order: withExtras(order, extras) }));

const rowsOf = (order: OrderNode): OrderRows => orderRows(order, NOTHING_KNOWN, anImportContext());

const netOf = ({ lines }: OrderRows): Decimal =>
  sumOf(lines.map((line) => new Decimal(line.unitPrice).times(line.quantity).minus(line.discountAmount).toFixed()));
const taxOf = ({ taxLines }: OrderRows): Decimal => sumOf(taxLines.map(({ amount }) => amount));

test("an order comes to what its lines come to, whatever was removed of them", () => {
  fc.assert(
    fc.property(orders, ({ order }) => {
      const rows = rowsOf(order);
      const total = order.taxesIncluded ? netOf(rows) : netOf(rows).plus(taxOf(rows));

      expect(rows.editable.subtotalAmount).toBe(netOf(rows).toFixed());
      expect(rows.editable.vatAmount).toBe(taxOf(rows).toFixed());
      expect(rows.editable.totalAmount).toBe(total.toFixed());
      expect(rows.editable.presentmentTotalAmount).toBe(rows.editable.totalAmount);
    }),
  );
});

/** What is off the document as a whole: the order's discount that is on no line and no shipping. */
const invoiceDiscountOf = ({ editable, lines, shippingCharges }: OrderRows): Decimal =>
  Decimal.max(
    0,
    new Decimal(editable.discountAmount).minus(
      sumOf([...lines, ...shippingCharges].map((each) => each.discountAmount)),
    ),
  );

test("an order with a discount on the whole of it comes to what is left of its lines and of the discount, in any order of lines", () => {
  fc.assert(
    fc.property(discountedOrders, ({ order, extras }) => {
      const rows = rowsOf(order);
      const goods = netOf(rows).minus(invoiceDiscountOf(rows));
      const net = goods.plus(text(1200 - extras.shippingDiscount));

      expect(rows.editable.subtotalAmount).toBe(goods.minus(text(extras.tip)).toFixed());
      expect(rows.editable.totalAmount).toBe((order.taxesIncluded ? net : net.plus(taxOf(rows))).toFixed());
      expect(goods.isNegative()).toBe(false);
      expect(rowsOf({ ...order, lineItems: { nodes: order.lineItems.nodes.toReversed() } }).editable).toEqual(
        rows.editable,
      );
    }),
  );
});

test("nothing becomes negative, and no line is left with more discount than it costs", () => {
  fc.assert(
    fc.property(fc.oneof(orders, discountedOrders), ({ lines, order }) => {
      const rows = rowsOf(order);

      for (const line of rows.lines) {
        expect(line.quantity).toBeGreaterThan(0);
        const discount = new Decimal(line.discountAmount);
        expect(discount.gte(0) && discount.lte(new Decimal(line.unitPrice).times(line.quantity))).toBe(true);
      }
      for (const tax of rows.taxLines) expect(new Decimal(tax.amount).gte(0)).toBe(true);
      expect(rows.lines.filter(({ tip }) => !tip).map(({ quantity }) => quantity)).toEqual(
        lines
          .map(({ quantity, parts }) => quantity - parts.reduce((sum, part) => sum + part, 0))
          .filter((quantity) => quantity > 0),
      );
    }),
  );
});

test("the part of a discount that goes is what Shopify says, and within a cent of the units' share", () => {
  fc.assert(
    fc.property(orders, ({ lines, order }) => {
      const rows = rowsOf(order);

      for (const line of rows.lines) {
        const before = lines[Number(line.lineId) - 11];
        if (before === undefined) throw new Error("A line that was not ordered");
        const share = new Decimal(before.discount).times(line.quantity).dividedBy(before.quantity).dividedBy(100);
        expect(share.minus(line.discountAmount).abs().toNumber()).toBeLessThanOrEqual(0.01);
      }
    }),
  );
});

test("the order of lines, refunds and their lines is irrelevant, and reading twice is reading once", () => {
  fc.assert(
    fc.property(orders, ({ order }) => {
      const reversed: OrderNode = {
        ...order,
        lineItems: { nodes: order.lineItems.nodes.toReversed() },
        refunds: (order.refunds ?? []).toReversed(),
      };
      const rows = rowsOf(order);
      const again = rowsOf(reversed);

      expect(again.editable).toEqual(rows.editable);
      expect(again.lines.toReversed()).toEqual(rows.lines);
      expect(rowsOf(order)).toEqual(rows);
    }),
  );
});
