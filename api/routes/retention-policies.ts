import {
  changeRetentionPolicy,
  getRetentionPolicy,
  listRetentionPolicies,
  lockRetentionPolicy,
  type RetentionPolicy,
} from "#database/retention";
import * as contract from "../contract/retention-policies.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";

/** How long logs are kept. */
export const retentionRoutes = ({ db }: Pick<ApiDeps, "db">): readonly Route[] => [
  route(contract.listRetentionPolicies, async () => ok({ items: await listRetentionPolicies(db) })),

  route(contract.getRetentionPolicy, async ({ params: { log } }) => policyCard(await getRetentionPolicy(db, log))),

  route(contract.setRetentionPolicy, async ({ params: { log }, body, principal, audit, precondition }) => {
    const policy = await db.transaction().execute(async (transaction) => {
      const before = stateOf(await lockRetentionPolicy(transaction, log));
      precondition.check(before);
      const after = await changeRetentionPolicy(transaction, log, { ...body, changedBy: principal });
      await audit.note(transaction, { recordId: log, shop: null, before, after: stateOf(after) });
      return after;
    });
    return policyCard(policy);
  }),
];

const stateOf = ({ keepDays, enabled }: RetentionPolicy) => ({ keepDays, enabled });

const policyCard = (policy: RetentionPolicy) => card(policy, stateOf(policy));
