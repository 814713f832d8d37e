import express, { type Express, type RequestHandler } from "express";
import helmet from "helmet";
import type { ApiDeps } from "./deps.ts";
import { docsPage } from "./docs.ts";
import { authenticate } from "./http/authenticate.ts";
import { recognizeBrowsers } from "./http/browser-page.ts";
import { errorHandler, unknownPath } from "./http/error-handler.ts";
import { limitFailedKeys, limitRequests } from "./http/rate-limit.ts";
import { expressPath, serve, type ServeDeps } from "./http/serve.ts";
import { requestLog } from "./http/request-log.ts";
import type { Route } from "./http/endpoint.ts";
import { createOnce } from "./idempotency.ts";
import { openApiDocument } from "./openapi.ts";
import { publicRoutes, protectedRoutes } from "./routes.ts";
import { createShopGuard } from "./shop-guard.ts";

const BODY_LIMIT = "1mb";

/**
 * The API without a port. Nobody's body is read before the key was checked, and no request is answered that the contract does not
 * know: the OpenAPI document is made of the same routes.
 */
export function createApi(deps: ApiDeps): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.set("trust proxy", deps.trustedProxies);
  app.use(helmet());
  app.use(requestLog(deps.log));
  app.use(deps.metrics.measure);

  const open = publicRoutes(deps);
  const closed = protectedRoutes(deps);
  app.get("/api/openapi.json", documentOf([...open, ...closed]));
  app.use("/api/docs", docsPage());
  // The signature is over the bytes as they came.
  app.use("/webhooks", express.raw({ limit: BODY_LIMIT, type: () => true }));
  app.use("/shopify", recognizeBrowsers);
  const how = { guard: createShopGuard(deps), once: createOnce(deps) };
  mount(app, open, how);

  const failedKeys = limitFailedKeys(deps.rateLimits);
  app.use("/api", failedKeys.refuse, authenticate(deps), failedKeys.count, limitRequests(deps.rateLimits));
  app.use("/api", express.json({ limit: BODY_LIMIT }));
  mount(app, closed, how);

  app.use(unknownPath);
  app.use(errorHandler(deps.log));
  return app;
}

/** Made when it is first asked for: it takes as long as all the rest of a start. */
function documentOf(routes: readonly Route[]): RequestHandler {
  let document: object | undefined;
  return (_request, response) => {
    response.json((document ??= openApiDocument(routes.map((route) => route.endpoint))));
  };
}

function mount(app: Express, routes: readonly Route[], how: ServeDeps): void {
  for (const route of routes) app[route.endpoint.method](expressPath(route.endpoint.path), serve(route, how));
}
