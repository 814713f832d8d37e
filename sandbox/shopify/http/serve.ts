/** Finds out what a request wants, answers it and writes it down. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ShopPart } from "../engine/contract.ts";
import type { ControlRoute } from "../engine/control-routes.ts";
import { API_VERSION } from "../engine/schema.ts";
import type { LoggedRequest } from "../engine/shop/request-log.ts";
import type { AppCredentials, Shop } from "../engine/shop/shop.ts";
import type { Shops } from "../engine/shop/shops.ts";
import { notFound, send, type HttpAnswer } from "./answer.ts";
import { answerControl, CONTROL_PREFIX } from "./control.ts";
import { answerGraphql, type GraphqlEngine } from "./graphql.ts";
import { answerAuthorize, answerScopes, answerTokenRequest } from "./oauth.ts";
import { BodyTooLarge, readRequest, type HttpRequest } from "./request.ts";
import { answerRest } from "./rest.ts";

export interface ServedSandbox<D extends ShopPart> {
  readonly engine: GraphqlEngine<D>;
  readonly shops: Shops<D>;
  readonly app: AppCredentials;
  readonly controlRoutes: readonly ControlRoute<D>[];
}

export async function serve<D extends ShopPart>(
  sandbox: ServedSandbox<D>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const request = await readRequest(incoming);
    if (request.path.startsWith(CONTROL_PREFIX))
      send(response, await answerControl(sandbox.shops, sandbox.controlRoutes, request));
    else await serveShop(sandbox, request, response);
  } catch (error) {
    if (response.headersSent || response.destroyed) return;
    const status = error instanceof BodyTooLarge ? 413 : 500;
    // A mistake of the sandbox: whoever tests against it needs to see where it is.
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send(response, { status, body: { errors: detail, code: "SANDBOX_ERROR" } });
  }
}

async function serveShop<D extends ShopPart>(
  sandbox: ServedSandbox<D>,
  request: HttpRequest,
  response: ServerResponse,
): Promise<void> {
  const shop = sandbox.shops.find(request.host);
  if (shop === undefined) {
    send(response, notFound);
    return;
  }
  const startedAt = performance.now();
  const requestId = `${randomUUID()}-${String(Math.floor(shop.clock.now() / 1000))}`;
  const dateAndId = () => {
    response.setHeader("Date", new Date(shop.clock.now()).toUTCString());
    response.setHeader("X-Request-Id", requestId);
  };
  type Logged = Pick<LoggedRequest, "operation" | "kind" | "variables" | "status" | "outcome">;
  const log = (facts: Logged & Partial<LoggedRequest>) => {
    shop.log.add({
      at: new Date(shop.clock.now()).toISOString(),
      requestId,
      method: request.method,
      path: request.path,
      errorCodes: [],
      requestedCost: null,
      actualCost: null,
      faults: [],
      notes: [],
      durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
      ...facts,
    });
  };

  if (request.method === "POST" && /^\/admin\/api\/[^/]+\/graphql\.json$/.test(request.path)) {
    const { ending, operation, type, variables, faults, facts } = await answerGraphql(
      sandbox.engine,
      shop,
      request,
      requestId,
    );
    log({
      operation,
      kind: type,
      variables,
      status: ending.kind === "answer" ? ending.answer.status : null,
      ...facts,
      faults: faults.map(({ rule, effect }) => ({ rule, kind: effect.kind })),
    });
    switch (ending.kind) {
      case "answer":
        dateAndId();
        if (ending.answer.status === 200) response.setHeader("X-Shopify-API-Version", API_VERSION);
        send(response, ending.answer);
        break;
      case "cut":
        // Not `end`: the peer has to see a reset connection, not an empty answer.
        response.socket?.resetAndDestroy();
        break;
      case "silence":
        break;
    }
    return;
  }

  const answer = answerOther(sandbox, shop, request);
  const isOauth = request.path.startsWith("/admin/oauth/");
  log({
    operation: null,
    kind: isOauth ? "oauth" : "rest",
    variables: null,
    status: answer.status,
    outcome: answer.status < 400 ? "ok" : "refused",
  });
  dateAndId();
  send(response, answer);
}

function answerOther<D extends ShopPart>({ app }: ServedSandbox<D>, shop: Shop<D>, request: HttpRequest): HttpAnswer {
  switch (`${request.method} ${request.path}`) {
    case "POST /admin/oauth/access_token":
      return answerTokenRequest(shop, request, app);
    case "GET /admin/oauth/authorize":
      return answerAuthorize(shop, request, app);
    case "GET /admin/oauth/access_scopes.json":
      return answerScopes(shop, request);
    default: {
      const resource = /^\/admin\/api\/[^/]+\/(.+)$/.exec(request.path)?.[1];
      return resource === undefined || request.method !== "GET" ? notFound : answerRest(shop, request, resource);
    }
  }
}
