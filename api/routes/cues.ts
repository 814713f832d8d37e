import { getShop } from "#database/shops";
import * as contract from "../contract/cues.ts";
import { readCues } from "../cues.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";

/** The status cues. */
export const cueRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.listCues, async ({ query: { shopCode } }) => {
    if (shopCode !== undefined) await getShop(deps.db, shopCode);
    return ok(await readCues(deps, shopCode));
  }),
];
