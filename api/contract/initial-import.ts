import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { idempotencyHeader, moment, nothing, shopCode } from "./shared.ts";

const line = z.strictObject({
  name: z.enum(["ITEM", "CUSTOMER", "ITEM IMAGE"]),
  dependsOn: z.enum(["ITEM", "CUSTOMER", "ITEM IMAGE"]).nullable().describe("It begins when this line has succeeded"),
  report: z.string(),
  status: z
    .enum(["blank", "inProcess", "success", "error", "blocked", "notAvailable"])
    .describe(
      "blank: its job does not run yet. blocked: the line it depends on did not succeed. notAvailable: its report is not part of this version yet",
    ),
  style: z.enum(["favorable", "ambiguous", "unfavorable", "subordinate"]),
  entryId: z.string().nullable().describe("Of its job; null before it is started"),
  entry: z.string().nullable().describe("Path of its job queue entry"),
  error: z.strictObject({ type: z.string(), message: z.string() }).nullable(),
});

const initialImport = z
  .strictObject({
    shopCode: z.string(),
    status: z
      .enum(["running", "completed", "completedWithErrors", "cancelled", "terminated"])
      .describe("completedWithErrors: a line did not succeed. terminated: ended in Temporal from outside"),
    lines: z.array(line),
    startedAt: moment,
    endedAt: moment.nullable(),
    requestedBy: z.string().nullable(),
    temporalUrl: z.string().nullable().describe("The import in the Temporal Web UI"),
  })
  .meta({ id: "InitialImport" });

const tag = "Jobs";
const byCode = z.strictObject({ code: shopCode });
const path = "/api/shops/{code}/initial-import";

export const startInitialImport = endpoint({
  id: "startInitialImport",
  method: "post",
  audits: "initialImport",
  scope: "operate",
  reach: "shops",
  path,
  tag,
  summary:
    "Imports products, customers and images of a store for the first time: a job for each line, in the background. Images come after products",
  params: byCode,
  headers: idempotencyHeader,
  body: z
    .strictObject({
      products: z.boolean().default(true),
      customers: z.boolean().default(true),
      images: z.boolean().default(true),
      limit: z.number().int().min(1).max(1_000_000).optional().describe("Products at most; without it: all"),
    })
    .refine(({ products, customers, images }) => products || customers || images, {
      path: ["products"],
      message: "Choose at least one of products, customers and images",
    }),
  answers: { 202: initialImport },
  problems: ["shop-not-found", "shop-disabled", "initial-import-running"],
});

export const getInitialImport = endpoint({
  id: "getInitialImport",
  method: "get",
  scope: "read",
  reach: "shops",
  path,
  tag,
  summary: "The initial import of a shop that is under way, else the last one, as long as Temporal keeps it",
  params: byCode,
  answers: { 200: initialImport },
  problems: ["shop-not-found", "initial-import-not-found"],
});

export const cancelInitialImport = endpoint({
  id: "cancelInitialImport",
  method: "post",
  audits: "initialImport",
  scope: "operate",
  reach: "shops",
  path: `${path}/cancel`,
  tag,
  summary: "Cancels the jobs of an initial import that wait or run; what they finished is kept",
  params: byCode,
  body: nothing,
  answers: { 200: initialImport },
  problems: ["shop-not-found", "initial-import-not-found", "initial-import-not-running"],
});
