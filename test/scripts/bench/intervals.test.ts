import { expect, test } from "@jest/globals";
import { covered, joined } from "#scripts/bench/intervals";

test("calls at the same time count once", () => {
  const calls = [
    { start: 10, end: 20 },
    { start: 30, end: 40 },
    { start: 15, end: 25 },
    { start: 16, end: 17 },
  ];

  expect(joined(calls)).toEqual([
    { start: 10, end: 25 },
    { start: 30, end: 40 },
  ]);
  expect(covered(calls, { start: 0, end: 100 })).toBe(25);
});

test("only what lies inside counts", () => {
  expect(
    covered(
      [
        { start: 0, end: 50 },
        { start: 90, end: 200 },
      ],
      { start: 40, end: 100 },
    ),
  ).toBe(20);
  expect(covered([], { start: 0, end: 10 })).toBe(0);
});
