import { z } from "zod";
import { jobCues } from "#database/job-log";
import { endpoint } from "../http/endpoint.ts";
import { freshness, jobBatch, jobError, jobResult, outcome, priority, startJobs, trigger } from "./jobs.ts";
import { deleted, moment, pageOf, paging, requestedBy, shopCode } from "./shared.ts";

const tag = "Jobs";

export const logEntry = z
  .strictObject({
    entryNo: z.string(),
    entryId: z.string(),
    description: z.string().describe("As in Business Central: Shopify Sync of Orders for shop(s) DEMO"),
    workflowId: z.string(),
    runId: z.string(),
    report: z.string(),
    shopCode: z.string().nullable(),
    store: z.string().nullable(),
    trigger,
    category: z.string().nullable(),
    priority,
    attempt: z.number().int(),
    maxAttempts: z.number().int(),
    result: jobResult,
    isFinal: z.boolean().describe("No rerun follows by itself"),
    error: jobError.nullable(),
    parameters: z.record(z.string(), z.unknown()),
    enqueuedAt: moment,
    startedAt: moment,
    endedAt: moment,
    durationSec: z.number(),
    batchId: z.string().nullable(),
    rerunOf: z.string().nullable(),
    rerunBy: z.string().nullable().describe("The job that repeats its work, whether it has succeeded or not"),
    requestedBy: z.string().nullable(),
    resetRunId: z
      .string()
      .nullable()
      .describe("Somebody reset the attempt in Temporal: the run that goes on in its place, with a row of its own"),
    temporalUrl: z.string().nullable().describe("The attempt in the Temporal Web UI, as long as Temporal keeps it"),
    supersededAt: moment.nullable().describe("A later run of the same work succeeded"),
    supersededBy: z.string().nullable(),
    acknowledgedAt: moment.nullable(),
    acknowledgedBy: z.string().nullable(),
    acknowledgedReason: z.string().nullable(),
  })
  .meta({ id: "JobQueueLogEntry" });

export const entryNo = z.string().regex(/^\d{1,18}$/, "An entry number consists of digits");

export const logFilter = {
  cue: z.enum(jobCues).optional().describe("The rows this cue counts"),
  errorGroup: entryNo.optional().describe("The rows of this error group"),
  shopCode: shopCode.optional(),
  report: z.string().max(50).optional(),
  entryId: z.string().max(200).optional(),
  batchId: z.string().max(100).optional(),
  requestedBy,
  outcome: outcome.optional(),
  endedAfter: z.iso.datetime({ offset: true }).optional(),
  endedBefore: z.iso.datetime({ offset: true }).optional(),
};

export const listLogEntries = endpoint({
  id: "listJobQueueLogEntries",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/job-queue-log-entries",
  tag,
  summary: "One row per attempt that ran and ended, the last one first",
  query: z.strictObject({ ...paging, ...logFilter }),
  answers: { 200: z.strictObject({ ...pageOf(logEntry).shape, ...freshness }) },
});

const byEntryNo = z.strictObject({ entryNo });

export const getLogEntry = endpoint({
  id: "getJobQueueLogEntry",
  method: "get",
  scope: "read",
  reach: "logEntry",
  path: "/api/job-queue-log-entries/{entryNo}",
  tag,
  summary: "One attempt",
  params: byEntryNo,
  answers: { 200: logEntry },
  problems: ["log-entry-not-found"],
});

export const rerunLogEntry = endpoint({
  id: "rerunJobQueueLogEntry",
  method: "post",
  audits: "jobQueueEntry",
  scope: "operate",
  reach: "logEntry",
  path: "/api/job-queue-log-entries/{entryNo}/rerun",
  tag,
  summary: "Starts a new job that does what this attempt did; its success settles the old errors",
  params: byEntryNo,
  headers: startJobs.headers,
  body: z.strictObject({
    parameters: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("All of them, as the report's JSON Schema says; without it those the attempt had"),
  }),
  answers: { 200: jobBatch, 202: jobBatch },
  problems: ["log-entry-not-found", "shop-disabled"],
});

const entryNos = z.array(entryNo).min(1).max(1000);

export const deleteLogEntries = endpoint({
  id: "deleteJobQueueLogEntries",
  method: "post",
  audits: "jobQueueLogEntry",
  scope: "operate",
  path: "/api/job-queue-log-entries/delete",
  tag,
  summary: "Deletes rows of the log: the named ones, those that ended some days ago, or all",
  body: z.strictObject({
    entryNos: entryNos.optional(),
    olderThanDays: z.number().int().min(0).max(3650).optional(),
  }),
  answers: { 200: deleted },
});
