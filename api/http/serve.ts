import type { RequestHandler } from "express";
import { z } from "zod";
import { idempotencyHeader } from "../contract/shared.ts";
import type { Once } from "../idempotency.ts";
import type { ShopGuard } from "../shop-guard.ts";
import { admitted, findAccess } from "./access.ts";
import { createAudit } from "./audit.ts";
import { isForBrowser, sendPage } from "./browser-page.ts";
import { createPrecondition, isKnown } from "./etag.ts";
import { isIdempotent, type ErasedAnswer, type Route } from "./endpoint.ts";
import { invalid, pointerOf, Problem, type InvalidValue } from "./problem.ts";
import { requestIdOf } from "./request-log.ts";
import { unstorableValues } from "./unstorable.ts";

/** `/api/shops/{code}` as Express writes it. */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

export interface ServeDeps {
  readonly guard: ShopGuard;
  readonly once: Once;
}

/**
 * The Express handler of a route: checks what the key is good for, then the request against the contract, tells all problems at
 * once, sends the answer.
 */
export const serve =
  ({ endpoint, handle }: Route, { guard, once }: ServeDeps): RequestHandler =>
  async (request, response) => {
    const admission = admitted(endpoint, findAccess(response));
    if (endpoint.body !== undefined && request.body === undefined && hasBody(request.headers)) {
      throw new Problem(415, "content-type-unsupported", "Send the body as application/json in UTF-8");
    }
    const errors: InvalidValue[] = [];
    const check = (schema: z.ZodType | undefined, value: unknown, where: InvalidValue["in"]): unknown => {
      if (schema === undefined) return undefined;
      errors.push(...unstorableValues(value, where));
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      errors.push(...result.error.issues.flatMap((issue) => invalidValues(issue, where)));
      return undefined;
    };
    const params = check(endpoint.params, request.params, "path");
    const query = check(endpoint.query ?? nothing, request.query, "query");
    const headers = check(endpoint.headers, request.headers, "header");
    const keyed = isIdempotent(endpoint) ? check(idempotencyHeader, request.headers, "header") : undefined;
    const body = check(endpoint.body, request.body ?? {}, "body");
    if (errors.length > 0) throw invalid(errors);
    const restriction = admission?.restriction;
    if (restriction !== undefined) await guard(restriction.shops, restriction.reach, { params, query, body });
    const { shopCode } = (query ?? {}) as { readonly shopCode?: string };

    const principal = admission?.principal ?? "";
    const { id: action, audits: recordKind } = endpoint;
    const answered = async (): Promise<ErasedAnswer> => {
      const condition = createPrecondition({
        ifMatch: request.get("if-match"),
        ifNoneMatch: request.get("if-none-match"),
      });
      const trace = recordKind && createAudit({ principal, action, recordKind, requestId: requestIdOf(response) });
      const answer = await handle({
        params: params as undefined,
        query: query as undefined,
        headers: headers as undefined,
        body,
        principal,
        scope: admission?.scope ?? "read",
        shops: shopCode === undefined ? restriction?.shops : [shopCode],
        audit: trace?.audit as undefined,
        precondition: condition.precondition as never,
        request,
      });
      if (trace?.isNoted() === false) throw new Error(`${action} was answered and left nothing in the audit log`);
      if (endpoint.hasEtag === true && endpoint.method !== "get" && !condition.isChecked())
        throw new Error(`${action} changed a card and did not look at If-Match`);
      return answer;
    };
    const { "idempotency-key": idempotencyKey } = (keyed ?? {}) as z.output<typeof idempotencyHeader>;
    const isShownOnce = endpoint.isShownOnce ?? false;
    const asked = [endpoint.id, params, query, body];
    const answer =
      idempotencyKey === undefined
        ? await answered()
        : await once({ principal, idempotencyKey, asked, isShownOnce }, answered);
    response.status(answer.status).set("cache-control", "no-store");
    if (answer.headers !== undefined) response.set(answer.headers);
    const { etag } = answer.headers ?? {};
    if (endpoint.method === "get" && etag !== undefined && isKnown(request.get("if-none-match"), etag)) {
      response.status(304).end();
      return;
    }
    if (answer.page !== undefined && isForBrowser(response)) sendPage(response, answer.page);
    else if (answer.body === undefined) response.end();
    else response.json(answer.body);
  };

/** A request that takes no query takes no member of one either. */
const nothing = z.strictObject({});

const hasBody = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** All that a schema has against a value. */
export function invalidValues(issue: z.core.$ZodIssue, where: InvalidValue["in"]): readonly InvalidValue[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      in: where,
      pointer: pointerOf([...issue.path, key]),
      code: "unknown-member",
      detail: "This member is not known here",
    }));
  }
  // The issue of a union says only that no alternative fits; the nearest alternative says what is wrong.
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const [nearest = []] = issue.errors.toSorted((one, other) => one.length - other.length);
    return nearest.flatMap((inner) => invalidValues({ ...inner, path: [...issue.path, ...inner.path] }, where));
  }
  return [{ in: where, pointer, code: issue.code.replaceAll("_", "-"), detail: issue.message }];
}
