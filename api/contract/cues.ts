import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { moment, shopCode } from "./shared.ts";

export const cueKeys = [
  "unmappedCustomers",
  "unmappedProducts",
  "unprocessedOrders",
  "unprocessedOrderUpdates",
  "synchronizationErrors",
  "skippedRecords",
  "apiErrors",
  "tasksFailed",
  "tasksInProcess",
  "tasksInQueue",
  "failingNow",
] as const;

export const cue = z
  .strictObject({
    key: z.enum(cueKeys),
    caption: z.string(),
    value: z.number().int().nullable().describe("null: not known while Temporal is away"),
    style: z.enum(["favorable", "ambiguous", "unfavorable", "subordinate", "none"]),
    list: z.string().describe("Path of the records it counts; its total is the value"),
  })
  .meta({ id: "Cue" });

export const listCues = endpoint({
  id: "listCues",
  method: "get",
  path: "/api/cues",
  tag: "Cues",
  summary: "What waits for somebody, in numbers",
  query: z.strictObject({ shopCode: shopCode.optional().describe("Without it: all shops") }),
  answers: {
    200: z.strictObject({
      cues: z.array(cue),
      asOf: moment.nullable().describe("When the cues on jobs were last compared with Temporal"),
      stale: z.boolean().describe("true: Temporal does not answer, cues on jobs show what was known last"),
    }),
  },
  problems: ["shop-not-found"],
});
