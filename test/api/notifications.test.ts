import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { v7 } from "uuid";
import { createOccasionActivities } from "#activities/notifications/occasion-activities";
import { insertApiKey } from "#database/api-keys";
import { addLogRows, type NewJobLogRow } from "#database/job-log-copy";
import { insertShop } from "#database/shops";
import { hashOfKey } from "#api/http/authenticate";
import { ended, failure } from "#test/support/log-rows";
import { anApi, type TestApi } from "./an-api.ts";

const keys = { anna: "sbc_key-of-anna", berit: "sbc_key-of-berit", demo: "sbc_good-for-demo", reader: "sbc_may-read" };
const UNKNOWN = "01a212f1-dca6-7546-ac4d-8eb46dd154ff";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  for (const code of ["DEMO", "OTHER"])
    await insertShop(api.db, { code, store: `${code.toLowerCase()}.myshopify.com` });
  const key = { hint: "", scope: "operate", shops: null, expiresAt: null, createdBy: "admin" } as const;
  for (const name of ["anna", "berit"] as const)
    await insertApiKey(api.db, { ...key, id: v7(), name, keyHash: hashOfKey(keys[name]) });
  await insertApiKey(api.db, { ...key, id: v7(), name: "demo", keyHash: hashOfKey(keys.demo), shops: ["DEMO"] });
  await insertApiKey(api.db, { ...key, id: v7(), name: "reader", keyHash: hashOfKey(keys.reader), scope: "read" });
});
afterAll(() => api.close());
beforeEach(async () => {
  for (const table of ["notificationRule", "jobLog"] as const) await api.db.deleteFrom(table).execute();
});

const makeRule = (body: object) => api.call("POST", "/api/notification-rules", body);

/** Attempts that ended after all rules were made, and what there was to tell of them. */
async function happened(...rows: readonly Partial<NewJobLogRow>[]): Promise<void> {
  await addLogRows(
    api.db,
    rows.map((row, index) => ended({ endedAt: new Date(Date.now() + 1_000 + index), ...row })),
  );
  const jobLog = { refresh: () => Promise.resolve({ asOf: null, stale: false }) };
  await createOccasionActivities({ db: api.db, jobLog }).noteOccasions();
}

interface Item {
  readonly id: string;
  readonly actions: Readonly<Record<string, string | null>>;
}
const list = async (query = "", key?: string) => {
  const { body } = await api.call("GET", `/api/notifications?count=true${query}`, undefined, key ? { key } : {});
  const items = body["items"] as readonly Item[];
  expect(body["total"]).toBe(items.length);
  return items;
};
const dismiss = async (body: object, key: string) =>
  (await api.call("POST", "/api/notifications/dismiss", body, { key })).body["dismissed"];

test("a new installation shows everybody what fails for good", async () => {
  const fresh = await anApi();
  expect((await fresh.call("GET", "/api/notification-rules?count=true")).body).toMatchObject({
    items: [
      {
        kind: "inProduct",
        principal: null,
        report: null,
        shopCode: null,
        afterFailures: 1,
        onRecovery: true,
        enabled: true,
      },
    ],
    total: 1,
  });
  await fresh.close();
});

test("a failed job is shown with what can be done about it", async () => {
  await makeRule({ kind: "inProduct" });
  await happened({ ...failure, entryId: "e77", errorParams: { store: "demo" } });

  const [item, ...others] = await list("&state=open");

  expect(others).toEqual([]);
  expect(item).toMatchObject({
    event: "job.failed",
    kind: "inProduct",
    title: "Sync Orders from Shopify failed for shop DEMO",
    report: "syncOrders",
    shopCode: "DEMO",
    entryId: "e77",
    error: { type: "store-unavailable", message: "The store is closed", params: { store: "demo" } },
    failuresInARow: 1,
    state: "open",
    actions: { restart: "/api/job-queue-entries/e77/restart", restartSchedule: null },
  });
  expect((await api.call("GET", String(item?.actions["details"]))).body).toMatchObject({ entryId: "e77" });
});

test("nothing can be restarted that was restarted, settled or works again", async () => {
  await makeRule({ kind: "inProduct" });
  await happened({ ...failure, entryId: "a" }, { ...failure, entryId: "b" }, { ...failure, entryId: "c" }, {});
  await api.db.updateTable("jobLog").set({ restartedAt: new Date() }).where("entryId", "=", "a").execute();
  await api.db.updateTable("jobLog").set({ supersededAt: new Date() }).where("entryId", "=", "b").execute();

  const items = await list();

  expect(items.map(({ actions }) => actions["restart"])).toEqual([
    null,
    "/api/job-queue-entries/c/restart",
    null,
    null,
  ]);
  expect(items[0]).toMatchObject({
    event: "job.recovered",
    title: "Sync Orders from Shopify works again for shop DEMO",
    error: null,
    failuresInARow: 3,
  });
});

test("a schedule that stopped can be restarted", async () => {
  await makeRule({ kind: "inProduct", afterFailures: 3 });
  await happened({ ...failure, trigger: "schedule", entryId: "api.orders-2026-03-01T10:15:00Z" });

  expect(await list()).toMatchObject([
    { schedule: "api.orders", actions: { restartSchedule: "/api/schedules/api.orders/restart" } },
  ]);
});

test("what one has dismissed is open for others", async () => {
  await makeRule({ kind: "inProduct" });
  await happened(failure);
  const [item] = await list();
  const path = `/api/notifications/${item?.id}/dismiss`;

  expect((await api.call("POST", path, {}, { key: keys.anna })).body).toEqual({ dismissed: 1 });
  expect((await api.call("POST", path, {}, { key: keys.anna })).body).toEqual({ dismissed: 0 });

  expect(await list("&state=open", keys.anna)).toEqual([]);
  expect(await list("&state=dismissed", keys.anna)).toMatchObject([
    { state: "dismissed", dismissedAt: expect.any(String) },
  ]);
  expect(await list("&state=open", keys.berit)).toMatchObject([{ state: "open", dismissedAt: null }]);
});

test("many are dismissed by name or by filter, only those one may see", async () => {
  await makeRule({ kind: "inProduct" });
  await happened(failure, { ...failure, shop: "OTHER" }, { ...failure, report: "createSalesOrders" }, failure);
  const [last, ...others] = await list();
  const ids = others.map(({ id }) => id);

  expect(await dismiss({ ids: [last?.id, UNKNOWN] }, keys.anna)).toBe(1);
  expect(await dismiss({ filter: { report: "createSalesOrders" } }, keys.anna)).toBe(1);
  expect(await dismiss({ ids }, keys.demo)).toBe(2);
  const elsewhere = { filter: { shopCode: "OTHER" } };
  expect(await api.call("POST", "/api/notifications/dismiss", elsewhere, { key: keys.demo })).toMatchObject({
    status: 403,
    body: { code: "shop-not-allowed" },
  });
  expect(await dismiss({ filter: { shopCode: "other" } }, keys.anna)).toBe(1);
  expect(await dismiss({ filter: {} }, keys.anna)).toBe(1);
  expect(await list("&state=open", keys.anna)).toEqual([]);
});

test("what is meant for one person is shown to nobody else", async () => {
  await makeRule({ kind: "inProduct", principal: "anna" });
  await happened(failure);
  const [item] = await list("", keys.anna);

  expect(item).toBeDefined();
  expect(await list("", keys.berit)).toEqual([]);
  expect(await api.call("POST", `/api/notifications/${item?.id}/dismiss`, {}, { key: keys.berit })).toMatchObject({
    status: 404,
    body: { code: "notification-not-found" },
  });
  expect(await dismiss({ ids: [item?.id] }, keys.berit)).toBe(0);
});

test("who started a job is shown what became of it, and nobody else is", async () => {
  const rule = await makeRule({ kind: "inProduct", toInitiator: true, afterFailures: 2 });
  expect(rule).toMatchObject({ status: 201, body: { toInitiator: true, principal: null } });
  const [byAnna, byBerit] = [{ requestedBy: "anna" }, { requestedBy: "berit" }];
  // Neither counts the failures of others, nor recovers with their success.
  await happened(
    { ...failure, ...byAnna },
    { ...failure, ...byBerit, shop: "OTHER" },
    { ...failure, ...byBerit },
    { ...failure, requestedBy: null, trigger: "schedule", entryId: "api.orders-2026-03-01T10:15:00Z" },
    { ...failure, ...byAnna, entryId: "second-of-anna" },
    byBerit,
    { ...byAnna, entryId: "third-of-anna" },
  );

  const hers = await list("&state=open", keys.anna);
  expect(hers).toMatchObject([
    { event: "job.recovered", entryId: "third-of-anna", failuresInARow: 2 },
    { event: "job.failed", entryId: "second-of-anna", failuresInARow: 2 },
  ]);
  expect(await list("", keys.berit)).toEqual([]);
  expect(await list("")).toEqual([]);
  expect(await dismiss({ ids: hers.map(({ id }) => id) }, keys.berit)).toBe(0);
  expect(await dismiss({ filter: {} }, keys.anna)).toBe(2);

  // What was told stays with those it was meant for, whatever becomes of the rule.
  await api.call("PUT", String(rule.headers.get("location")), { kind: "inProduct" });
  expect(await list("", keys.berit)).toEqual([]);
  expect(await list("", keys.anna)).toHaveLength(2);
});

test("the list is filtered by shop, report, event and state, and comes page by page, the newest first", async () => {
  await makeRule({ kind: "inProduct" });
  await happened(
    failure,
    { ...failure, shop: "OTHER" },
    { ...failure, report: "createSalesOrders" },
    { shop: "OTHER" },
  );

  expect(await list("&shopCode=other")).toHaveLength(2);
  expect(await list("&report=createSalesOrders")).toHaveLength(1);
  expect(await list("&event=job.recovered")).toMatchObject([{ shopCode: "OTHER" }]);
  expect(await list("&state=pending")).toEqual([]);
  expect(await list("&kind=email")).toEqual([]);
  const all = await list();
  const first = await api.call("GET", "/api/notifications?limit=3");
  const second = await api.call("GET", `/api/notifications?limit=3&cursor=${String(first.body["nextCursor"])}`);
  expect([...(first.body["items"] as Item[]), ...(second.body["items"] as Item[])]).toEqual(all);
  expect(second.body["nextCursor"]).toBeNull();
});

test("a key for one shop sees what is told of it, and nothing of others or of the company", async () => {
  await makeRule({ kind: "inProduct" });
  await happened(
    failure,
    { ...failure, shop: "OTHER" },
    { ...failure, report: "postSalesOrders", shop: null, store: null },
  );
  const other = (await list("&shopCode=OTHER"))[0]?.id;

  expect(await list("", keys.demo)).toMatchObject([{ shopCode: "DEMO" }]);
  expect(await api.call("GET", "/api/notifications?shopCode=OTHER", undefined, { key: keys.demo })).toMatchObject({
    status: 403,
    body: { code: "shop-not-allowed" },
  });
  expect(await api.call("POST", `/api/notifications/${other}/dismiss`, {}, { key: keys.demo })).toMatchObject({
    status: 404,
    body: { code: "notification-not-found" },
  });
});

test("dismissing takes the scope operate, rules the scope admin", async () => {
  for (const [method, path] of [
    ["POST", `/api/notifications/${UNKNOWN}/dismiss`],
    ["POST", "/api/notifications/dismiss"],
    ["GET", "/api/notification-rules"],
  ] as const)
    expect(await api.call(method, path, method === "GET" ? undefined : {}, { key: keys.reader })).toMatchObject({
      status: 403,
      body: { code: "scope-insufficient" },
    });
});

test("a rule is made, looked at, replaced and deleted", async () => {
  const made = await makeRule({ kind: "inProduct", report: "30104", shopCode: "demo", afterFailures: 3 });
  const path = String(made.headers.get("location"));
  expect(made).toMatchObject({
    status: 201,
    body: {
      kind: "inProduct",
      principal: null,
      report: "syncOrders",
      shopCode: "DEMO",
      afterFailures: 3,
      createdBy: "admin",
    },
  });
  const { secret: _none, ...shown } = made.body;
  expect((await api.call("GET", path)).body).toEqual(shown);

  const changed = await api.call("PUT", path, { kind: "inProduct", principal: "anna", onRecovery: false });
  expect(changed).toMatchObject({
    status: 200,
    body: { principal: "anna", report: null, shopCode: null, afterFailures: 1, onRecovery: false, changedBy: "admin" },
  });

  await happened(failure);
  expect(await list("", keys.anna)).toHaveLength(1);
  expect((await api.call("DELETE", path)).status).toBe(204);
  expect(await list("", keys.anna)).toEqual([]);
});

test.each([
  ["GET", undefined],
  ["PUT", { kind: "inProduct" }],
  ["DELETE", undefined],
])("%s of a rule that does not exist is 404", async (method, body) => {
  expect(await api.call(method, `/api/notification-rules/${UNKNOWN}`, body)).toMatchObject({
    status: 404,
    body: { code: "notification-rule-not-found" },
  });
});

test.each([
  [{}, "/kind"],
  [{ kind: "pigeon" }, "/kind"],
  [{ kind: "inProduct", report: "syncNothing" }, "/report"],
  [{ kind: "inProduct", shopCode: "NOPE" }, "/shopCode"],
  [{ kind: "inProduct", report: "postSalesOrders", shopCode: "DEMO" }, "/shopCode"],
  [{ kind: "inProduct", afterFailures: 0 }, "/afterFailures"],
  [{ kind: "inProduct", afterFailures: 101 }, "/afterFailures"],
  [{ kind: "inProduct", secret: "mine" }, "/secret"],
  [{ kind: "inProduct", principal: "anna", toInitiator: true }, "/principal"],
  [{ kind: "email", email: "anna@example.com", toInitiator: true }, "/toInitiator"],
])("%j makes no rule", async (body, pointer) => {
  expect(await makeRule(body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test.each([
  ["GET", "/api/notifications?state=new", undefined],
  ["GET", "/api/notifications?kind=pigeon", undefined],
  ["GET", "/api/notifications?cursor=abc", undefined],
  ["POST", "/api/notifications/1/dismiss", {}],
  ["POST", "/api/notifications/dismiss", {}],
  ["POST", "/api/notifications/dismiss", { ids: [] }],
  ["POST", "/api/notifications/dismiss", { ids: [UNKNOWN], filter: {} }],
])("%s %s of %j is 422", async (method, path, body) => {
  expect((await api.call(method, path, body)).status).toBe(422);
});
