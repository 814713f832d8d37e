import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from "zod-openapi";
import type { z } from "zod";
import { idempotencyHeader, knownHeaders, preconditionHeaders, problem } from "./contract/shared.ts";
import { isIdempotent, type Endpoint } from "./http/endpoint.ts";

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  200: "Done",
  201: "Created; Location says where",
  202: "Accepted and going on; Location says where to look",
  302: "Go on at Location",
  204: "Done; there is nothing to show",
};

const json = (schema: z.ZodType) => ({ "application/json": { schema } });
/** For browsers. */
const page = { "text/html": { schema: { type: "string" } } } as const;
const etag = {
  description: "What this card is, for If-None-Match and, when it is changed, If-Match",
  schema: { type: "string" },
} as const;
const problemContent = { "application/problem+json": { schema: problem } };
const header = (description: string) => ({ description, schema: { type: "string" } }) as const;
const tooManyRequests: ZodOpenApiResponseObject = {
  id: "TooManyRequests",
  description:
    "The requests of a minute are used up (code rate-limited), or Shopify or Temporal have too much to do (other codes): wait",
  headers: {
    "Retry-After": header("Seconds to wait"),
    RateLimit: header("What is left of the limit (r) and for how many seconds (t), as draft 8 of the IETF has it"),
    "RateLimit-Policy": header("The limit (q) and its window in seconds (w)"),
  },
  content: problemContent,
};

/** The OpenAPI 3.1 document of these endpoints. */
export function openApiDocument(endpoints: readonly Endpoint[]): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of endpoints) (paths[endpoint.path] ??= {})[endpoint.method] = operation(endpoint);
  return createDocument({
    openapi: "3.1.1",
    info: {
      title: "Shopify ↔ Business Central sync",
      version: "1",
      description:
        "Starts sync reports, shows their history and the records they move. Errors are problem documents (RFC 9457) with a stable `code`.",
    },
    components: {
      securitySchemes: {
        apiKey: {
          type: "http",
          scheme: "bearer",
          description:
            "An API key. Each has a scope, read, operate or admin, of which every one includes those before it; an operation names the scope it needs.",
        },
      },
      schemas: { problem },
    },
    paths,
  });
}

function headersOf(endpoint: Endpoint): { readonly header?: z.ZodObject } {
  const header = endpoint.headers ?? (isIdempotent(endpoint) ? idempotencyHeader : undefined) ?? conditionsOf(endpoint);
  return header === undefined ? {} : { header };
}

function conditionsOf({ hasEtag, method }: Endpoint): z.ZodObject | undefined {
  if (hasEtag !== true) return undefined;
  return method === "get" ? knownHeaders : preconditionHeaders;
}

const problemsOfKeys = (endpoint: Endpoint): readonly string[] => {
  if (endpoint.isPublic === true) return [];
  return [
    "rate-limited",
    ...(endpoint.scope === "read" ? [] : ["scope-insufficient"]),
    ...(endpoint.reach === undefined ? ["key-restricted-to-shops"] : []),
    ...(endpoint.hasEtag === true && endpoint.method !== "get" ? ["precondition-failed"] : []),
    ...(isIdempotent(endpoint) ? ["idempotency-key-reused", "request-under-way"] : []),
  ];
};

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const answers = Object.entries(endpoint.answers).map(([status, schema]) => [
    status,
    {
      description: DESCRIPTIONS[Number(status)] ?? "Done",
      ...(schema ? { content: { ...json(schema), ...(endpoint.isPage === true ? page : {}) } } : {}),
      ...(schema && endpoint.hasEtag === true ? { headers: { etag } } : {}),
    },
  ]);
  const notModified = { 304: { description: "Still as the ETag in If-None-Match says" } };
  const codes = [...(endpoint.problems ?? []), ...problemsOfKeys(endpoint)];
  return {
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    security: endpoint.isPublic === true ? [] : [{ apiKey: [endpoint.scope] }],
    requestParams: {
      ...(endpoint.params === undefined ? {} : { path: endpoint.params }),
      ...(endpoint.query === undefined ? {} : { query: endpoint.query }),
      ...headersOf(endpoint),
    },
    ...(endpoint.body === undefined ? {} : { requestBody: { content: json(endpoint.body) } }),
    responses: {
      ...(Object.fromEntries(answers) as ZodOpenApiOperationObject["responses"]),
      ...(endpoint.hasEtag === true && endpoint.method === "get" ? notModified : {}),
      ...(endpoint.isPublic === true ? {} : { 429: tooManyRequests }),
      default: {
        description: `A problem${codes.length > 0 ? `. Codes of this request: ${codes.join(", ")}` : ""}`,
        content: { ...problemContent, ...(endpoint.isPage === true ? page : {}) },
      },
    },
  };
}
