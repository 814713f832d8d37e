import { expect, test } from "@jest/globals";
import { matchesAmount, parseAmountFilter } from "#domain/orders/amount-filter";

test.each([
  ["0", "0.00", true],
  ["<>0", "0", false],
  ["10..20", "20.00", true],
  ["10..20", "20.01", false],
  ["..-1", "-1.50", true],
  [">=99.90", "99.9", true],
  [">99.90", "99.9", false],
  ["<5|>100", "250", true],
  [">5&<100", "250", false],
])("amount filter %s on %s: %p", (expression, amount, expected) => {
  const parsed = parseAmountFilter(expression);
  expect(parsed.ok && matchesAmount(parsed.filter, amount)).toBe(expected);
});

test.each(["ten", "1,5", "1*", "10..x", "|"])("%s is not an amount filter", (expression) => {
  expect(parseAmountFilter(expression).ok).toBe(false);
});
