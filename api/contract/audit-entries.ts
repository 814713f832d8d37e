import { z } from "zod";
import { auditedKinds } from "#domain/access/audited-change";
import { endpoint } from "../http/endpoint.ts";
import { moment, pageOf, paging, shopCode } from "./shared.ts";

const members = z.record(z.string(), z.unknown()).nullable();

export const auditEntry = z
  .strictObject({
    entryNo: z.string(),
    at: moment,
    principal: z.string().describe("Name of the key; schedules-file: npm run schedules"),
    action: z.string().describe("The operation of this API, e.g. updateShop, also when npm run schedules did it"),
    kind: z.enum(auditedKinds).describe("What kind of record was changed"),
    record: z.string().nullable().describe("Its id as in the path of its card; null: many at once"),
    shopCode: z.string().nullable().describe("null: of no shop, or of all"),
    before: members.describe(
      "The members that changed, as they were; null: the record was made, or only something done to it. Secrets are left out",
    ),
    after: members.describe("The same as they are now, or what was asked for; null: the record was removed"),
    reason: z.string().nullable(),
    requestId: z
      .string()
      .describe("X-Request-Id of the request, as in the log of the process; the same of all that one command did"),
  })
  .meta({ id: "AuditEntry" });

export const listAuditEntries = endpoint({
  id: "listAuditEntries",
  method: "get",
  scope: "admin",
  reach: "shops",
  path: "/api/audit-entries",
  tag: "Access",
  summary: "Who changed what through this API or npm run schedules, newest first",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    principal: z.string().max(100).optional(),
    action: z.string().max(100).optional(),
    kind: z.enum(auditedKinds).optional(),
    record: z.string().max(400).optional(),
    requestId: z.string().max(64).optional(),
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional().describe("Not included"),
  }),
  answers: { 200: pageOf(auditEntry) },
});
