import { z } from "zod";
import { reservedPrincipals } from "#domain/access/principals";
import { scopes } from "#domain/access/scope";
import { endpoint } from "../http/endpoint.ts";
import { moment, nothing, pageOf, paging, shopCode } from "./shared.ts";

const tag = "Access";
const scope = z
  .enum(scopes)
  .describe("read: look; operate: also run jobs and settle records; admin: also change the set-up");

const keyShape = {
  id: z.string(),
  name: z.string().describe("Who acts, in jobs and in the audit log"),
  scope,
  shopCodes: z.array(z.string()).nullable().describe("The only shops it is good for; null: all"),
  state: z.enum(["active", "expired", "revoked"]),
  hint: z.string().describe("The last characters of the key"),
  expiresAt: moment.nullable(),
  createdAt: moment,
  createdBy: z.string(),
  revokedAt: moment.nullable(),
  revokedBy: z.string().nullable(),
  lastUsedAt: moment.nullable().describe("To the minute"),
};

export const apiKey = z.strictObject(keyShape).meta({ id: "ApiKey" });

export const listApiKeys = endpoint({
  id: "listApiKeys",
  method: "get",
  scope: "admin",
  path: "/api/api-keys",
  tag,
  summary: "Keys in the order of their names, also those that are no longer good; never the keys themselves",
  query: z.strictObject(paging),
  answers: { 200: pageOf(apiKey) },
});

export const createApiKey = endpoint({
  id: "createApiKey",
  method: "post",
  audits: "apiKey",
  scope: "admin",
  path: "/api/api-keys",
  tag,
  summary: "Makes a key. This answer is the only place where it is ever shown",
  body: z.strictObject({
    name: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,99}$/u, "A name has up to 100 letters, digits, spaces, ., _, @ and -")
      .refine(
        (name) => !reservedPrincipals.includes(name.toLowerCase()),
        "admin is the administrator of the environment, schedules-file npm run schedules, and me whoever asks",
      )
      .describe("Of the person or program that gets it; never given twice"),
    scope,
    shopCodes: z
      .array(shopCode)
      .min(1)
      .max(100)
      .optional()
      .describe("The only shops it shall be good for; left out: all, and what belongs to no shop"),
    expiresAt: z.iso.datetime({ offset: true }).optional().describe("Left out: good until it is revoked"),
  }),
  answers: { 201: z.strictObject({ ...keyShape, key: z.string().describe("Keep it: nobody can show it again") }) },
  isShownOnce: true,
  problems: ["api-key-exists", "answer-shown-once"],
});

const byId = z.strictObject({ id: z.uuid() });

export const getApiKey = endpoint({
  id: "getApiKey",
  method: "get",
  scope: "admin",
  path: "/api/api-keys/{id}",
  tag,
  summary: "What a key is good for, and when it was used last",
  params: byId,
  answers: { 200: apiKey },
  problems: ["api-key-not-found"],
});

export const revokeApiKey = endpoint({
  id: "revokeApiKey",
  method: "post",
  audits: "apiKey",
  scope: "admin",
  path: "/api/api-keys/{id}/revoke",
  tag,
  summary: "Ends a key at once and for ever",
  params: byId,
  body: nothing,
  answers: { 200: apiKey },
  problems: ["api-key-not-found"],
});

export const getMe = endpoint({
  id: "getMe",
  method: "get",
  scope: "read",
  reach: "nothing",
  path: "/api/me",
  tag,
  summary: "What the key of this request is good for",
  answers: {
    200: z.strictObject({ principal: z.string(), scope, shopCodes: z.array(z.string()).nullable() }),
  },
});
