import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { exposeCues } from "#api/cue-metrics";
import { createMetrics } from "#api/metrics";
import { addLogRows } from "#database/job-log-copy";
import { insertShopifyLogEntry } from "#database/shopify-log";
import { noteSkipped } from "#database/skipped-records";
import { ended, failure } from "#test/support/log-rows";
import { until } from "#test/support/until";
import { aWorkingApi, firstIdOf, type WorkingApi } from "./a-working-api.ts";
import { cuesOf } from "./cue-lists.ts";
import { samplesOf, scrape } from "./scrape.ts";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi();
  for (const code of ["RUNS", "RESTS", "QUIET"]) await api.system.aShop(code);
}, 60_000);
afterAll(() => api.close(), 60_000);

const start = async (shopCode: string): Promise<string> =>
  firstIdOf(await api.call("POST", "/api/jobs/syncOrders", { shopCodes: [shopCode] }));

/** What a process that has just started tells Prometheus. */
async function freshFigures(): Promise<Readonly<Record<string, number>>> {
  const metrics = createMetrics();
  exposeCues(metrics.registry, api.deps);
  return scrape(metrics);
}

const cue = (figures: Readonly<Record<string, number>>, name: string) =>
  Object.fromEntries(
    Object.entries(samplesOf(figures, "cue_records")).flatMap(([labels, count]) => {
      const [, found, shop = ""] = /^\{cue="(\w+)",shop="(\w*)"\}$/.exec(labels) ?? [];
      return found === name ? [[shop, count] as const] : [];
    }),
  );

test("every cue is shown by shop, what belongs to no shop beside them, and in sum they are what the cues say", async () => {
  const { db } = api;
  let hasEnded = false;
  api.system.script(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { done: hasEnded };
  });
  const [running, resting] = [await start("RUNS"), await start("RESTS")];
  for (const id of [running, resting]) await api.entryWith(id, "inProcess");
  const waiting = [await start("RUNS"), await start("RUNS")];
  for (const id of waiting) await api.entryWith(id, "waiting");
  await addLogRows(db, [
    ended({ ...failure, shop: "RUNS" }),
    ended({ ...failure, shop: "RUNS" }),
    ended({ ...failure, shop: null, report: "createSalesOrders" }),
    ended({ ...failure, shop: "DELETED" }),
  ]);
  for (const recordKey of ["a", "b", "c"])
    await noteSkipped(db, {
      shop: "RESTS",
      tableName: "customer",
      recordKey,
      reason: "Customer has no e-mail address.",
      reasonCode: "customer-without-email",
      description: recordKey,
      jobEntryId: null,
    });
  for (const hasError of [true, false])
    await insertShopifyLogEntry(db, {
      shop: "RUNS",
      store: "runs.myshopify.com",
      operation: "ListOrders",
      url: "https://runs.myshopify.com/admin/api/2026-07/graphql.json",
      statusCode: hasError ? 500 : 200,
      hasError,
      retryCount: 0,
      durationMs: 12,
      request: "",
      response: "",
    });

  const figures = await until("Visibility shows all four jobs", async () => {
    const found = await freshFigures();
    return cue(found, "tasksInQueue")["RUNS"] === 2 && cue(found, "tasksInProcess")["RESTS"] === 1 && found;
  });

  expect(cue(figures, "tasksInProcess")).toEqual({ "": 0, QUIET: 0, RESTS: 1, RUNS: 1 });
  expect(cue(figures, "tasksInQueue")).toEqual({ "": 0, QUIET: 0, RESTS: 0, RUNS: 2 });
  expect(cue(figures, "tasksFailed")).toEqual({ "": 1, QUIET: 0, RESTS: 0, RUNS: 2, DELETED: 1 });
  expect(cue(figures, "failingNow")).toEqual({ "": 1, QUIET: 0, RESTS: 0, RUNS: 1, DELETED: 1 });
  expect(cue(figures, "skippedRecords")).toEqual({ QUIET: 0, RESTS: 3, RUNS: 0 });
  expect(cue(figures, "apiErrors")).toEqual({ QUIET: 0, RESTS: 0, RUNS: 1 });
  for (const [key, { value }] of Object.entries(await cuesOf(api))) {
    const sum = Object.values(cue(figures, key)).reduce((total, count) => total + count, 0);
    expect({ key, sum }).toEqual({ key, sum: value });
  }
  expect(figures).toMatchObject({ cues_up: 1, job_log_stale: 0 });
  expect(figures["job_log_age_seconds"]).toBeGreaterThanOrEqual(0);

  hasEnded = true;
  for (const id of [resting, ...waiting]) await api.entryWith(id, "finished");
}, 60_000);
