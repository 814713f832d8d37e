import { expect, test } from "@jest/globals";
import type { RefundOfReturn, RefundToPlan, ReturnLineToPlan, UnitsByReturnLine } from "#domain/refunds/refund-to-plan";
import { linesToBook, returnedUnits } from "#domain/refunds/returned-units";
import { aRefundLine, aRefundToPlan } from "../../support/refund-to-plan.ts";

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
  returnedUnits({ refundId: "42", lines: [], returnLines, otherRefunds, documentUnits: null }).map(
    ({ line, quantity }) => [line.returnLineId, quantity],
  );

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

test("units another document has of the return are not booked again by the refund that names them", () => {
  const line = aRefundLine({ quantity: 3, amount: "10.00", subtotalAmount: "24.00" });
  const booked = (refund: Partial<RefundToPlan>) =>
    linesToBook(aRefundToPlan({ refundId: "42", lines: [line], ...refund })).map(
      ({ quantity, amount, subtotalAmount }) => [quantity, amount, subtotalAmount],
    );
  const returnLines = [aReturnLine({ quantity: 3, processedQuantity: 3 })];

  expect(booked({ returnLines })).toEqual([[3, "10.00", "24.00"]]);
  expect(booked({ returnLines, otherRefunds: [withDocument("41", { "511": 1 })] })).toEqual([[2, "8", "16"]]);
  expect(booked({ returnLines, otherRefunds: [withDocument("41", { "511": 3 })] })).toEqual([]);
  const named = other("40", { lineId: "11", quantity: 1 });
  expect(booked({ returnLines, otherRefunds: [named, withDocument("41", { "511": 1 })] })).toEqual([[1, "8", "8"]]);
});

test("units of two lines of the return for one line of the order are counted together", () => {
  const lines = [aRefundLine({ refundLineId: "421", quantity: 1 })];
  const returnLines = ["511", "512"].map((returnLineId) =>
    aReturnLine({ returnLineId, quantity: 1, processedQuantity: 1 }),
  );
  const booked = (units: UnitsByReturnLine) =>
    linesToBook(aRefundToPlan({ refundId: "42", lines, returnLines, otherRefunds: [withDocument("41", units)] }));

  expect(booked({ "511": 1 })).toEqual(lines);
  expect(booked({ "512": 1 })).toEqual(lines);
  expect(booked({ "511": 1, "512": 1 })).toEqual([]);
});

test("a refund that names units its document had before counts once", () => {
  const first: RefundOfReturn = { ...other("41", { lineId: "11", quantity: 1 }), documentUnits: { "511": 1 } };
  const lines = [aRefundLine({ refundLineId: "421", quantity: 1 })];

  expect(unitsOf([aReturnLine()], first)).toEqual([["511", 1]]);
  expect(
    linesToBook(aRefundToPlan({ refundId: "42", lines, returnLines: [aReturnLine()], otherRefunds: [first] })),
  ).toEqual(lines);
});

test("a refund that names what came back has nothing else of its return", () => {
  const lines = [{ lineId: "11", quantity: 1 }];

  const refund = { refundId: "42", lines, returnLines: [aReturnLine()], otherRefunds: [], documentUnits: null };
  expect(returnedUnits(refund)).toEqual([]);
});

test("a refund that has its document keeps what that has, whatever came back since", () => {
  const refund = { refundId: "42", lines: [], returnLines: [aReturnLine()], otherRefunds: [other("41")] };

  expect(returnedUnits({ ...refund, documentUnits: { "511": 1 } })).toMatchObject([{ quantity: 1 }]);
  expect(returnedUnits({ ...refund, documentUnits: {} })).toEqual([]);
});
