import { expect, test } from "@jest/globals";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { planSchedules, type FoundSchedule, type ScheduleStep, type WantedSchedule } from "#domain/jobs/schedule-plan";
import { aScheduleDefinition } from "./a-schedule.ts";

const wanted = (name: string, fields: Partial<ScheduleDefinition> = {}): WantedSchedule => ({
  name,
  definition: aScheduleDefinition(fields),
  store: "demo.myshopify.com",
  awaitsShop: false,
});

const found = (name: string, fields: Partial<FoundSchedule> = {}): FoundSchedule => ({
  name,
  definition: aScheduleDefinition(),
  drift: [],
  hold: null,
  ...fields,
});

const now = new Date("2030-01-01T00:00:00Z");
const plan = (
  all: readonly WantedSchedule[],
  there: readonly FoundSchedule[],
  leftOut: readonly string[] = [],
): readonly ScheduleStep[] => planSchedules(all, there, { leftOut, now });

test("what the file has and Temporal has not is created, in the order of the file", () => {
  expect(plan([wanted("b"), wanted("a")], [])).toEqual([
    { kind: "create", wanted: wanted("b") },
    { kind: "create", wanted: wanted("a") },
  ]);
});

test("a change is told member by member, from what is to what will be", () => {
  const changed = wanted("orders", { minutesBetweenRuns: 15, parameters: { fullyPaid: true } });

  expect(plan([changed], [found("orders")])).toEqual([
    {
      kind: "change",
      wanted: changed,
      found: found("orders"),
      changes: [
        { member: "parameters.fullyPaid", from: undefined, to: true },
        { member: "minutesBetweenRuns", from: 0, to: 15 },
      ],
    },
  ]);
});

test("what is as the file says is kept, also on hold; what was changed in Temporal is not", () => {
  const drifted = found("drifted", { drift: [{ member: "timezone", from: "Europe/Copenhagen", to: "UTC" }] });
  const held = found("held", { hold: "hold: stocktaking" });
  const replaced = found("replaced", { definition: null, drift: [{ member: "arguments", from: undefined, to: [] }] });

  const steps = plan([wanted("held"), wanted("drifted"), wanted("replaced")], [replaced, drifted, held]);

  expect(steps).toMatchObject([
    { kind: "keep", found: held },
    { kind: "change", found: drifted, changes: [] },
    { kind: "change", found: replaced, changes: [] },
  ]);
});

test("what the file has no more is deleted; what it has and cannot be judged yet stays", () => {
  const steps = plan([wanted("orders")], [found("old"), found("later"), found("ancient")], ["later"]);

  expect(steps).toEqual([
    { kind: "create", wanted: wanted("orders") },
    { kind: "delete", found: found("ancient") },
    { kind: "delete", found: found("old") },
  ]);
});

test("what is over and gone is not made again; what is there still may be made to end", () => {
  const expired = { expirationDateTime: "2029-12-31T23:59:59.000Z" };
  const later = { expirationDateTime: "2030-01-01T00:00:01.000Z" };

  expect(
    plan([wanted("gone", expired), wanted("last", later), wanted("there", expired)], [found("there")]),
  ).toMatchObject([
    { kind: "over", wanted: { name: "gone" } },
    { kind: "create", wanted: { name: "last" } },
    { kind: "change", wanted: { name: "there" } },
  ]);
});
