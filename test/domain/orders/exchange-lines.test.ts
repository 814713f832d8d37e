import { describe, expect, test } from "@jest/globals";
import { linesWaitingForRefund } from "#domain/orders/exchange-lines";
import { orderRows, type OrderRows } from "#domain/orders/import-order";
import type { OrderNode } from "#domain/orders/order-node";
import { NOTHING_KNOWN, type KnownOfOrder } from "#domain/orders/refunds-of-order";
import { anImportContext } from "../../support/import-context.ts";
import { aLineNode, anOrderNode, money } from "../../support/order-node.ts";
import { anExchangeLineNode, aRefundLineNode, aRefundNode, aReturnNode } from "../../support/refund-node.ts";

const rowsOf = (order: Partial<OrderNode>, known: Partial<KnownOfOrder> = {}): OrderRows =>
  orderRows(anOrderNode(order), { ...NOTHING_KNOWN, ...known }, anImportContext());
const returns = (...nodes: readonly ReturnType<typeof aReturnNode>[]) => ({ nodes });
const ofReturn = { return: { id: "gid://shopify/Return/51" } };

describe("an exchange", () => {
  const table = aLineNode({
    id: "gid://shopify/LineItem/12",
    originalUnitPriceSet: money("15.00", "13.50"),
    quantity: 2,
    discountAllocations: [{ allocatedAmountSet: money("3.00", "2.70") }],
    taxLines: [{ title: "Tax", rate: 0.2, ratePercentage: 20, channelLiable: null, priceSet: money("4.50", "4.05") }],
  });
  const lineItems = { nodes: [aLineNode(), table] };
  const exchanged = returns(aReturnNode({ exchangeLineItems: { nodes: [anExchangeLineNode(["12"], 2)] } }));
  const exchangeLinesOf = (rows: OrderRows) =>
    rows.refunds?.lines
      .filter(({ isExchangeItem }) => isExchangeItem)
      .map(({ refundId, lineId }) => [refundId, lineId]);

  test("OR-42 marks the line that went out, and takes it off what is given back", () => {
    const rows = rowsOf({ lineItems, returns: exchanged, refunds: [aRefundNode(ofReturn)] });

    expect(rows.lines).toMatchObject([
      { lineId: "11", isExchangeItem: false },
      { lineId: "12", isExchangeItem: true },
    ]);
    expect(rows.editable.lineItemsRedundancyCode).toBe("11");
    expect(rows.refunds?.lines[1]).toEqual({
      refundId: "41",
      refundLineId: "-12",
      lineId: "12",
      restockType: "return",
      restocked: false,
      quantity: -2,
      amount: "15",
      presentmentAmount: "13.5",
      subtotalAmount: "-27",
      presentmentSubtotalAmount: "-24.3",
      totalTaxAmount: "-4.5",
      presentmentTotalTaxAmount: "-4.05",
      locationId: null,
      canCreateCreditMemo: true,
      isExchangeItem: true,
    });
  });

  test("of a part of the line has its part of discount and tax", () => {
    const one = returns(aReturnNode({ exchangeLineItems: { nodes: [anExchangeLineNode(["12"], 1)] } }));
    const rows = rowsOf({ lineItems, returns: one, refunds: [aRefundNode(ofReturn)] });

    expect(rows.refunds?.lines[1]).toMatchObject({ quantity: -1, subtotalAmount: "-13.5", totalTaxAmount: "-2.25" });
  });

  test("of several lines has each with its own quantity", () => {
    const nodes = [aLineNode({ id: "gid://shopify/LineItem/13" }), table];
    const both = returns(aReturnNode({ exchangeLineItems: { nodes: [anExchangeLineNode(["12", "13"], 3)] } }));
    const rows = rowsOf({ lineItems: { nodes }, returns: both, refunds: [aRefundNode(ofReturn)] });

    expect(rows.refunds?.lines.slice(1)).toMatchObject([
      { lineId: "12", quantity: -2 },
      { lineId: "13", quantity: -1 },
    ]);
  });

  test("that is not processed, or has no unit, is no line yet", () => {
    const open = { id: "gid://shopify/ExchangeLineItem/521", quantity: 1, lineItems: null };
    for (const exchange of [open, anExchangeLineNode(["12"], 0)]) {
      const rows = rowsOf({
        lineItems,
        returns: returns(aReturnNode({ exchangeLineItems: { nodes: [exchange] } })),
        refunds: [aRefundNode(ofReturn)],
      });

      expect(exchangeLinesOf(rows)).toEqual([]);
    }
  });

  test("a unit of it that is removed again stays on the line: no sales document has it", () => {
    const removed = aRefundLineNode({ lineItem: { id: "gid://shopify/LineItem/12" } });
    const rows = rowsOf({
      lineItems,
      totalPriceSet: money("52.00"),
      returns: exchanged,
      refunds: [aRefundNode({ refundLineItems: { nodes: [removed] } })],
    });

    expect(rows.lines[1]).toMatchObject({ lineId: "12", quantity: 2 });
    expect(rows.editable.totalAmount).toBe("52");
  });

  test("is taken off one refund of its return only: off the first that has no document", () => {
    const second = aRefundNode({ ...ofReturn, id: "gid://shopify/Refund/42", refundLineItems: { nodes: [] } });
    const order = { lineItems, returns: exchanged, refunds: [second, aRefundNode(ofReturn)] };
    const documented = (refundIds: readonly string[], lines: readonly (readonly [string, string])[] = []) => ({
      documented: { refundIds: new Set(refundIds), refundOfExchangeLine: new Map(lines) },
    });

    expect(exchangeLinesOf(rowsOf(order))).toEqual([["41", "12"]]);
    expect(exchangeLinesOf(rowsOf(order, documented(["41"])))).toEqual([["42", "12"]]);
    expect(exchangeLinesOf(rowsOf(order, documented(["41"], [["12", "41"]])))).toEqual([["41", "12"]]);
  });

  test("waits for the next refund of its return when all that there are have their documents without it", () => {
    const documented = { refundIds: new Set(["41"]), refundOfExchangeLine: new Map() };
    const order = { lineItems, returns: exchanged, refunds: [aRefundNode(ofReturn)] };
    const next = aRefundNode({ ...ofReturn, id: "gid://shopify/Refund/42", refundLineItems: { nodes: [] } });

    const waiting = rowsOf(order, { documented });

    expect(exchangeLinesOf(waiting)).toEqual([]);
    expect(linesWaitingForRefund(waiting.lines, waiting.refunds?.lines ?? [])).toEqual(new Set(["12"]));
    expect(waiting.lines[1]).toMatchObject({ lineId: "12", isExchangeItem: true });

    const taken = rowsOf({ ...order, refunds: [...order.refunds, next] }, { documented });

    expect(exchangeLinesOf(taken)).toEqual([["42", "12"]]);
    expect(linesWaitingForRefund(taken.lines, taken.refunds?.lines ?? [])).toEqual(new Set());
    const removed = {
      lineId: "12",
      isExchangeItem: false,
      quantity: waiting.lines[1]?.quantity ?? 0,
      canCreateCreditMemo: false,
    };
    expect(linesWaitingForRefund(waiting.lines, [removed])).toEqual(new Set());
  });

  test("once known stays one, when returns cannot be read any more", () => {
    const rows = rowsOf({ lineItems, refunds: [] }, { exchangeLineIds: new Set(["12"]) });

    expect(rows.lines[1]).toMatchObject({ lineId: "12", isExchangeItem: true });
    expect(rows.returns).toBe(null);
  });
});
