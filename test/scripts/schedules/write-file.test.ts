import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { completeDefinition, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { readSchedulesFile } from "#scripts/schedules/read-file";
import { schedulesFileText } from "#scripts/schedules/write-file";
import { aScheduleDefinition } from "#test/domain/jobs/a-schedule";

function completed(fields: Partial<ScheduleDefinition>): ScheduleDefinition {
  const result = completeDefinition(aScheduleDefinition(fields));
  if (result.kind === "refused") throw new Error(JSON.stringify(result.problems));
  return result.definition;
}

const textOf = (...definitions: readonly ScheduleDefinition[]): string =>
  schedulesFileText(
    definitions.map((definition, index) => ({ owner: "file", name: `s${String(index)}`, definition })),
    "./schedules.schema.json",
  );

test("only what has to be said is written, and a time zone that all have once", () => {
  const daily = completed({ startingTime: "08:00", description: "yes" });
  const held = completed({
    report: "postSalesOrders",
    shopCode: null,
    category: "SALESPOST",
    nextRunDateFormula: "CM",
  });

  expect(textOf(daily, held)).toBe(`# yaml-language-server: $schema=./schedules.schema.json

defaults:
  timeZone: Europe/Copenhagen
schedules:
  - name: s0
    description: "yes"
    report: syncOrders
    shopCode: DEMO
    startingTime: "08:00"
  - name: s1
    report: postSalesOrders
    nextRunDateFormula: CM
`);
});

test("nothing exists: the file says so", () => {
  expect(textOf()).toMatch(/\nschedules: \[\]\n$/);
});

const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

const definitions = fc
  .record({
    description: fc.string({ maxLength: 80, unit: "binary" }),
    parameters: fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
    weekdays: fc.subarray(["monday", "wednesday", "sunday"] as const),
    minutesBetweenRuns: fc.integer({ min: 0, max: 3_000 }),
    startingTime: orNull(fc.constantFrom("00:00", "08:00", "23:59")),
    endingTime: orNull(fc.constantFrom("00:00", "17:30")),
    timeZone: fc.constantFrom("UTC", "Europe/Copenhagen"),
    expirationDateTime: orNull(fc.constant("2040-01-01T00:00:00.000Z")),
    jitterSec: fc.integer({ min: 0, max: 600 }),
    catchUpMinutes: orNull(fc.integer({ min: 1, max: 10_080 })),
    category: orNull(fc.constantFrom("SHPFY", "1e3", "null", "-")),
    priority: fc.constantFrom("high", "normal", "low"),
    maxAttempts: fc.integer({ min: 0, max: 10 }),
    jobTimeoutSec: orNull(fc.integer({ min: 1, max: 86_400 })),
  })
  .map(completed);

test("what is written is read as what was meant", () => {
  fc.assert(
    fc.property(fc.array(definitions, { minLength: 1, maxLength: 3 }), (all) => {
      const { entries, problems } = readSchedulesFile(textOf(...all));
      expect(problems).toEqual([]);
      const read = entries.map(({ entry: { name: _name, category = "SHPFY", timeZone = "none", ...rest } }) =>
        completed({ ...rest, category, timeZone }),
      );
      expect(read).toEqual(all);
    }),
    { numRuns: 50 },
  );
});
