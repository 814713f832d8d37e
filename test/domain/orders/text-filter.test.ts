import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matchesText, parseTextFilter } from "#domain/orders/text-filter";

function passes(expression: string, value: string): boolean {
  const parsed = parseTextFilter(expression);
  if (!parsed.ok) throw new Error(parsed.problem);
  return matchesText(parsed.filter, value);
}

/** Text without a sign that has a meaning in a filter. */
const plain = fc
  .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...Array.from("abcXYZ019#_-éß🎁")) })
  .filter((text) => text.trim() !== "");

describe("OR-10 filters on tags, as Business Central writes them", () => {
  const tags = "[vip] [Gift]";
  test.each([
    ["*gift*", false],
    ["@*gift*", true],
    ["<>*vip*", false],
    ["*vip*", true],
    ["<>*tag3*", true],
    ["*tag1*|*vip*", true],
    ["*vip*&*Gift*", true],
    ["*vip*&*gift*", false],
    ["*vip*&<>*Gift*", false],
  ])("%s lets [vip] [Gift] through: %p", (expression, expected) => {
    expect(passes(expression, tags)).toBe(expected);
  });
});

describe("the grammar", () => {
  test.each([
    ["", "anything", true],
    ["Online Store", "Online Store", true],
    ["Online Store", "online store", false],
    ["@online store", "Online Store", true],
    ["<>Point of Sale", "Online Store", true],
    ["<>Point of Sale", "Point of Sale", false],
    ["<>@point*", "Point of Sale", false],
    ["D?", "DE", true],
    ["D?", "DEU", false],
    ["#1001..#1050", "#1020", true],
    ["#1001..#1050", "#1051", false],
    ["..DE", "AT", true],
    ["FR..", "DE", false],
    [">A", "B", true],
    [">=B", "B", true],
    ["<B", "B", false],
    ["<=B", "B", true],
    ["=DE", "DE", true],
    ["DE|AT|CH", "CH", true],
    ["DE | AT", "AT", true],
    ["A*&*Z|M", "M", true],
    ["A*&*Z|M", "AM", false],
    ["''", "", true],
    ["<>''", "", false],
    ["<>''", "x", true],
    ["'*'", "*", true],
    ["'*'", "x", false],
    ["'a|b'", "a|b", true],
    ["it''s", "its", true],
    ["'it''s'", "it's", true],
    ["*🎁*", "for 🎁 you", true],
    ["?", "🎁", true],
  ])("%s on %p: %p", (expression, value, expected) => {
    expect(passes(expression, value)).toBe(expected);
  });

  test.each(["a|", "|a", "a&&b", "<>", ">", "..", "'open"])("%s is refused with a reason", (expression) => {
    expect(parseTextFilter(expression)).toMatchObject({ ok: false, problem: expect.any(String) });
  });

  test("a plain text lets exactly itself through", () => {
    fc.assert(fc.property(plain, plain, (filter, value) => passes(filter, value) === (filter === value)));
  });

  test("*text* means contains, text* begins, *text ends", () => {
    fc.assert(
      fc.property(plain, plain, (part, value) => {
        expect(passes(`*${part}*`, value)).toBe(value.includes(part));
        expect(passes(`${part}*`, value)).toBe(value.startsWith(part));
        expect(passes(`*${part}`, value)).toBe(value.endsWith(part));
      }),
    );
  });

  test("<> turns a condition around; | and & combine conditions", () => {
    fc.assert(
      fc.property(plain, plain, plain, (one, two, value) => {
        expect(passes(`<>*${one}*`, value)).toBe(!passes(`*${one}*`, value));
        expect(passes(`*${one}*|*${two}*`, value)).toBe(value.includes(one) || value.includes(two));
        expect(passes(`*${one}*&*${two}*`, value)).toBe(value.includes(one) && value.includes(two));
      }),
    );
  });

  test("a range is the same as two comparisons", () => {
    fc.assert(
      fc.property(plain, plain, plain, (from, to, value) => {
        expect(passes(`${from}..${to}`, value)).toBe(passes(`>=${from}&<=${to}`, value));
      }),
    );
  });

  test("a filter that is nothing but stars on a long text is answered at once", () => {
    expect(passes(`${"*a".repeat(60)}b`, "a".repeat(20_000))).toBe(false);
  });
});
