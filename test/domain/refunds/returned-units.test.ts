import { expect, test } from "@jest/globals";
import type { RefundOfReturn, ReturnLineToPlan } from "#domain/refunds/refund-to-plan";
import { returnedUnits } from "#domain/refunds/returned-units";

/** Two chairs that came back. */
const aReturnLine = (line: Partial<ReturnLineToPlan> = {}): ReturnLineToPlan => ({
  returnLineId: "511",
  lineId: "11",
  quantity: 2,
  processedQuantity: 2,
  discountedTotalAmount: "200.00",
  presentmentDiscountedTotalAmount: "200.00",
  locationId: null,
  ...line,
});
const other = (refundId: string, ...lines: RefundOfReturn["lines"]): RefundOfReturn => ({ refundId, lines });

/** What refund 42, without lines of its own, has of its return. */
const unitsOf = (returnLines: readonly ReturnLineToPlan[], ...otherRefunds: readonly RefundOfReturn[]) =>
  returnedUnits({ refundId: "42", returnLines, otherRefunds }).map(({ line, quantity }) => [
    line.returnLineId,
    quantity,
  ]);

test("goods that came back and that no other refund of the return names belong to the refund without lines", () => {
  expect(unitsOf([aReturnLine()])).toEqual([["511", 2]]);
  expect(unitsOf([aReturnLine()], other("41", { lineId: "11", quantity: 1 }))).toEqual([["511", 1]]);
  expect(unitsOf([aReturnLine()], other("43", { lineId: "11", quantity: 2 }))).toEqual([]);
});

test("a chair that is still with the buyer is no part of it", () => {
  const open = aReturnLine({ processedQuantity: 1 });

  expect(unitsOf([open])).toEqual([["511", 1]]);
  expect(unitsOf([open], other("41", { lineId: "11", quantity: 1 }))).toEqual([]);
  expect(unitsOf([aReturnLine({ processedQuantity: 0 })])).toEqual([]);
});

test("goods of other lines, and those sent in exchange, take nothing from a line", () => {
  const others = [other("41", { lineId: "12", quantity: 1 }, { lineId: "11", quantity: -1 })];

  expect(unitsOf([aReturnLine()], ...others)).toEqual([["511", 2]]);
});

test("of two lines of the return for one line of the order, what is named is taken once, from the first", () => {
  const second = aReturnLine({ returnLineId: "512", quantity: 1, processedQuantity: 1 });

  expect(unitsOf([second, aReturnLine()], other("41", { lineId: "11", quantity: 1 }))).toEqual([
    ["511", 1],
    ["512", 1],
  ]);
  expect(unitsOf([second, aReturnLine()], other("41", { lineId: "11", quantity: 3 }))).toEqual([]);
});

test("of two refunds without lines the first has the goods", () => {
  expect(unitsOf([aReturnLine()], other("9"))).toEqual([]);
  expect(unitsOf([aReturnLine()], other("100"))).toEqual([["511", 2]]);
});
