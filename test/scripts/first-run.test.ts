import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { insertShop } from "#database/shops";
import { firstRun } from "#scripts/lib/first-run";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { aDatabase } from "#test/support/database";
import { aNamespace } from "#test/support/temporal";
import { adminKey, anApi, type TestApi } from "../api/an-api.ts";

let api: TestApi;
let said: string[];
beforeAll(async () => {
  const [database, temporal] = await Promise.all([aDatabase(), aNamespace()]);
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
  const close = async () => {
    await Promise.all([temporal.close(), database.drop()]);
  };
  api = await anApi({}, { db: database.db, client: temporal.client, close });
});
afterAll(() => api.close());
beforeEach(async () => {
  said = [];
  // The cues are printed as a table.
  jest.spyOn(console, "log").mockImplementation(() => undefined);
  await api.db.deleteFrom("shop").execute();
});

/** Without a worker: a job that were started would not end. */
const run = (sandboxStores: readonly string[]) =>
  firstRun({ apiUrl: api.url, adminApiKey: adminKey, sandboxStores, say: (line) => said.push(line) });
const startedJobs = async () => (await api.call("GET", "/api/job-queue-entries?count=true")).body["total"];

test("a demo shop that somebody disabled stays disabled, and its jobs are not run", async () => {
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com", enabled: false, enabledAt: new Date() });

  expect(await run(["demo.myshopify.com"])).toBe(true);

  expect(said).toEqual(["The shop DEMO is disabled, so its orders are not read"]);
  expect((await api.call("GET", "/api/shops/DEMO")).body["enabled"]).toBe(false);
  expect(await startedJobs()).toBe(0);
});

test("a demo shop whose store is not in the sandbox is left alone: it would be the real Shopify", async () => {
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com", enabled: true, enabledAt: new Date() });

  expect(await run(["other.myshopify.com"])).toBe(true);

  expect(said).toEqual(["The shop DEMO is not in the sandbox (SANDBOX_HOSTS), so its orders are not read"]);
  expect(await startedJobs()).toBe(0);
});

test("without a store in the sandbox no shop is made", async () => {
  expect(await run([])).toBe(true);

  expect(said).toEqual(["The sandbox has no store (SANDBOX_HOSTS), so no shop DEMO is made"]);
  expect((await api.call("GET", "/api/shops/DEMO")).status).toBe(404);
});
