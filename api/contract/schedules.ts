import { z } from "zod";
import { weekdays } from "#domain/jobs/recurrence";
import { endpoint } from "../http/endpoint.ts";
import { entryStatuses, jobError, jobQueueEntry, outcome, priority, startJobs } from "./jobs.ts";
import { moment, nothing, pageOf, paging, shopCode } from "./shared.ts";

const tag = "Schedules";

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day is HH:MM")
  .nullable();
const toSecond = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .nullable();
const weekday = z.enum(weekdays);

/** What people define: members that are left out take the values of the report, the company or Business Central. */
export const givenSchedule = z
  .strictObject({
    description: z.string().max(250).default("").describe("Shown in lists and in the Temporal Web UI"),
    report: z.string().max(50).describe("Name or number, see GET /api/reports"),
    shopCode: shopCode.nullable().default(null).describe("Left out for reports of the whole company"),
    parameters: z.record(z.string(), z.unknown()).default({}).describe("As the report's JSON Schema says"),
    weekdays: z.array(weekday).max(7).default([]).describe("Days a run may start on; none: every day"),
    minutesBetweenRuns: z
      .number()
      .int()
      .min(0)
      .max(525_600)
      .default(0)
      .describe("At fixed times from startingTime on; 0, as 1440: once a day at startingTime"),
    nextRunDateFormula: z
      .string()
      .min(1)
      .max(20)
      .nullable()
      .default(null)
      .describe(
        "Instead of weekdays and minutes: 1D, 1W, 1M (and other parts of a year), D1 to D31, WD1 to WD7, CM or 1D+CM for the end of the month",
      ),
    startingTime: timeOfDay
      .default(null)
      .describe("No run starts before it. A window that ends earlier crosses midnight"),
    endingTime: timeOfDay.default(null).describe("No run starts after this minute"),
    timeZone: z.string().min(1).max(60).optional().describe("IANA name; the company's unless given"),
    earliestStartDateTime: toSecond.default(null).describe("Nothing runs before; formulas such as 1M count from it"),
    expirationDateTime: toSecond.default(null).describe("Nothing runs after"),
    jitterSec: z.number().int().min(0).max(600).default(0).describe("Runs start up to so many seconds late"),
    catchUpMinutes: z
      .number()
      .int()
      .min(1)
      .max(10_080)
      .nullable()
      .default(null)
      .describe("After an outage a run up to so late is made up for; null: its interval, 10 minutes to a day"),
    category: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,10}$/, "A category has up to 10 letters, digits, _ and -")
      .nullable()
      .optional()
      .describe("null: waits for no other job; the report's unless given"),
    priority: priority.default("normal").describe("Among the jobs that wait for each other"),
    maxAttempts: z.number().int().min(0).max(10).default(0).describe("Reruns after the first run"),
    rerunDelaySec: z
      .number()
      .int()
      .min(0)
      .max(3_600)
      .default(0)
      .describe("Seconds before a rerun, besides those that grow with each"),
    jobTimeoutSec: z
      .number()
      .int()
      .min(1)
      .max(86_400)
      .nullable()
      .default(null)
      .describe("Seconds a run may take; null: 12 hours"),
  })
  .meta({ id: "GivenSchedule" });

export type GivenSchedule = z.output<typeof givenSchedule>;

const definition = z
  .strictObject({
    description: z.string(),
    report: z.string(),
    shopCode: z.string().nullable(),
    parameters: z.record(z.string(), z.unknown()),
    weekdays: z.array(weekday),
    minutesBetweenRuns: z.number().int(),
    nextRunDateFormula: z.string().nullable(),
    startingTime: z.string().nullable(),
    endingTime: z.string().nullable(),
    timeZone: z.string(),
    earliestStartDateTime: moment.nullable(),
    expirationDateTime: moment.nullable(),
    jitterSec: z.number().int(),
    catchUpMinutes: z.number().int().nullable(),
    category: z.string().nullable(),
    priority,
    maxAttempts: z.number().int(),
    rerunDelaySec: z.number().int(),
    jobTimeoutSec: z.number().int().nullable(),
  })
  .meta({ id: "ScheduleDefinition" });

const schedule = z
  .strictObject({
    id: z.string(),
    owner: z.enum(["file", "api", "system"]).describe("file: of the schedules file, and changed there"),
    name: z.string(),
    status: z
      .enum(["ready", "onHold", "error", "finished", "missing", "unknown"])
      .describe(
        "error: a run failed for good, and none follows until it is restarted; finished: no time is left, it is removed within minutes; missing: somebody deleted it in Temporal; unknown: Temporal does not answer",
      ),
    reason: z.string().nullable().describe("Why it is on hold, in error or missing"),
    overdueSince: moment.nullable().describe("The run that should have come and did not; null: none"),
    isRunning: z.boolean().nullable().describe("null: Temporal does not answer"),
    recurrence: z.string().nullable().describe("When it runs, in words"),
    definition: definition.nullable().describe("null: its arguments were replaced in Temporal"),
    drift: z.array(z.string()).describe("Parts that somebody changed in Temporal itself"),
    nextRuns: z.array(moment).describe("The next five; none while it is on hold or in error"),
    lastRuns: z
      .array(
        z.strictObject({
          entryId: z.string(),
          scheduledAt: moment,
          startedAt: moment.nullable(),
          endedAt: moment.nullable(),
          status: z.enum(entryStatuses).nullable().describe("null: neither Temporal nor the log knows it any more"),
          outcome: outcome.nullable(),
          reason: z.string().nullable().describe("Why it did not run, or is incomplete"),
          error: jobError.nullable(),
        }),
      )
      .describe("The last five, newest first"),
    runsSkipped: z.number().int().describe("Left out because a run was still under way"),
    runsMissed: z.number().int().describe("Left out because an outage lasted longer than catchUpMinutes"),
    temporalUrl: z.string().nullable().describe("The schedule in the Temporal Web UI"),
  })
  .meta({ id: "Schedule" });

/** Of its owner's schedules. */
export const scheduleName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "A name has up to 60 small letters, digits and -, and does not begin with -");

/** Owner and name. */
const byId = z.strictObject({
  id: z
    .string()
    .regex(/^(file|api)\.[a-z0-9][a-z0-9-]{0,59}$/, "An id is file. or api. and a name of small letters, digits and -"),
});

export const listSchedules = endpoint({
  id: "listSchedules",
  scope: "read",
  reach: "shops",
  method: "get",
  path: "/api/schedules",
  tag,
  summary: "Recurring jobs with their next and last runs; a page is shorter than its limit while Temporal is slow",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    report: z.string().max(50).optional(),
    overdue: z
      .literal("true")
      .optional()
      .describe("Those whose run should have come and did not, by our own record: also while Temporal is away"),
  }),
  answers: {
    200: z.strictObject({
      ...pageOf(schedule).shape,
      asOf: moment.nullable().describe("As of when this is known; null: Temporal has not answered yet"),
      stale: z.boolean().describe("true: Temporal does not answer; what is overdue may have run meanwhile"),
    }),
  },
});

export const getSchedule = endpoint({
  id: "getSchedule",
  hasEtag: true,
  scope: "read",
  method: "get",
  path: "/api/schedules/{id}",
  tag,
  summary: "One recurring job",
  params: byId,
  answers: { 200: schedule },
  problems: ["schedule-not-found"],
});

export const putSchedule = endpoint({
  id: "putSchedule",
  hasEtag: true,
  scope: "admin",
  method: "put",
  audits: "schedule",
  path: "/api/schedules/{id}",
  tag,
  summary: "Makes a recurring job ready, or replaces one that is on hold. Only ids that begin with api.",
  params: byId,
  body: givenSchedule,
  answers: { 200: schedule, 201: schedule },
  problems: ["schedule-of-file", "schedule-not-on-hold", "schedule-refused", "shop-disabled", "report-not-available"],
});

export const deleteSchedule = endpoint({
  id: "deleteSchedule",
  hasEtag: true,
  scope: "admin",
  method: "delete",
  audits: "schedule",
  path: "/api/schedules/{id}",
  tag,
  summary: "Removes a recurring job that does not run. Only ids that begin with api., and what is gone from Temporal",
  params: byId,
  answers: { 204: null },
  problems: ["schedule-not-found", "schedule-of-file", "schedule-running"],
});

const change = <const Name extends string>(name: Name, summary: string, ...problems: readonly string[]) =>
  ({
    id: `${name}Schedule`,
    scope: "operate",
    method: "post",
    audits: "schedule",
    path: `/api/schedules/{id}/${name}`,
    tag,
    summary,
    params: byId,
    body: nothing,
    answers: { 200: schedule },
    problems: ["schedule-not-found", ...problems],
  }) as const;

export const triggerSchedule = endpoint(
  change("trigger", "One run now, also of one on hold", "schedule-running", "outside-window", "shop-disabled"),
);
export const pauseSchedule = endpoint({
  ...change("pause", "Puts it on hold: a run goes on, and none follows"),
  body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
});
export const unpauseSchedule = endpoint(
  change(
    "unpause",
    "Makes it ready again; runs at once when today and now are allowed. Nothing if it is ready",
    "shop-disabled",
  ),
);
export const restartSchedule = endpoint(
  change("restart", "Puts it on hold and makes it ready: runs at once when today and now are allowed", "shop-disabled"),
);

export const runScheduleOnce = endpoint({
  ...change("run-once", "A job of its own that does what a run would, now: without category, window and expiration"),
  id: "runScheduleOnce",
  audits: "jobQueueEntry",
  headers: startJobs.headers,
  answers: { 200: jobQueueEntry, 202: jobQueueEntry },
  problems: ["schedule-not-found", "schedule-arguments-replaced", "report-not-available", "shop-disabled"],
});
