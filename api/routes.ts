import type { ApiDeps } from "./deps.ts";
import type { Route } from "./http/endpoint.ts";
import { shopActionRoutes } from "./routes/shop-actions.ts";
import { shopRoutes } from "./routes/shops.ts";

/** Answered without an API key. */
export const publicRoutes = (_deps: ApiDeps): readonly Route[] => [];

/** Everything that needs one. */
export const protectedRoutes = (deps: ApiDeps): readonly Route[] => [...shopRoutes(deps), ...shopActionRoutes(deps)];
