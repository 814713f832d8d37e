import { expect, test } from "@jest/globals";
import { problemOfReference } from "#domain/shops/problem-of-reference";

const posting = { type: "posting", directPosting: true, blocked: false };

test.each([
  [undefined, "no"],
  [{ account: { ...posting, type: "heading" } }, "type"],
  [{ account: { ...posting, directPosting: false } }, "directPosting"],
  [{ account: { ...posting, blocked: true } }, "blocked"],
])("an account like %j cannot be posted to: %s", (record, property) => {
  expect(problemOfReference("tipAccount", "postingAccount", "6100", record)).toMatchObject({
    setting: "tipAccount",
    message: expect.stringContaining('"Tip Account": G/L account 6100'),
    params: { property },
  });
});

test("a postable account is accepted, and so is none", () => {
  expect(problemOfReference("tipAccount", "postingAccount", "6100", { account: posting })).toBeUndefined();
  expect(problemOfReference("tipAccount", "postingAccount", "", undefined)).toBeUndefined();
});

test("a currency needs an exchange rate", () => {
  expect(problemOfReference("currencyCode", "currency", "SEK", { hasExchangeRate: false })).toMatchObject({
    message: '"Currency Code": currency SEK has no exchange rate: enter one',
    params: { property: "exchangeRate" },
  });
  expect(problemOfReference("currencyCode", "currency", "EUR", { hasExchangeRate: true })).toBeUndefined();
});

test("cash roundings only ask for an account that exists", () => {
  const heading = { account: { ...posting, type: "heading", blocked: true } };

  expect(problemOfReference("cashRoundingsAccount", "existingAccount", "9000", heading)).toBeUndefined();
});
