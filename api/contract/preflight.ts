import { z } from "zod";
import { findingAreas, severities } from "#domain/shops/finding";
import { endpoint } from "../http/endpoint.ts";
import { moment, queryFlag, shopCode } from "./shared.ts";

export const finding = z
  .strictObject({
    code: z.string().describe("Stable, kebab-case; where the job would fail it is the code it would fail with"),
    severity: z
      .enum(severities)
      .describe(
        "error: something does not run, or orders as every shop has them get no document. warning: some orders or records do not, or soon. info: nothing has to be done",
      ),
    area: z.enum(findingAreas),
    report: z.string().optional().describe("The only report it concerns; without it: all of the shop"),
    message: z.string().describe("What is missing, what does not work without it, and what to do"),
    field: z
      .strictObject({
        path: z
          .string()
          .describe(
            "Where it is put right: /api/… a path of this API with a JSON pointer to the member, erp/… a record and field of the ERP, mapping/… a row of the shop's mappings, env/… a variable of the installation, shopify/… the store's admin",
          ),
        caption: z.string(),
      })
      .optional(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .meta({ id: "Finding" });

export const getPreflight = endpoint({
  id: "getPreflight",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/shops/{code}/preflight",
  tag: "Shops",
  summary: "What a shop still needs before its orders become documents, each with the field to fill",
  params: z.strictObject({ code: shopCode }),
  query: z.strictObject({
    refresh: queryFlag
      .optional()
      .describe("true asks the store again, also when it was asked within the last hour and nothing was changed since"),
  }),
  answers: {
    200: z.strictObject({
      shopCode: z.string(),
      ready: z.boolean().describe("There is no error"),
      askedAt: moment.nullable().describe("When the store was asked; null: there is no way into it"),
      findings: z.array(finding).describe("The worst first"),
      reports: z.array(
        z.strictObject({
          report: z.string(),
          state: z.enum(["ready", "blocked", "notAvailable"]).describe("blocked: an error stands in its way"),
        }),
      ),
    }),
  },
  problems: ["shop-not-found", "action-running", "action-not-finished"],
});
