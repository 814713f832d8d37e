import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { freshness } from "./jobs.ts";
import { moment, pageOf, paging, queryFlag, shopCode } from "./shared.ts";

const errorGroup = z
  .strictObject({
    id: z.string(),
    report: z.string(),
    shopCode: z.string().nullable().describe("null: for the whole company"),
    code: z.string().describe("Why they failed: stable, as in problems"),
    message: z.string().describe("Of the newest one"),
    params: z.record(z.string(), z.unknown()),
    times: z.number().int().describe("Failed attempts; the total of the list"),
    openTimes: z.number().int().describe("Those that nobody has acknowledged and no rerun has settled"),
    firstSeenAt: moment,
    lastSeenAt: moment,
    closedAt: moment.nullable().describe("When the report succeeded for this shop again"),
    isOpen: z.boolean().describe("Somebody has to act: neither closed nor settled"),
    list: z.string().describe("Path of the failed attempts"),
  })
  .meta({ id: "ErrorGroup" });

export const listErrorGroups = endpoint({
  id: "listErrorGroups",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/error-groups",
  tag: "Jobs",
  summary: "Failed attempts grouped by cause: the same report failing for the same shop and reason until it succeeds",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    report: z.string().max(50).optional(),
    code: z.string().max(100).optional(),
    isOpen: queryFlag.optional(),
  }),
  answers: { 200: z.strictObject({ ...pageOf(errorGroup).shape, ...freshness }) },
});
