import { expect, test } from "@jest/globals";
import { giftCardAmounts, type GivenBackGiftCards } from "#domain/refunds/gift-card-amounts";

const card = (cardNo: number, knownUsedAmount = "0", lineId = "12") => ({
  lineId,
  cardNo,
  soldAmount: "50",
  knownUsedAmount,
});
const refundOf = (subtotalAmount: string, line: Partial<GivenBackGiftCards> = {}): GivenBackGiftCards => ({
  lineId: "12",
  restockType: "return",
  quantity: 1,
  subtotalAmount,
  ...line,
});
const amounts = (cards: Parameters<typeof giftCardAmounts>[0], refundLines: readonly GivenBackGiftCards[]) =>
  giftCardAmounts(cards, refundLines).map(({ amount }) => amount);

test("a gift card is worth what it was sold for until a refund takes it back", () => {
  expect(amounts([card(1)], [])).toEqual(["50"]);
  expect(amounts([card(1)], [refundOf("50.00")])).toEqual(["0"]);
});

test("a refund leaves on a gift card what is known to be used of it", () => {
  expect(amounts([card(1, "20.00")], [refundOf("50.00")])).toEqual(["20"]);
  expect(amounts([card(1, "50.00")], [refundOf("50.00")])).toEqual(["50"]);
});

test("a part that is given back comes off the amount", () => {
  expect(amounts([card(1, "20.00")], [refundOf("10.00"), refundOf("5.00")])).toEqual(["35"]);
});

test("of several cards of a line, those with the most left are taken back first", () => {
  expect(amounts([card(1, "30"), card(2), card(3)], [refundOf("50.00")])).toEqual(["50", "0", "50"]);
  expect(amounts([card(1, "30"), card(2), card(3)], [refundOf("150.00", { quantity: 3 })])).toEqual(["30", "0", "0"]);
});

test("a card that more was paid with than it was sold for keeps its amount, and takes nothing from the others", () => {
  expect(amounts([card(1, "60"), card(2)], [refundOf("50.00")])).toEqual(["50", "0"]);
});

test("money that went back to a card whose spending is not known makes nothing of it but what it was sold for", () => {
  expect(amounts([card(1, "-20"), card(2)], [refundOf("100.00", { quantity: 2 })])).toEqual(["0", "0"]);
});

test.each([
  ["goods sent in exchange", refundOf("-50.00", { quantity: -1 })],
  ["a line that was cancelled", refundOf("50.00", { restockType: "cancel" })],
  ["a line of something else", refundOf("50.00", { lineId: "11" })],
] as const)("%s takes nothing off", (_what, line) => {
  expect(amounts([card(1)], [line])).toEqual(["50"]);
});
