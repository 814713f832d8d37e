import type { z } from "zod";
import type { Executor } from "#database/connection";
import { listCueSetup, replaceCueSetup, type CueSetup } from "#database/cue-setup";
import { lockName } from "#database/record-lock";
import { getShop } from "#database/shops";
import * as contract from "../contract/cues.ts";
import { readThresholds } from "../cue-thresholds.ts";
import { cueDefinitions, readCues } from "../cues.ts";
import type { ApiDeps } from "../deps.ts";
import type { Audit } from "../http/audit.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { card, type Precondition } from "../http/etag.ts";

/** The status cues, and from which numbers on they are yellow and red. */
export const cueRoutes = (deps: ApiDeps): readonly Route[] => {
  const setup = async (principal: string | null) => {
    // Before what it answers: a change in between makes the ETag too old, never too new.
    const state = await stateOf(deps.db, principal);
    const thresholds = await readThresholds(deps.db, principal);
    const cues = contract.setupCueKeys.flatMap((key) => {
      const chosen = thresholds.get(key);
      return chosen === undefined ? [] : [{ ...chosen, key, caption: cueDefinitions[key].caption }];
    });
    return card({ cues }, state);
  };
  const replace = (
    principal: string | null,
    wanted: readonly CueSetup[],
    { audit, precondition }: { readonly audit: Audit; readonly precondition: Precondition },
  ) =>
    deps.db.transaction().execute(async (transaction) => {
      // There may be no row yet that could be locked.
      await lockName(transaction, `cueSetup/${principal ?? ""}`);
      const before = await stateOf(transaction, principal);
      precondition.check(before);
      await replaceCueSetup(transaction, principal, wanted);
      const after = await stateOf(transaction, principal);
      await audit.note(transaction, { recordId: principal, shop: null, before, after });
    });
  return [
    route(contract.listCues, async ({ query: { shopCode, requestedBy }, principal, shops }) => {
      if (shopCode !== undefined) await getShop(deps.db, shopCode);
      return ok(await readCues(deps, { principal, shops, named: shopCode, requestedBy }));
    }),

    route(contract.getCueSetup, () => setup(null)),

    route(contract.replaceCueSetup, async ({ body, ...request }) => {
      await replace(null, rowsOf(body), request);
      return setup(null);
    }),

    route(contract.getMyCueSetup, ({ principal }) => setup(principal)),

    route(contract.replaceMyCueSetup, async ({ body, principal, ...request }) => {
      await replace(principal, rowsOf(body), request);
      return setup(principal);
    }),
  ];
};

/** By cue, what the company (null) or a person has set. */
const stateOf = async (db: Executor, principal: string | null) =>
  Object.fromEntries((await listCueSetup(db, principal)).map(({ cue, ...thresholds }) => [cue, thresholds]));

const rowsOf = (wanted: z.output<typeof contract.replaceCueSetup.body>): readonly CueSetup[] =>
  contract.setupCueKeys.flatMap((cue) => {
    const thresholds = wanted[cue];
    return thresholds === undefined ? [] : [{ ...thresholds, cue }];
  });
