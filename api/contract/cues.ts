import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { moment, requestedBy, shopCode } from "./shared.ts";

export const cueKeys = [
  "unmappedCustomers",
  "unmappedCompanies",
  "unmappedProducts",
  "unprocessedOrders",
  "unprocessedOrderUpdates",
  "synchronizationErrors",
  "skippedRecords",
  "apiErrors",
  "tasksFailed",
  "tasksInProcess",
  "tasksInQueue",
  "schedulesOverdue",
  "failingNow",
] as const;

/** Cues with thresholds that can be set up ("Microsoft Learn: Set up cues"); the others have fixed styles. */
export const setupCueKeys = [
  "unmappedCustomers",
  "unmappedCompanies",
  "unmappedProducts",
  "unprocessedOrders",
  "unprocessedOrderUpdates",
  "synchronizationErrors",
] as const satisfies readonly (typeof cueKeys)[number][];

const cueStyle = z.enum(["favorable", "ambiguous", "unfavorable", "subordinate", "none"]);

export const cue = z
  .strictObject({
    key: z.enum(cueKeys),
    caption: z.string(),
    value: z.number().int().nullable().describe("null: not known while Temporal is away"),
    style: cueStyle,
    list: z.string().describe("Path of the records it counts; its total is the value"),
  })
  .meta({ id: "Cue" });

export const listCues = endpoint({
  id: "listCues",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/cues",
  tag: "Cues",
  summary: "What waits for somebody, in numbers",
  query: z.strictObject({
    shopCode: shopCode.optional().describe("Without it: all shops"),
    requestedBy: requestedBy.describe(
      "Only the cues on jobs, of those this principal started; me: of those of the owner of the key",
    ),
  }),
  answers: {
    200: z.strictObject({
      cues: z.array(cue),
      asOf: moment.nullable().describe("When the cues on jobs were last compared with Temporal"),
      stale: z
        .boolean()
        .describe("true: Temporal does not answer, cues on jobs and schedules show what was known last"),
    }),
  },
  problems: ["shop-not-found"],
});

const threshold = z.number().int().min(0).max(1_000_000_000);
const thresholds = {
  low: cueStyle.default("favorable").describe("Style below threshold1"),
  threshold1: threshold,
  middle: cueStyle.default("ambiguous").describe("Style from threshold1 to threshold2, both included"),
  threshold2: threshold.describe("Greater than threshold1"),
  high: cueStyle.default("unfavorable").describe("Style above threshold2"),
};

const cueSetup = z
  .strictObject({
    cues: z.array(
      z.strictObject({
        ...thresholds,
        key: z.enum(setupCueKeys),
        caption: z.string(),
        source: z.enum(["program", "company", "personal"]).describe("Who set these thresholds"),
      }),
    ),
  })
  .meta({ id: "CueSetup" });

const wantedThresholds = z
  .strictObject(thresholds)
  .refine(({ threshold1, threshold2 }) => threshold2 > threshold1, {
    path: ["threshold2"],
    error: "threshold2 must be greater than threshold1",
  })
  .optional();

const wantedSetup = z
  .strictObject({
    unmappedCustomers: wantedThresholds,
    unmappedCompanies: wantedThresholds,
    unmappedProducts: wantedThresholds,
    unprocessedOrders: wantedThresholds,
    unprocessedOrderUpdates: wantedThresholds,
    synchronizationErrors: wantedThresholds,
  } satisfies Record<(typeof setupCueKeys)[number], unknown>)
  .meta({ id: "WantedCueSetup" });

export const getCueSetup = endpoint({
  id: "getCueSetup",
  hasEtag: true,
  method: "get",
  scope: "read",
  reach: "nothing",
  path: "/api/cues/setup",
  tag: "Cues",
  summary: "Thresholds of the company",
  answers: { 200: cueSetup },
});

export const replaceCueSetup = endpoint({
  id: "replaceCueSetup",
  hasEtag: true,
  method: "put",
  audits: "cueSetup",
  scope: "admin",
  path: "/api/cues/setup",
  tag: "Cues",
  summary: "Sets the thresholds of the company; a cue that is left out goes back to the program's",
  body: wantedSetup,
  answers: { 200: cueSetup },
});

export const getMyCueSetup = endpoint({
  id: "getMyCueSetup",
  hasEtag: true,
  method: "get",
  scope: "read",
  reach: "nothing",
  path: "/api/cues/setup/me",
  tag: "Cues",
  summary: "Thresholds as the owner of the key sees them",
  answers: { 200: cueSetup },
});

export const replaceMyCueSetup = endpoint({
  id: "replaceMyCueSetup",
  hasEtag: true,
  method: "put",
  audits: "cueSetup",
  scope: "operate",
  reach: "nothing",
  path: "/api/cues/setup/me",
  tag: "Cues",
  summary: "Sets thresholds for the owner of the key alone; a cue that is left out goes back to the company's",
  body: wantedSetup,
  answers: { 200: cueSetup },
});
