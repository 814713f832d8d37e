import { expect, test } from "@jest/globals";
import { anything, styleOf, waitingRecords } from "#api/cue-style";

test.each([
  [0, "favorable"],
  [1, "ambiguous"],
  [5, "ambiguous"],
  [6, "unfavorable"],
])("%i records that wait are %s: both ends of the middle belong to it", (value, style) => {
  expect(styleOf(value, waitingRecords)).toBe(style);
});

test("without thresholds anything counts", () => {
  expect([0, 1, 1000].map((value) => styleOf(value, anything("unfavorable")))).toEqual([
    "favorable",
    "unfavorable",
    "unfavorable",
  ]);
});
