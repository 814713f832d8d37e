import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { idempotencyHeader, moment, nothing, pageOf, paging, requestedBy, shopCode } from "./shared.ts";

const counts = z.strictObject({
  read: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  notMatched: z.number().int(),
  blockedBySetting: z.number().int(),
});

export const priority = z.enum(["high", "normal", "low"]);
export const outcome = z.enum(["succeeded", "succeededWithSkips", "incomplete", "failed", "cancelled"]);
export const trigger = z.enum(["manual", "schedule", "webhook", "foreground", "initialImport"]);

export const jobError = z.strictObject({
  type: z.string().describe("Stable code, as in problems"),
  message: z.string(),
  params: z.record(z.string(), z.unknown()),
});

export const jobResult = z.strictObject({
  outcome,
  counts,
  reason: z.string().optional().describe("Why it was cancelled or is incomplete"),
});

export const entryStatuses = [
  "ready",
  "waiting",
  "inProcess",
  "retrying",
  "paused",
  "onHold",
  "error",
  "finished",
] as const;

export const jobQueueEntry = z
  .strictObject({
    id: z.string(),
    description: z.string().describe("As in Business Central: Shopify Sync of Orders for shop(s) DEMO"),
    report: z.string(),
    shopCode: z.string().nullable().describe("null: for the whole company"),
    status: z.enum(entryStatuses),
    trigger,
    category: z.string().nullable(),
    priority,
    attempt: z.number().int().describe("The one that waits or runs, else the last one; 0 before the first"),
    maxAttempts: z.number().int().describe("Reruns after the first run"),
    store: z.string().nullable(),
    workflowId: z.string(),
    parameters: z.record(z.string(), z.unknown()).nullable().describe("null: long, and only shown for a single entry"),
    progress: z.strictObject({ phase: z.string(), ...counts.shape }).nullable(),
    waitingFor: z
      .strictObject({
        category: z.string(),
        scope: z.string(),
        holderEntryId: z.string().nullable().describe("The job that runs now"),
        holderReport: z.string().nullable(),
        holderShopCode: z.string().nullable(),
        holderIsPaused: z.boolean(),
        isPaused: z.boolean().describe("The line itself is paused"),
        note: z.string().nullable(),
        place: z.number().int().nullable().describe("1 is next"),
      })
      .nullable(),
    waitingReason: z
      .string()
      .nullable()
      .describe("In words: the job before it in the line; for a single entry that runs also `API quota until …`"),
    error: jobError.nullable().describe("Why it failed, or why the last attempt did"),
    result: jobResult.nullable(),
    enqueuedAt: moment.nullable(),
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
    nextAttemptAt: moment.nullable().describe("Of a job that is retried only for a single entry"),
    batchId: z.string().nullable(),
    rerunOf: z.string().nullable(),
    requestedBy: z.string().nullable(),
    temporalUrl: z.string().nullable().describe("The job in the Temporal Web UI"),
  })
  .meta({ id: "JobQueueEntry" });

export const jobBatch = z
  .strictObject({ batchId: z.string(), entries: z.array(jobQueueEntry) })
  .meta({ id: "JobBatch" });

const tag = "Jobs";
const seconds = z.number().int().min(0);

export const startJobs = endpoint({
  id: "startJobs",
  method: "post",
  audits: "jobQueueEntry",
  scope: "operate",
  reach: "shops",
  path: "/api/jobs/{report}",
  tag,
  summary:
    "Starts a report, one job per shop. 202 at once; shops that do not run syncs in the background are waited for, up to 60 s",
  params: z.strictObject({ report: z.string().max(50).describe("Name or number, see GET /api/reports") }),
  headers: idempotencyHeader,
  body: z.strictObject({
    shopCodes: z.array(shopCode).min(1).max(100).optional().describe("Without it: all enabled shops"),
    parameters: z.record(z.string(), z.unknown()).default({}).describe("As the report's JSON Schema says"),
    maxAttempts: z.number().int().min(0).max(10).optional().describe("Reruns after the first run; 5 unless waited for"),
    rerunDelaySec: seconds.max(3600).optional(),
    priority: priority.optional(),
    category: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,10}$/, "A category has up to 10 letters, digits, _ and -")
      .nullable()
      .optional()
      .describe("null: waits for no other job"),
    startAt: z.iso.datetime({ offset: true }).optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional().describe("Not started after this moment"),
    jobTimeoutSec: seconds.min(1).max(86_400).optional(),
  }),
  answers: { 200: jobBatch, 202: jobBatch },
  problems: ["report-not-found", "report-not-available", "shop-not-found", "shop-disabled", "no-enabled-shop"],
});

const syncAllAnswer = z
  .strictObject({
    ...jobBatch.shape,
    left: z
      .array(z.strictObject({ report: z.string(), reason: z.enum(["report-not-available"]) }))
      .describe("Reports of Sync All that were not started, and why"),
  })
  .meta({ id: "SyncAllBatch" });

export const syncAllOfShop = endpoint({
  id: "syncAllOfShop",
  method: "post",
  audits: "jobQueueEntry",
  scope: "operate",
  reach: "shops",
  path: "/api/shops/{code}/sync-all",
  tag,
  summary:
    "Sync All: customers, products, inventory, images, prices, companies, catalog prices, one after the other. 202 at once; waited for, up to 60 s, when the shop does not run syncs in the background",
  params: z.strictObject({ code: shopCode }),
  headers: idempotencyHeader,
  body: nothing,
  answers: { 200: syncAllAnswer, 202: syncAllAnswer },
  problems: ["shop-not-found", "shop-disabled", "report-not-available"],
});

/** What a list of jobs rests on: Temporal, and when it was last asked. */
export const freshness = {
  asOf: moment.nullable().describe("When the log was last compared with Temporal"),
  stale: z.boolean().describe("true: Temporal does not answer, this is what was known last"),
};

export const listEntries = endpoint({
  id: "listJobQueueEntries",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/job-queue-entries",
  tag,
  summary: "Jobs that wait or run, in the order they were asked for, then failed ones nobody has settled",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    report: z.string().max(50).optional(),
    category: z.string().max(10).optional(),
    status: z.enum(entryStatuses).optional(),
    batchId: z.string().max(100).optional(),
    requestedBy,
    cue: z.enum(["tasksInProcess", "tasksInQueue"]).optional().describe("The jobs this cue counts"),
  }),
  answers: { 200: z.strictObject({ ...pageOf(jobQueueEntry).shape, ...freshness }) },
});

const byEntryId = z.strictObject({ id: z.string().regex(/^[\w.:-]{1,200}$/, "This is not the id of an entry") });

export const getEntry = endpoint({
  id: "getJobQueueEntry",
  method: "get",
  scope: "read",
  reach: "jobQueueEntry",
  path: "/api/job-queue-entries/{id}",
  tag,
  summary: "One job, also after it has ended",
  params: byEntryId,
  answers: { 200: jobQueueEntry },
  problems: ["job-not-found"],
});

export const getEntryHistory = endpoint({
  id: "getJobQueueEntryHistory",
  method: "get",
  scope: "read",
  reach: "jobQueueEntry",
  path: "/api/job-queue-entries/{id}/history",
  tag,
  summary: "What happened to a job, step by step, as long as Temporal keeps it",
  params: byEntryId,
  answers: {
    200: z.strictObject({
      items: z.array(
        z.strictObject({
          at: moment,
          endedAt: moment.nullable(),
          kind: z.enum(["job", "attempt", "activity", "wait", "signal"]),
          title: z.string(),
          attempt: z.number().int().nullable(),
          status: z.enum(["running", "completed", "failed", "cancelled"]),
          tries: z.number().int().nullable(),
          failure: z.string().nullable(),
        }),
      ),
    }),
  },
  problems: ["job-not-found"],
});

const change = <const Name extends string>(name: Name, operationId: string, summary: string, problem: string) =>
  ({
    id: operationId,
    method: "post",
    audits: "jobQueueEntry",
    scope: "operate",
    reach: "jobQueueEntry",
    path: `/api/job-queue-entries/{id}/${name}`,
    tag,
    summary,
    params: byEntryId,
    body: nothing,
    answers: { 200: jobQueueEntry },
    problems: ["job-not-found", problem],
  }) as const;

export const cancelEntry = endpoint(
  change("cancel", "cancelJobQueueEntry", "Stops a job cleanly; what it finished is kept", "job-has-ended"),
);
export const holdEntry = endpoint(
  change(
    "hold",
    "holdJobQueueEntry",
    "Parks a waiting job, or pauses a running one after its present batch",
    "job-has-ended",
  ),
);
export const readyEntry = endpoint(
  change("ready", "readyJobQueueEntry", "Lets a parked or paused job go on", "job-has-ended"),
);
export const restartEntry = endpoint(
  change("restart", "restartJobQueueEntry", "Starts a failed or cancelled job again", "job-still-open"),
);
export const setEntryPriority = endpoint({
  ...change("priority", "setJobQueueEntryPriority", "Another place among those that wait", "job-not-waiting"),
  body: z.strictObject({ priority }),
});
