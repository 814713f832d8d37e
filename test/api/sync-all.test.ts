import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { updateShop } from "#database/shops";
import { intervalsOf, overlaps } from "#test/support/batch-intervals";
import { completeCatalogue } from "#test/support/complete-catalogue";
import { aJobSystem } from "#test/support/jobs";
import { startInTurn } from "#temporal/start-in-turn";
import { createCatalogue, reports, type Catalogue } from "#workflows/catalogue";
import { anApi } from "./an-api.ts";
import { aWorkingApi, entriesOf, type WorkingApi } from "./a-working-api.ts";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi({ catalogue: completeCatalogue });
  await api.system.aShop("A");
  await api.system.aShop("B", { allowBackgroundSyncs: false });
  // On the same store, so that its jobs would wait in the same line.
  await api.system.aShop("ALSO", { store: "a.myshopify.com" });
  await api.system.aShop("OFF");
  await updateShop(api.db, "OFF", { enabled: false });
}, 60_000);
afterAll(() => api.close(), 60_000);
beforeEach(() => {
  api.system.script(() => ({ done: true }));
});

const syncAll = (code: string, headers: Record<string, string> = {}) =>
  api.call("POST", `/api/shops/${code}/sync-all`, {}, { headers });
const reportsOf = (entries: readonly Record<string, unknown>[]) =>
  entries.map(({ report, parameters }) => [report, parameters]);

const inOrder: readonly (readonly [string, object])[] = [
  ["syncCustomers", {}],
  ["syncProducts", {}],
  ["syncInventory", {}],
  ["syncImages", {}],
  ["syncProducts", { onlySyncPrices: true }],
  ["syncCompanies", {}],
  ["syncCatalogPrices", {}],
];

/** The API beside workers whose version has only these reports. */
const withCatalogue = (catalogue: Catalogue) =>
  anApi({ jobs: api.deps.jobs, catalogue }, { ...api.system, close: () => Promise.resolve() });

test("BG-4 Sync All runs its seven jobs in their order, one at a time, and none for another shop", async () => {
  const ran: (readonly [string, unknown])[] = [];
  const shops = new Set<string | null>();
  const { script, intervals } = intervalsOf(async ({ report, shopCode, parameters }) => {
    ran.push([report, parameters]);
    shops.add(shopCode);
    await sleep(50);
    return { done: true };
  });
  api.system.script(script);

  const started = await syncAll("a");
  const entries = entriesOf(started);
  for (const { id } of entries) await api.entryWith(String(id), "finished");

  expect(started.status).toBe(202);
  expect(started.headers.get("location")).toBe(`/api/job-queue-entries?batchId=${String(started.body["batchId"])}`);
  expect(started.body["left"]).toEqual([]);
  expect(reportsOf(entries)).toEqual(inOrder);
  for (const entry of entries) expect(entry).toMatchObject({ shopCode: "A", category: "SHPFY", trigger: "manual" });
  expect(new Set(entries.map(({ batchId }) => batchId))).toEqual(new Set([started.body["batchId"]]));
  const asked = entries.map(({ enqueuedAt }) => Date.parse(String(enqueuedAt)));
  expect(asked).toEqual(asked.toSorted((one, other) => one - other));
  expect(new Set(asked).size).toBe(7);
  expect(ran).toEqual(inOrder);
  expect([...shops]).toEqual(["A"]);
  expect(overlaps(intervals)).toEqual([]);
  const { body } = await api.call("GET", "/api/audit-entries?action=syncAllOfShop&shopCode=A");
  const noted = (body["items"] as readonly Record<string, unknown>[]).toReversed();
  expect(noted).toMatchObject(
    entries.map(({ id, report, parameters }) => ({ record: id, principal: "admin", after: { report, parameters } })),
  );
});

test("a shop that does not sync in the background is waited for", async () => {
  const started = await syncAll("B");

  expect(started.status).toBe(200);
  expect(reportsOf(entriesOf(started))).toEqual(inOrder);
  for (const entry of entriesOf(started)) expect(entry).toMatchObject({ status: "finished", trigger: "foreground" });
});

test("Sync All that is sent again with its key starts nothing a second time", async () => {
  const first = await syncAll("A", { "idempotency-key": "all-1" });
  const again = await syncAll("A", { "idempotency-key": "all-1" });
  // As when the process died before it could keep its answer.
  await api.db.deleteFrom("idempotentRequest").execute();
  const anew = await syncAll("A", { "idempotency-key": "all-1" });

  const ids = entriesOf(first).map(({ id }) => id);
  expect(new Set(ids).size).toBe(7);
  expect(again.body).toEqual(first.body);
  expect(entriesOf(anew).map(({ id }) => id)).toEqual(ids);
  expect(anew.body["batchId"]).toBe(first.body["batchId"]);
});

test("reports that are not built yet are left out, and the answer names them", async () => {
  const built = new Set(["syncProducts", "syncImages"]);
  const some = createCatalogue(reports.map((report) => ({ ...report, available: built.has(report.name) })));
  const early = await withCatalogue(some);

  const started = await early.call("POST", "/api/shops/A/sync-all", {});

  expect(started.status).toBe(202);
  expect(reportsOf(entriesOf(started))).toEqual(inOrder.filter(([report]) => built.has(report)));
  expect(started.body["left"]).toEqual(
    ["syncCustomers", "syncInventory", "syncCompanies", "syncCatalogPrices"].map((report) => ({
      report,
      reason: "report-not-available",
    })),
  );
  await early.close();
});

test("when no report is built yet, it says so", async () => {
  const first = await withCatalogue(createCatalogue(reports.map((report) => ({ ...report, available: false }))));

  expect(await first.call("POST", "/api/shops/A/sync-all", {})).toMatchObject({
    status: 409,
    body: { code: "report-not-available", detail: expect.stringContaining("syncCustomers, syncProducts") },
  });
  await first.close();
});

test("a disabled shop is refused", async () => {
  expect(await syncAll("OFF")).toMatchObject({ status: 409, body: { code: "shop-disabled" } });
});

test("workers that are away do not keep jobs from being asked for, in their order", async () => {
  const idle = await aJobSystem();
  await idle.aShop("IDLE");
  const request = { shopCodes: ["IDLE"], parameters: {}, principal: "test" };
  const reports = ["syncCustomers", "syncProducts", "syncInventory"];

  const { jobs } = await startInTurn(
    { client: idle.client, db: idle.db, catalogue: completeCatalogue },
    reports.map((report) => ({ ...request, report })),
    100,
  );

  const entries = await Promise.all(jobs.map(({ entryId }) => idle.queue.get(entryId)));
  expect(entries.map(({ report, status }) => [report, status])).toEqual(reports.map((report) => [report, "ready"]));
  await idle.close();
});
