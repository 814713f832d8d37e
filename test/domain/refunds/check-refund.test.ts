import { expect, test } from "@jest/globals";
import { checkRefund, problemOfCheck, type RefundToCheck } from "#domain/refunds/check-refund";

const aRefund = (refund: Partial<RefundToCheck> = {}): RefundToCheck => ({
  refundId: "41",
  order: { shopifyOrderNo: "#1001", processed: true },
  lines: [{ canCreateCreditMemo: true }],
  transactions: [{ type: "refund", status: "success" }],
  documentNo: null,
  ...refund,
});

test("a refund of a processed order whose money is back is ready", () => {
  expect(checkRefund(aRefund())).toEqual({ kind: "ready" });
});

test("the first thing in the way is named, in Business Central's order", () => {
  const considered = { lines: [{ canCreateCreditMemo: true }, { canCreateCreditMemo: false }] };
  const pending = { transactions: [{ type: "refund", status: "pending" }] };
  const done = { documentNo: "SC1" };
  const unprocessed = { order: { shopifyOrderNo: "#1001", processed: false } };

  expect(checkRefund(aRefund({ ...done, ...pending, ...considered, order: null })).kind).toBe("order-not-found");
  expect(checkRefund(aRefund({ ...done, ...pending, ...considered, ...unprocessed })).kind).toBe("order-not-processed");
  expect(checkRefund(aRefund({ ...done, ...pending, ...considered })).kind).toBe("considered-at-import");
  expect(checkRefund(aRefund({ ...done, ...pending })).kind).toBe("pending-transactions");
  const awaiting = { transactions: [{ type: "refund", status: "awaitingResponse" }] };
  expect(checkRefund(aRefund({ ...done, ...awaiting })).kind).toBe("pending-transactions");
  expect(checkRefund(aRefund(done))).toEqual({ kind: "already-processed", documentNo: "SC1" });
});

test("a payment that is pending is not the refund's", () => {
  expect(checkRefund(aRefund({ transactions: [{ type: "sale", status: "pending" }] })).kind).toBe("ready");
});

test("a person is told which order to process first", () => {
  expect(problemOfCheck("41", { kind: "order-not-processed", shopifyOrderNo: "#1001" }).message).toBe(
    "You must process Shopify order #1001 first: create its sales document, then the refund's.",
  );
});
