import { proxyActivities } from "@temporalio/workflow";
import type { SyncCountriesActivities, SyncCountriesInput } from "#activities/shops/sync-countries-activities";
import type { SyncCountriesParameters } from "#activities/shops/sync-countries-parameters";
import { attempt } from "../attempt.ts";
import type { AttemptInput, ReportResult } from "../messages.ts";
import { shopifyPage } from "../policies.ts";
import { runSteps, type Step } from "./steps.ts";

const { syncShipToCountries } = proxyActivities<SyncCountriesActivities>(shopifyPage);

/** Sync Countries (report 30110): the countries the store ships to get their rows in the set-up of customers, their provinces tax areas. */
export async function syncCountries(input: AttemptInput<SyncCountriesParameters>): Promise<ReportResult> {
  const { shopCode, entryId } = input;
  return attempt(input, (job) => runSteps(job, { shopCode, entryId }, story));
}

const story: readonly Step<SyncCountriesInput>[] = [
  {
    phase: "Reading countries",
    batch: async (run) => ({ done: true, after: "0", counts: await syncShipToCountries(run) }),
  },
];
