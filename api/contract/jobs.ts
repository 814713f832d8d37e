import { z } from "zod";
import { moment } from "./shared.ts";

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
export const trigger = z.enum(["manual", "schedule", "webhook", "foreground"]);

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
    report: z.string(),
    shopCode: z.string().nullable().describe("null: for the whole company"),
    status: z.enum(entryStatuses),
    trigger,
    category: z.string().nullable(),
    priority,
    attempt: z.number().int().describe("0 before the first"),
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
        holderIsPaused: z.boolean(),
        isPaused: z.boolean().describe("The line itself is paused"),
        note: z.string().nullable(),
        place: z.number().int().nullable().describe("1 is next"),
      })
      .nullable(),
    error: jobError.nullable(),
    result: jobResult.nullable(),
    enqueuedAt: moment.nullable(),
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
    nextAttemptAt: moment.nullable(),
    batchId: z.string().nullable(),
    rerunOf: z.string().nullable(),
    requestedBy: z.string().nullable(),
    temporalUrl: z.string().nullable().describe("The job in the Temporal Web UI"),
  })
  .meta({ id: "JobQueueEntry" });

export const jobBatch = z
  .strictObject({ batchId: z.string(), entries: z.array(jobQueueEntry) })
  .meta({ id: "JobBatch" });
