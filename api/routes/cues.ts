import type { z } from "zod";
import { replaceCueSetup, type CueSetup } from "#database/cue-setup";
import { getShop } from "#database/shops";
import * as contract from "../contract/cues.ts";
import { readThresholds } from "../cue-thresholds.ts";
import { cueDefinitions, readCues } from "../cues.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";

/** The status cues, and from which numbers on they are yellow and red. */
export const cueRoutes = (deps: ApiDeps): readonly Route[] => {
  const setup = async (principal: string | null) => {
    const thresholds = await readThresholds(deps.db, principal);
    const cues = contract.setupCueKeys.flatMap((key) => {
      const chosen = thresholds.get(key);
      return chosen === undefined ? [] : [{ ...chosen, key, caption: cueDefinitions[key].caption }];
    });
    return ok({ cues });
  };
  return [
    route(contract.listCues, async ({ query: { shopCode }, principal, shops }) => {
      if (shopCode !== undefined) await getShop(deps.db, shopCode);
      return ok(await readCues(deps, { principal, shops, named: shopCode }));
    }),

    route(contract.getCueSetup, () => setup(null)),

    route(contract.replaceCueSetup, async ({ body }) => {
      await replaceCueSetup(deps.db, null, rowsOf(body));
      return setup(null);
    }),

    route(contract.getMyCueSetup, ({ principal }) => setup(principal)),

    route(contract.replaceMyCueSetup, async ({ body, principal }) => {
      await replaceCueSetup(deps.db, principal, rowsOf(body));
      return setup(principal);
    }),
  ];
};

const rowsOf = (wanted: z.output<typeof contract.replaceCueSetup.body>): readonly CueSetup[] =>
  contract.setupCueKeys.flatMap((cue) => {
    const thresholds = wanted[cue];
    return thresholds === undefined ? [] : [{ ...thresholds, cue }];
  });
