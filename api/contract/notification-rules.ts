import { z } from "zod";
import { notificationKinds } from "#database/notification-rules";
import { endpoint } from "../http/endpoint.ts";
import { moment, nothing, pageOf, paging, shopCode } from "./shared.ts";

const tag = "Notifications";

const terms = {
  report: z.string().min(1).max(50).nullable().default(null).describe("Name or number; null: all"),
  shopCode: shopCode.nullable().default(null).describe("null: all, and jobs of the whole company"),
  afterFailures: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe(
      "1: each failure for good, at once. n: once when n runs of a report and shop have failed in a row, also those of a schedule that were incomplete. A failure that stops its schedule is told in any case",
    ),
  onRecovery: z.boolean().default(true).describe("Also the first success after a failure that was told"),
  enabled: z.boolean().default(true),
};

const inProduct = z.strictObject({
  kind: z.literal("inProduct"),
  principal: z
    .string()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe("The name of the only API key that is shown it; null: everybody who may see the shop"),
  toInitiator: z
    .boolean()
    .default(false)
    .describe(
      "true: each key is shown what became of the jobs it started, and of no others; what nobody started, such as runs of schedules, is told nobody",
    ),
  ...terms,
});

const webhook = z.strictObject({
  kind: z.literal("webhook"),
  url: z
    .string()
    .max(2000)
    .describe(
      "Where messages are posted to: by https, to a host on the public internet or one that WEBHOOK_HOSTS names",
    ),
  ...terms,
});

const mail = z.strictObject({ kind: z.literal("email"), email: z.email().max(254), ...terms });

const givenRule = z.discriminatedUnion("kind", [inProduct, webhook, mail]).meta({ id: "GivenNotificationRule" });
export type GivenRule = z.output<typeof givenRule>;

const ruleShape = {
  id: z.string(),
  kind: z.enum(notificationKinds),
  principal: z.string().nullable(),
  toInitiator: z.boolean(),
  url: z.string().nullable().describe("Of a webhook"),
  email: z.string().nullable().describe("Of mail"),
  report: z.string().nullable(),
  shopCode: z.string().nullable(),
  afterFailures: z.number().int(),
  onRecovery: z.boolean(),
  enabled: z.boolean(),
  formerSignatureUntil: moment
    .nullable()
    .describe("Of a webhook whose secret was changed: until then messages are also signed with a former one"),
  since: moment.describe("What ended earlier is not told: when the rule was made, or what it says was last changed"),
  createdAt: moment,
  createdBy: z.string(),
  changedAt: moment.nullable(),
  changedBy: z.string().nullable(),
};
const rule = z.strictObject(ruleShape).meta({ id: "NotificationRule" });

const secret = z
  .string()
  .describe("What a webhook is signed with (Standard Webhooks 1.0). Keep it: nobody can show it again");

export const listNotificationRules = endpoint({
  id: "listNotificationRules",
  method: "get",
  scope: "admin",
  path: "/api/notification-rules",
  tag,
  summary: "Who is told of which failures",
  query: z.strictObject(paging),
  answers: { 200: pageOf(rule) },
});

export const createNotificationRule = endpoint({
  id: "createNotificationRule",
  method: "post",
  audits: "notificationRule",
  scope: "admin",
  path: "/api/notification-rules",
  tag,
  summary: "Tells somebody of failures from now on",
  body: givenRule,
  answers: { 201: z.strictObject({ ...ruleShape, secret: secret.nullable() }).meta({ id: "NewNotificationRule" }) },
  isShownOnce: true,
  problems: ["answer-shown-once", "mail-not-set-up"],
});

const byId = z.strictObject({ id: z.uuid() });
const problems = ["notification-rule-not-found"];

export const getNotificationRule = endpoint({
  id: "getNotificationRule",
  hasEtag: true,
  method: "get",
  scope: "admin",
  path: "/api/notification-rules/{id}",
  tag,
  summary: "Who is told of what by one rule",
  params: byId,
  answers: { 200: rule },
  problems,
});

export const putNotificationRule = endpoint({
  id: "putNotificationRule",
  hasEtag: true,
  method: "put",
  audits: "notificationRule",
  scope: "admin",
  path: "/api/notification-rules/{id}",
  tag,
  summary: "Replaces what a rule says, but for its kind; what ended before is not told by it any more",
  params: byId,
  body: givenRule,
  answers: { 200: rule },
  problems: [...problems, "notification-kind-fixed", "mail-not-set-up"],
});

export const deleteNotificationRule = endpoint({
  id: "deleteNotificationRule",
  hasEtag: true,
  method: "delete",
  audits: "notificationRule",
  scope: "admin",
  path: "/api/notification-rules/{id}",
  tag,
  summary: "Removes a rule with everything it has told",
  params: byId,
  answers: { 204: null },
  problems,
});

export const rotateNotificationRuleSecret = endpoint({
  id: "rotateNotificationRuleSecret",
  method: "post",
  audits: "notificationRule",
  scope: "admin",
  path: "/api/notification-rules/{id}/rotate-secret",
  tag,
  summary: "Gives a webhook a new secret; for a time messages are signed with the former one too",
  params: byId,
  body: z.strictObject({
    overlapHours: z
      .number()
      .int()
      .min(0)
      .max(168)
      .default(24)
      .describe(
        "For so long the receiver may still know only the former secret. 0: former secrets sign no more, as when one leaked",
      ),
  }),
  answers: { 200: z.strictObject({ ...ruleShape, secret }).meta({ id: "NotificationRuleWithNewSecret" }) },
  isShownOnce: true,
  problems: [...problems, "answer-shown-once", "notification-rule-without-secret", "former-secrets-too-many"],
});

export const testNotificationRule = endpoint({
  id: "testNotificationRule",
  method: "post",
  audits: null,
  scope: "admin",
  path: "/api/notification-rules/{id}/test",
  tag,
  summary: "Sends a test to the receiver of a rule, or shows it in product, and says what became of it",
  params: byId,
  body: nothing,
  answers: {
    200: z.strictObject({
      delivered: z.boolean(),
      error: z
        .strictObject({ type: z.string(), message: z.string() })
        .nullable()
        .describe("Why it did not arrive, and what to do"),
    }),
  },
  problems,
});
