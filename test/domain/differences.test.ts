import { expect, test } from "@jest/globals";
import { differencesOf } from "#domain/differences";

test("values that say the same do not differ, in whatever order", () => {
  expect(differencesOf({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toEqual([]);
});

test("members that differ are named by their path, also those that only one side has", () => {
  const from = { minutes: 15, parameters: { fullyPaid: true, test: false }, category: "SHPFY" };
  const to = { minutes: 30, parameters: { fullyPaid: true }, category: "SHPFY", priority: "high" };

  expect(differencesOf(from, to)).toEqual([
    { member: "minutes", from: 15, to: 30 },
    { member: "parameters.test", from: false, to: undefined },
    { member: "priority", from: undefined, to: "high" },
  ]);
});

test("lists and moments are compared as a whole", () => {
  const at = (day: string) => ({ at: new Date(`2030-01-${day}T00:00:00Z`), days: ["monday", { x: day }] });

  expect(differencesOf(at("01"), at("01"))).toEqual([]);
  expect(differencesOf(at("01"), at("02")).map(({ member }) => member)).toEqual(["at", "days"]);
});
