import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createActions } from "#api/actions";
import { connectDatabase } from "#database/connection";
import { insertShop, updateShop } from "#database/shops";
import { connectTemporal } from "#temporal/connection";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue } from "#temporal/job-queue";
import { anApi, type TestApi } from "./an-api.ts";

// Port 1 is reserved: nobody listens there.
const away = connectDatabase("postgres://nobody@127.0.0.1:1/nothing");
const temporal = connectTemporal({ connection: { address: "127.0.0.1:1" }, namespace: "default" });

let api: TestApi;
let withoutTemporal: TestApi;
let withoutDatabase: TestApi;
beforeAll(async () => {
  api = await anApi();
  const { client } = temporal;
  const { db } = api;
  withoutTemporal = await anApi(
    {
      temporal,
      actions: createActions(client),
      jobs: createJobQueue({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null }),
    },
    { db, client, close: () => Promise.resolve() },
  );
  withoutDatabase = await anApi({ db: away });
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com" });
  await updateShop(api.db, "DEMO", { enabled: true });
});
afterAll(async () => {
  await withoutTemporal.close();
  await Promise.all([api.close(), withoutDatabase.close(), away.destroy(), temporal.close()]);
});

const expectToComeBack = ({ status, headers, body }: Awaited<ReturnType<TestApi["call"]>>, code: string): void => {
  expect({ status, code: body["code"] }).toEqual({ status: 503, code });
  expect(headers.get("retry-after")).toMatch(/^\d+$/);
};

test.each(["/api/shops", "/api/orders", "/api/cues", "/api/job-queue-log-entries"])(
  "while PostgreSQL is away %s is 503 and says when to come back",
  async (path) => {
    expectToComeBack(await withoutDatabase.call("GET", path), "database-unavailable");
  },
);

test("an instance is ready while both are there, and says which of them is not", async () => {
  const health = (one: TestApi) => one.call("GET", "/readyz", undefined, { key: null });

  expect(await health(api)).toMatchObject({ status: 200, body: { status: "ready" } });
  const noDatabase = await health(withoutDatabase);
  expectToComeBack(noDatabase, "not-ready");
  expect(noDatabase.body["params"]).toEqual({ database: false, temporal: true });
  const noTemporal = await health(withoutTemporal);
  expectToComeBack(noTemporal, "not-ready");
  expect(noTemporal.body).toMatchObject({
    params: { database: true, temporal: false },
    detail: expect.stringContaining("Temporal"),
  });
  expect((await withoutTemporal.call("GET", "/healthz", undefined, { key: null })).status).toBe(200);
});

test("while Temporal is away whatever has to do with jobs and actions is 503, and says when to come back", async () => {
  const answers = await Promise.all([
    withoutTemporal.call("POST", "/api/jobs/syncOrders", { shopCodes: ["DEMO"] }),
    withoutTemporal.call("GET", "/api/job-queue-entries/e1"),
    withoutTemporal.call("GET", "/api/job-queue-entries/e1/history"),
    ...["cancel", "hold", "ready", "restart"].map((name) =>
      withoutTemporal.call("POST", `/api/job-queue-entries/e1/${name}`, {}),
    ),
    withoutTemporal.call("POST", "/api/job-queue-entries/e1/priority", { priority: "high" }),
    withoutTemporal.call("POST", "/api/shops/DEMO/test-connection", {}),
  ]);

  for (const answer of answers) expectToComeBack(answer, "temporal-unavailable");
}, 30_000);

test("while Temporal is away cues and lists answer what is known, marked as stale; records need only the database", async () => {
  const [cues, overdue, entries, log] = await Promise.all([
    withoutTemporal.call("GET", "/api/cues"),
    withoutTemporal.call("GET", "/api/schedules?overdue=true"),
    withoutTemporal.call("GET", "/api/job-queue-entries"),
    withoutTemporal.call("GET", "/api/job-queue-log-entries"),
  ]);

  expect(cues).toMatchObject({
    status: 200,
    body: {
      stale: true,
      asOf: null,
      cues: expect.arrayContaining([
        expect.objectContaining({ key: "tasksInQueue", value: null, style: "none" }),
        expect.objectContaining({ key: "unprocessedOrders", value: 0 }),
      ]),
    },
  });
  expect(overdue).toMatchObject({ status: 200, body: { items: [], stale: false } });
  expect(entries).toMatchObject({ status: 200, body: { items: [], stale: true } });
  expect(log).toMatchObject({ status: 200, body: { items: [], stale: true } });
  expect((await withoutTemporal.call("GET", "/api/shops/DEMO")).status).toBe(200);
}, 30_000);
