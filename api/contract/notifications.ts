import { z } from "zod";
import { notificationKinds } from "#database/notification-rules";
import { notificationStates } from "#database/notifications";
import { endpoint } from "../http/endpoint.ts";
import { jobError } from "./jobs.ts";
import { moment, nothing, pageOf, paging, shopCode } from "./shared.ts";

const tag = "Notifications";
const events = ["job.failed", "job.recovered", "test"] as const;

const notification = z
  .strictObject({
    id: z.string(),
    ruleId: z.string(),
    kind: z.enum(notificationKinds),
    event: z.enum(events),
    title: z.string().describe("In English; everything it says is also in the other members"),
    report: z.string().nullable().describe("null: of a test"),
    shopCode: z.string().nullable().describe("null: of the whole company, or of a test"),
    entryId: z.string().nullable(),
    error: jobError.nullable(),
    failuresInARow: z.number().int().describe("Up to this one, or before it worked again"),
    schedule: z.string().nullable().describe("The schedule that stopped with this failure"),
    state: z
      .enum(notificationStates)
      .describe("open, dismissed: of those in product; pending, delivered, failed: of those that are sent"),
    attempts: z.number().int().describe("How often it was sent"),
    lastError: z.string().nullable().describe("Why it did not arrive"),
    occurredAt: moment,
    createdAt: moment,
    deliveredAt: moment.nullable(),
    dismissedAt: moment.nullable().describe("By whom this is asked"),
    actions: z
      .strictObject({
        restart: z.string().nullable().describe("POST here restarts the job; null: there is nothing to restart"),
        restartSchedule: z.string().nullable().describe("POST here restarts the schedule that stopped"),
        details: z.string().nullable().describe("GET here shows the run"),
      })
      .describe("Paths"),
  })
  .meta({ id: "Notification" });

const filter = {
  shopCode: shopCode.optional(),
  report: z.string().max(50).optional(),
  kind: z.enum(notificationKinds).optional(),
  event: z.enum(events).optional(),
};

export const listNotifications = endpoint({
  id: "listNotifications",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/notifications",
  tag,
  summary: "What there was to tell of jobs, the newest first; state=open: what waits in product for the one who asks",
  query: z.strictObject({ ...paging, ...filter, state: z.enum(notificationStates).optional() }),
  answers: { 200: pageOf(notification) },
});

const dismissed = z.strictObject({ dismissed: z.number().int().describe("How many were open") });

export const dismissNotification = endpoint({
  id: "dismissNotification",
  method: "post",
  // For oneself alone, and written down with the notification.
  audits: null,
  scope: "operate",
  reach: "notification",
  path: "/api/notifications/{id}/dismiss",
  tag,
  summary: "Takes a notification from what is open for the one who asks; others still see it",
  params: z.strictObject({ id: z.uuid() }),
  body: nothing,
  answers: { 200: dismissed },
  problems: ["notification-not-found"],
});

export const dismissNotifications = endpoint({
  id: "dismissNotifications",
  method: "post",
  audits: null,
  scope: "operate",
  reach: "shops",
  path: "/api/notifications/dismiss",
  tag,
  summary: "Takes the named notifications from what is open for the one who asks, or all that a filter matches",
  body: z
    .strictObject({
      ids: z.array(z.uuid()).min(1).max(1000).optional(),
      filter: z.strictObject(filter).optional().describe("Empty: all"),
    })
    .refine(
      (choice) => (choice.ids === undefined) !== (choice.filter === undefined),
      "Name either notifications or a filter",
    ),
  answers: { 200: dismissed },
});
