import { changeRetentionPolicy, listRetentionPolicies } from "#database/retention";
import * as contract from "../contract/retention-policies.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";

/** How long logs are kept. */
export const retentionRoutes = ({ db }: ApiDeps): readonly Route[] => [
  route(contract.listRetentionPolicies, async () => ok({ items: await listRetentionPolicies(db) })),

  route(contract.setRetentionPolicy, async ({ params: { log }, body, principal }) =>
    ok(await changeRetentionPolicy(db, log, { ...body, changedBy: principal })),
  ),
];
