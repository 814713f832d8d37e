import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";

export const report = z
  .strictObject({
    name: z.string(),
    number: z.number().int().describe("Of the report in Business Central; accepted wherever the name is"),
    caption: z.string(),
    direction: z.enum(["fromShopify", "toShopify", "both", "none"]),
    area: z.string(),
    scope: z.enum(["shop", "company"]),
    category: z.string(),
    countsInCue: z.boolean().describe("Failed runs count in Synchronization Errors"),
    schedulable: z.boolean(),
    writesToShopify: z.boolean(),
    parametersSchema: z.string(),
    available: z.boolean().describe("false: not part of this version yet"),
    parameters: z.record(z.string(), z.unknown()).nullable().describe("JSON Schema of its parameters"),
  })
  .meta({ id: "Report" });

export const listReports = endpoint({
  id: "listReports",
  method: "get",
  scope: "read",
  reach: "nothing",
  path: "/api/reports",
  tag: "Jobs",
  summary: "Every report with the JSON Schema of its parameters",
  answers: { 200: z.strictObject({ items: z.array(report) }) },
});
