import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { v7 } from "uuid";
import { hashOfKey } from "#api/http/authenticate";
import { insertApiKey } from "#database/api-keys";
import { stageOrders } from "#database/orders-to-import";
import { updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { queueRow } from "#domain/orders/queue-row";
import { aListedOrder } from "#test/support/listed-order";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import { aWorkingApi, entriesOf, firstIdOf, type WorkingApi } from "./a-working-api.ts";

const store = "store.myshopify.com";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi();
  // A and B share a store; ALONE is the only shop of its own.
  await api.system.aShop("A", { store });
  await api.system.aShop("B", { store, allowBackgroundSyncs: false });
  await api.system.aShop("ALONE");
}, 60_000);
afterAll(() => api.close(), 60_000);
beforeEach(async () => {
  api.system.script(() => ({ done: true }));
  await api.db.deleteFrom("ordersToImport").execute();
});

const start = (body: object) => api.call("POST", "/api/jobs/syncOrders", body);
const stage = (id: string, shop: string | null, of = store) =>
  stageOrders(api.db, of, [
    { row: queueRow(aListedOrder({ id: `gid://shopify/Order/${id}`, name: `#${id}` }), "new"), shop },
  ]);
const importSelected = (body: object, options: Parameters<WorkingApi["call"]>[3] = {}) =>
  api.call("POST", "/api/orders-to-import/import", body, options);
const inFuture = (ms: number): string => new Date(Date.now() + ms).toISOString();

test("a job has the description it has in Business Central: its entry, its log and Temporal say it", async () => {
  const id = firstIdOf(await start({ shopCodes: ["A"] }));
  const description = "Shopify Sync of Orders for shop(s) A";

  expect(await api.entryWith(id, "finished")).toMatchObject({ body: { description } });
  expect(await api.logRowOf(id)).toMatchObject({ description });
  for (const workflowId of [jobWorkflowId(id), attemptWorkflowId(id, 1)]) {
    const execution = await api.system.client.workflow.getHandle(workflowId).describe();
    expect(await execution.staticSummary()).toBe(description);
  }
});

test("a job that is to start later is ready until then, and is listed with its description", async () => {
  const startAt = inFuture(3_600_000);
  const id = firstIdOf(await start({ shopCodes: ["A"], startAt, parameters: { orderIds: ["1"] } }));

  expect(await api.entryWith(id, "ready")).toMatchObject({
    body: { nextAttemptAt: startAt, description: "Shopify order sync of orders: A", attempt: 0 },
  });
  await api.call("POST", `/api/job-queue-entries/${id}/cancel`, {});
  expect(await api.entryWith(id, "finished")).toMatchObject({ body: { result: { outcome: "cancelled" } } });
});

test("a job that has expired does not run, and leaves no row in the log", async () => {
  let hasRun = false;
  api.system.script(() => {
    hasRun = true;
    return { done: true };
  });
  const id = firstIdOf(await start({ shopCodes: ["A"], startAt: inFuture(200), expiresAt: inFuture(100) }));

  expect(await api.entryWith(id, "finished")).toMatchObject({
    body: { result: { outcome: "cancelled", reason: "expired" } },
  });
  expect(hasRun).toBe(false);
  expect(await api.call("GET", `/api/job-queue-log-entries?entryId=${id}&count=true`)).toMatchObject({
    body: { total: 0 },
  });
});

test("in the background a job may be rerun five times at normal priority; one that is waited for runs once, before others", async () => {
  api.system.script(() => {
    throw new OperationalError("erp-rejected", "A person is needed", { retryable: false });
  });
  const started = await start({ shopCodes: ["A", "B"] });

  expect(entriesOf(started)).toMatchObject([
    { trigger: "manual", maxAttempts: 5, priority: "normal" },
    { trigger: "foreground", maxAttempts: 0, priority: "high", status: "error" },
  ]);
  // What needs a person is not tried again, whatever it may.
  await api.entryWith(firstIdOf(started), "error");
  expect(await api.logRowOf(firstIdOf(started))).toMatchObject({ attempt: 1, isFinal: true });
  const chosen = await start({ shopCodes: ["A"], maxAttempts: 2, priority: "low", category: null });
  expect(entriesOf(chosen)).toMatchObject([{ maxAttempts: 2, priority: "low", category: null }]);
  await api.entryWith(firstIdOf(chosen), "error");
});

test("selected orders are imported by one job for each of their shops", async () => {
  await stage("1", "A");
  await stage("2", "B");
  await stage("3", "A");
  await stage("4", null, "alone.myshopify.com");

  const started = await importSelected({ ids: ["1", "2", "3", "4"] });

  expect(started.status).toBe(202);
  const entries = entriesOf(started).toSorted((one, other) =>
    String(one["shopCode"]).localeCompare(String(other["shopCode"])),
  );
  expect(entries).toMatchObject([
    { shopCode: "A", parameters: { orderIds: ["1", "3"] }, description: "Shopify order sync of orders: A" },
    { shopCode: "ALONE", parameters: { orderIds: ["4"] } },
    { shopCode: "B", parameters: { orderIds: ["2"] }, trigger: "foreground", status: "finished" },
  ]);
  expect(new Set(entries.map(({ batchId }) => batchId))).toEqual(new Set([started.body["batchId"]]));
  for (const { id } of entries) await api.entryWith(String(id), "finished");
});

test("who imports an order that no shop has claimed is chosen where more than one could", async () => {
  await stage("5", null);

  expect(await importSelected({ ids: ["5"] })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/shopCode", code: "shop-undecided" }] },
  });
  const started = await importSelected({ ids: ["5"], shopCode: "a" });
  expect(entriesOf(started)).toMatchObject([{ shopCode: "A", parameters: { orderIds: ["5"] } }]);
  await api.entryWith(firstIdOf(started), "finished");
});

test("a selection is refused as a whole", async () => {
  await api.system.aShop("OFF");
  await updateShop(api.db, "OFF", { enabled: false });
  await stage("6", "A");
  await stage("7", "OFF", "off.myshopify.com");

  expect(await importSelected({ ids: ["6", "404"] })).toMatchObject({
    status: 404,
    body: { code: "order-to-import-not-found", params: { id: "404" } },
  });
  expect(await importSelected({ ids: ["6", "7"] })).toMatchObject({ status: 409, body: { code: "shop-disabled" } });
  expect(await importSelected({ ids: ["6"], shopCode: "NOPE" })).toMatchObject({
    status: 404,
    body: { code: "shop-not-found" },
  });
  expect(await importSelected({ ids: [] })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/ids" }] } });
  expect(await api.call("GET", "/api/job-queue-entries?count=true&shopCode=A")).toMatchObject({
    body: { items: expect.not.arrayContaining([expect.objectContaining({ parameters: { orderIds: ["6"] } })]) },
  });
});

test("a key that is restricted to shops selects among their orders only", async () => {
  const key = "sbc_good-for-the-shop-a-only";
  const made = { hint: "a", expiresAt: null, createdBy: "admin", shops: ["A"] } as const;
  await insertApiKey(api.db, { ...made, id: v7(), name: "of a", keyHash: hashOfKey(key), scope: "operate" });
  await stage("8", "A");
  await stage("9", "B");

  expect(await importSelected({ ids: ["8", "9"] }, { key })).toMatchObject({
    status: 404,
    body: { params: { id: "9" } },
  });
  expect(await importSelected({ ids: ["8"], shopCode: "B" }, { key })).toMatchObject({
    status: 403,
    body: { code: "shop-not-allowed" },
  });
  const started = await importSelected({ ids: ["8"] }, { key });
  expect(started.status).toBe(202);
  await api.entryWith(firstIdOf(started), "finished");
});

test("the same selection with the same key starts its jobs once", async () => {
  await stage("11", "A");
  const headers = { "idempotency-key": "select-1" };
  const first = await importSelected({ ids: ["11"] }, { headers });
  await api.db.deleteFrom("idempotentRequest").execute();
  const again = await importSelected({ ids: ["11"] }, { headers });

  expect(firstIdOf(again)).toBe(firstIdOf(first));
  await api.entryWith(firstIdOf(first), "finished");
});
