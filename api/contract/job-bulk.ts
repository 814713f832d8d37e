import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { entryNo, logFilter } from "./job-log.ts";
import { startJobs } from "./jobs.ts";
import { isOne, notEmpty, refused, requestedBy, shopCode } from "./shared.ts";

const tag = "Jobs";

/** What one request may start or stop. */
export const MOST_JOBS = 250;

const choiceOfRows = {
  entryNos: z.array(entryNo).min(1).max(1000).optional(),
  filter: notEmpty(logFilter).optional().describe("The unsettled errors among the rows it matches; never empty"),
};
const oneChoiceOfRows = ({ entryNos, filter }: { readonly entryNos?: unknown; readonly filter?: unknown }): boolean =>
  isOne(entryNos, filter);
const nameOneChoice = "Name either the entries or a filter";

export const acknowledgeLogEntries = endpoint({
  id: "acknowledgeJobQueueLogEntries",
  method: "post",
  audits: "jobQueueLogEntry",
  scope: "operate",
  reach: "shops",
  path: "/api/job-queue-log-entries/acknowledge",
  tag,
  summary: "Takes note of errors and why nobody has to act, so that no cue counts them any more",
  body: z
    .strictObject({ ...choiceOfRows, reason: z.string().trim().min(1).max(500) })
    .refine(oneChoiceOfRows, nameOneChoice),
  answers: { 200: z.strictObject({ acknowledged: z.number().int() }) },
});

export const rerunLogEntries = endpoint({
  id: "rerunJobQueueLogEntries",
  method: "post",
  audits: "jobQueueEntry",
  scope: "operate",
  reach: "shops",
  path: "/api/job-queue-log-entries/rerun",
  tag,
  summary: "Starts a new job for each job of these attempts, with the parameters it had; waits for none of them",
  headers: startJobs.headers,
  body: z.strictObject(choiceOfRows).refine(oneChoiceOfRows, nameOneChoice),
  answers: {
    200: z.strictObject({
      started: z.array(z.strictObject({ entryNo: z.string(), entryId: z.string(), rerunOf: z.string() })),
      refused: z.array(z.strictObject({ entryNo: z.string(), ...refused })),
    }),
  },
  problems: ["too-many-jobs"],
});

export const openStatuses = ["ready", "waiting", "inProcess", "retrying", "paused", "onHold"] as const;

export const cancelEntries = endpoint({
  id: "cancelJobQueueEntries",
  method: "post",
  audits: "jobQueueEntry",
  scope: "operate",
  reach: "shops",
  path: "/api/job-queue-entries/cancel",
  tag,
  summary: "Stops jobs cleanly: the named ones, or all that a filter matches; what they finished is kept",
  body: z
    .strictObject({
      ids: z
        .array(z.string().regex(/^[\w.:-]{1,200}$/, "This is not the id of an entry"))
        .min(1)
        .max(MOST_JOBS)
        .optional(),
      filter: notEmpty({
        shopCode: shopCode.optional(),
        report: z.string().max(50).optional(),
        category: z.string().max(10).optional(),
        statuses: z.array(z.enum(openStatuses)).min(1).optional(),
        batchId: z.string().max(100).optional(),
        requestedBy,
      })
        .optional()
        .describe("Never empty"),
    })
    .refine(({ ids, filter }) => isOne(ids, filter), nameOneChoice),
  answers: {
    200: z.strictObject({
      cancelled: z.array(z.string()),
      refused: z.array(z.strictObject({ id: z.string(), ...refused })),
    }),
  },
  problems: ["too-many-jobs"],
});
