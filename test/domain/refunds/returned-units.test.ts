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
const other = (refundId: string, ...lines: RefundOfReturn["lines"]): RefundOfReturn => ({
  refundId,
  lines,
  documentUnits: null,
});
const withDocument = (refundId: string, documentUnits: RefundOfReturn["documentUnits"]): RefundOfReturn => ({
  refundId,
  lines: [],
  documentUnits,
});

/** What refund 42, without lines of its own, has of its return. */
const unitsOf = (returnLines: readonly ReturnLineToPlan[], ...otherRefunds: readonly RefundOfReturn[]) =>
  returnedUnits({ refundId: "42", lines: [], returnLines, otherRefunds }).map(({ line, quantity }) => [
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

test("of two refunds without lines that have no document the first has the goods", () => {
  expect(unitsOf([aReturnLine()], other("9"))).toEqual([]);
  expect(unitsOf([aReturnLine()], other("100"))).toEqual([["511", 2]]);
});

test("what came back after an earlier refund without lines has its document belongs to the next", () => {
  expect(unitsOf([aReturnLine()], withDocument("41", { "511": 1 }))).toEqual([["511", 1]]);
  expect(unitsOf([aReturnLine()], withDocument("41", { "511": 2 }))).toEqual([]);
  expect(unitsOf([aReturnLine()], withDocument("41", {}))).toEqual([["511", 2]]);
  expect(unitsOf([aReturnLine()], withDocument("43", { "511": 2 }))).toEqual([]);
});

test("what came back is in one document only, whether a refund names it or has it of the return", () => {
  const others = [withDocument("41", { "511": 1 }), other("43", { lineId: "11", quantity: 1 })];

  expect(unitsOf([aReturnLine()], ...others)).toEqual([]);
  expect(unitsOf([aReturnLine({ quantity: 3, processedQuantity: 3 })], ...others)).toEqual([["511", 1]]);
});

test("a refund that names what came back has nothing else of its return", () => {
  const lines = [{ lineId: "11", quantity: 1 }];

  expect(returnedUnits({ refundId: "42", lines, returnLines: [aReturnLine()], otherRefunds: [] })).toEqual([]);
});
