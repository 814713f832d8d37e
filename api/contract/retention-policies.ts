import { z } from "zod";
import { retainedLogs } from "#database/retention";
import { endpoint } from "../http/endpoint.ts";
import { moment } from "./shared.ts";

const retentionPolicy = z
  .strictObject({
    log: z.enum(retainedLogs),
    keepDays: z.number().int().min(1).max(3650).describe("Rows that are older are deleted, within an hour or so"),
    enabled: z.boolean().describe("false: nothing is deleted by itself"),
    changedBy: z.string().nullable(),
    appliedAt: moment.nullable(),
    deleted: z.number().int().nullable().describe("Rows that were deleted then"),
  })
  .meta({ id: "RetentionPolicy" });

const tag = "Records to look at";

export const listRetentionPolicies = endpoint({
  id: "listRetentionPolicies",
  method: "get",
  scope: "read",
  reach: "nothing",
  path: "/api/retention-policies",
  tag,
  summary: "How long each log is kept",
  answers: { 200: z.strictObject({ items: z.array(retentionPolicy) }) },
});

const byLog = retentionPolicy.pick({ log: true });

export const getRetentionPolicy = endpoint({
  id: "getRetentionPolicy",
  hasEtag: true,
  method: "get",
  scope: "read",
  reach: "nothing",
  path: "/api/retention-policies/{log}",
  tag,
  summary: "How long a log is kept",
  params: byLog,
  answers: { 200: retentionPolicy },
});

export const setRetentionPolicy = endpoint({
  id: "setRetentionPolicy",
  hasEtag: true,
  method: "put",
  audits: "retentionPolicy",
  scope: "admin",
  path: "/api/retention-policies/{log}",
  tag,
  summary: "Says how long a log is kept",
  params: byLog,
  body: retentionPolicy.pick({ keepDays: true, enabled: true }),
  answers: { 200: retentionPolicy },
});
