import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { nextExpectedRun, type ExpectedRun } from "#domain/jobs/expected-runs";
import { weekdays } from "#domain/jobs/recurrence";
import { completeDefinition, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { compileSchedule } from "#temporal/schedule-options";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { aScheduleDefinition } from "../domain/jobs/a-schedule.ts";
import { aNamespace, type TestNamespace } from "../support/temporal.ts";

let temporal: TestNamespace;
beforeAll(async () => {
  temporal = await aNamespace();
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
});
afterAll(() => temporal.close());

let made = 0;

/** The next ten runs as the server sees them. */
async function runsOfServer(definition: ScheduleDefinition): Promise<readonly Date[]> {
  made += 1;
  const compiled = compileSchedule({ owner: "api", name: `calendar-${made}` }, definition, "demo.myshopify.com");
  const handle = await temporal.client.schedule.create(compiled);
  const { info } = await handle.describe();
  await handle.delete();
  return info.nextActionTimes;
}

/** Ours, as far as the server's go. */
function expectedRuns(definition: ScheduleDefinition, until: Date | undefined): readonly ExpectedRun[] {
  const runs: ExpectedRun[] = [];
  for (let run = nextExpectedRun(definition, new Date()); run !== null && runs.length < 30;) {
    if (until !== undefined && run.at > until) break;
    runs.push(run);
    run = nextExpectedRun(definition, run.at);
  }
  return runs;
}

/** Whether a place has this local time twice. There the server leaves out runs and makes others up. */
const isDoubled = (moment: Date, zone: string): boolean =>
  DateTime.fromJSDate(moment, { zone }).getPossibleOffsets().length > 1;

/** The promise that the server does not keep: nothing runs at or after the expected moment, and before it is due. */
function brokenPromise(definition: ScheduleDefinition, server: readonly Date[]): ExpectedRun | undefined {
  const last = server.at(-1);
  for (let run = nextExpectedRun(definition, new Date()); run !== null;) {
    const { at, latestAt } = run;
    if (last === undefined || latestAt > last) return undefined;
    const seen = server.find((moment) => at <= moment && moment <= latestAt);
    if (seen === undefined) return run;
    run = nextExpectedRun(definition, seen);
  }
  return undefined;
}

const HALF_AN_HOUR = "Australia/Lord_Howe";
/**
 * Changes of the clock by an hour at two and at three, by half an hour, none, and an offset with three quarters of an hour. Not at
 * midnight, as in Havana: there the server leaves out the whole day whose midnight does not exist, and our calendar does not.
 */
const timeZones = ["Europe/Copenhagen", "America/New_York", HALF_AN_HOUR, "America/Sao_Paulo", "Asia/Kathmandu", "UTC"];

const timeOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 15, 30, 59))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
/** Just before a clock changes somewhere, or any moment. */
const start = fc
  .oneof(
    fc.constantFrom("2030-03-09T12:00", "2030-03-30T00:00", "2030-04-06T00:00", "2030-10-05T00:00", "2030-11-02T10:00"),
    fc.constantFrom("2030-10-26T12:00", "2032-02-28T00:30", "2030-12-31T23:00", "2030-05-20T07:45"),
  )
  .map((moment) => `${moment}:00.000Z`);

const definitions = fc
  .record({
    timeZone: fc.constantFrom(...timeZones),
    earliestStartDateTime: start,
    startingTime: maybe(timeOfDay),
    endingTime: maybe(timeOfDay),
    recurrence: fc.oneof(
      fc.record({
        weekdays: fc.subarray([...weekdays], { minLength: 1 }),
        minutesBetweenRuns: fc.constantFrom(1, 7, 15, 20, 30, 45, 60, 90, 420, 720, 1440, 1500, 2880, 10_080),
      }),
      fc.record({
        nextRunDateFormula: fc.constantFrom(
          "1D",
          "1W",
          "1M",
          "3M",
          "1Q",
          "1Y",
          "D15",
          "D31",
          "WD1",
          "WD7",
          "CM",
          "1D+CM",
        ),
      }),
    ),
    expiresAfterDays: maybe(fc.constantFrom(1, 3, 40)),
  })
  .map(({ recurrence, expiresAfterDays, earliestStartDateTime, ...fields }) =>
    completeDefinition(
      aScheduleDefinition({
        ...fields,
        ...recurrence,
        earliestStartDateTime,
        expirationDateTime:
          expiresAfterDays === null
            ? null
            : new Date(Date.parse(earliestStartDateTime) + expiresAfterDays * 86_400_000).toISOString(),
      }),
    ),
  )
  .filter((completed) => completed.kind === "complete")
  .map(({ definition }) => definition);

test("what our own calendar promises the scheduler does, also where clocks change", async () => {
  await fc.assert(
    fc.asyncProperty(definitions, async (definition) => {
      const server = await runsOfServer(definition);
      const ours = expectedRuns(definition, server.at(-1));

      const isPlain = (moment: Date): boolean => !isDoubled(moment, definition.timeZone);
      // A local time that half an hour's change leaves out is run by the server somewhat later; nobody promised it.
      if (definition.timeZone !== HALF_AN_HOUR)
        expect(ours.map(({ at }) => at).filter(isPlain)).toEqual(server.filter(isPlain));
      expect(brokenPromise(definition, server)).toBeUndefined();
    }),
    { numRuns: 120, seed: 2030 },
  );
}, 120_000);
