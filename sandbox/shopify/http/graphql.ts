/** POST /admin/api/{version}/graphql.json */
import { setTimeout as sleep } from "node:timers/promises";
import type { GraphQLSchema } from "graphql";
import type { ShopPart } from "../engine/contract.ts";
import type { PreparedDocument } from "../engine/document/prepare.ts";
import { internalError } from "../engine/errors.ts";
import { changeAnswer } from "../engine/faults/change-answer.ts";
import type { StruckFault } from "../engine/faults/desk.ts";
import type { EffectOf } from "../engine/faults/effects.ts";
import type { Resolvers } from "../engine/resolve.ts";
import { operationOf, prepareOperation, type GraphqlRequest, type PreparedOperation } from "../engine/run/operation.ts";
import { runOperation, throttled } from "../engine/run/run-operation.ts";
import type { LoggedRequest } from "../engine/shop/request-log.ts";
import type { Shop } from "../engine/shop/shop.ts";
import type { Token } from "../engine/shop/tokens.ts";
import { htmlError, unauthorized, type HttpAnswer } from "./answer.ts";
import { parseObject, type HttpRequest } from "./request.ts";

export interface GraphqlEngine<D extends ShopPart> {
  readonly schema: () => GraphQLSchema;
  readonly resolvers: Resolvers<D>;
  readonly prepare: (text: string) => PreparedDocument;
}

/** What happens to the connection: an answer, silence, or a cut. */
type Ending =
  { readonly kind: "answer"; readonly answer: HttpAnswer } | { readonly kind: "silence" } | { readonly kind: "cut" };

type Facts = Pick<LoggedRequest, "outcome" | "errorCodes" | "requestedCost" | "actualCost" | "notes">;

export interface GraphqlEnding {
  readonly ending: Ending;
  readonly operation: string | null;
  readonly type: "query" | "mutation";
  readonly variables: unknown;
  readonly faults: readonly StruckFault[];
  readonly facts: Facts;
}

const REFUSED: Facts = { outcome: "refused", errorCodes: [], requestedCost: null, actualCost: null, notes: [] };

export async function answerGraphql<D extends ShopPart>(
  engine: GraphqlEngine<D>,
  shop: Shop<D>,
  http: HttpRequest,
  requestId: string,
): Promise<GraphqlEnding> {
  const request = readGraphql(http);
  const nothing = { operation: null, type: "query", variables: null, faults: [], facts: REFUSED } as const;
  if (request === null) {
    if (shop.tokens.find(http.header("x-shopify-access-token")) === undefined)
      return { ending: { kind: "answer", answer: unauthorized }, ...nothing };
    const body = { errors: { query: "Required parameter missing or invalid" } };
    return { ending: { kind: "answer", answer: { status: 400, body } }, ...nothing };
  }
  const prepared = engine.prepare(request.query);
  const { name, type } = operationOf(prepared, request.operationName);
  const faults = shop.faults.meet({ operation: name, kind: type, variables: request.variables });
  const known = { operation: name, type, variables: request.variables, faults: faults.struck };

  for (const effect of faults.take("beside")) {
    if (effect.kind === "slow") await sleep(effect.ms);
    else if (effect.kind === "planChange") shop.changePlan(effect.plan);
    else shop.tokens.expireAll();
  }
  const token = shop.tokens.find(http.header("x-shopify-access-token"));
  if (token === undefined)
    return { ending: { kind: "answer", answer: unauthorized }, ...known, facts: { ...REFUSED, errorCodes: ["401"] } };

  const operation = prepareOperation(engine.schema(), prepared, request);
  const [effect] = faults.take("before");
  if (effect !== undefined) return { ...known, ...strike(effect, shop, token, operation, requestId) };
  if (operation.kind === "refused") {
    const errorCodes = operation.errors.map(({ extensions }) => codeOf(extensions));
    const body = { errors: operation.errors };
    return { ending: { kind: "answer", answer: { status: 200, body } }, ...known, facts: { ...REFUSED, errorCodes } };
  }

  const result = await runOperation(operation, {
    schema: engine.schema(),
    resolvers: engine.resolvers,
    shop,
    token,
    request,
    requestId,
    takeFaults: () => [...faults.take("during")],
    isCostDebug: http.header("shopify-graphql-cost-debug") !== undefined,
    isSearchDebug: http.header("shopify-search-query-debug") !== undefined,
  });
  const { outcome, errorCodes, actualCost, notes } = result;
  const facts = { outcome, errorCodes, requestedCost: operation.requestedCost, actualCost, notes };
  const after = outcome === "throttled" ? [] : [...faults.take("after")];
  return {
    ending: finish({ ...result.body }, operation.deprecated, after, requestId),
    ...known,
    facts,
  };
}

const codeOf = (extensions: Readonly<Record<string, unknown>> | undefined): string => {
  const code = extensions?.["code"];
  return typeof code === "string" ? code : "";
};

function readGraphql(http: HttpRequest): GraphqlRequest | null {
  if (http.contentType === "application/graphql")
    return http.body.trim() === "" ? null : { query: http.body, variables: {}, operationName: null };
  const { query, variables, operationName } = parseObject(http.body) ?? {};
  if (typeof query !== "string" || query.trim() === "") return null;
  const isObject = typeof variables === "object" && variables !== null && !Array.isArray(variables);
  return {
    query,
    variables: isObject ? (variables as Readonly<Record<string, unknown>>) : {},
    operationName: typeof operationName === "string" && operationName !== "" ? operationName : null,
  };
}

/** What a fault before execution answers. */
function strike<D extends ShopPart>(
  effect: EffectOf<"before">,
  shop: Shop<D>,
  token: Token,
  operation: PreparedOperation,
  requestId: string,
): { readonly ending: Ending; readonly facts: Facts } {
  const requestedCost = operation.kind === "ready" ? operation.requestedCost : null;
  const answer = (given: HttpAnswer, code: string, outcome: Facts["outcome"] = "refused") => ({
    ending: { kind: "answer", answer: given } as const,
    facts: { ...REFUSED, outcome, errorCodes: [code], requestedCost },
  });
  switch (effect.kind) {
    case "throttled":
      return answer({ status: 200, body: throttled(shop, token, requestedCost ?? 0).body }, "THROTTLED", "throttled");
    case "tooManyRequests": {
      const status = effect.status ?? 429;
      const headers = { "Retry-After": effect.retryAfter ?? "2.0" };
      const errors =
        "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.";
      return answer({ status, headers, body: { errors } }, String(status));
    }
    case "unauthorized":
      if (effect.forGood === true) shop.tokens.revoke(token.value);
      return answer(unauthorized, "401");
    case "shopUnavailable": {
      const status = effect.status ?? 423;
      const errors: unknown =
        status === 200 ? [{ message: "Shop is inactive", extensions: { code: "SHOP_INACTIVE" } }] : "Unavailable Shop";
      return answer({ status, body: { errors } }, status === 200 ? "SHOP_INACTIVE" : String(status));
    }
    case "serverError":
      return answer(htmlError(effect.status ?? 503), String(effect.status ?? 503));
    case "internalError": {
      const errors = [internalError(requestId).toJSON()];
      return answer({ status: 200, body: { errors } }, "INTERNAL_SERVER_ERROR");
    }
    case "noAnswer":
      return { ending: { kind: "silence" }, facts: { ...REFUSED, outcome: "unanswered", requestedCost } };
    case "resetBefore":
      return { ending: { kind: "cut" }, facts: { ...REFUSED, outcome: "unanswered", requestedCost } };
  }
}

/** Applies the faults of a finished answer and adds its headers. */
function finish(
  body: Record<string, unknown>,
  deprecated: readonly string[],
  after: readonly EffectOf<"after">[],
  requestId: string,
): Ending {
  changeAnswer(body, after, requestId);
  if (after.some(({ kind }) => kind === "resetAfter")) return { kind: "cut" };
  const version = after.find((effect) => effect.kind === "versionFallForward")?.version;
  const headers = {
    ...(version === undefined ? {} : { "X-Shopify-API-Version": version }),
    ...(deprecated.length === 0 ? {} : { "X-Shopify-API-Deprecated-Reason": deprecated.join(", ") }),
  };
  if (!after.some(({ kind }) => kind === "truncatedJson"))
    return { kind: "answer", answer: { status: 200, headers, body } };
  const text = JSON.stringify(body);
  return {
    kind: "answer",
    answer: {
      status: 200,
      headers: { ...headers, "Content-Type": "application/json; charset=utf-8" },
      body: text.slice(0, Math.floor(text.length / 2)),
    },
  };
}
