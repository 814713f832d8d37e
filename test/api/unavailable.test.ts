import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createActions } from "#api/actions";
import { exposeCues } from "#api/cue-metrics";
import { createMetrics } from "#api/metrics";
import { connectDatabase } from "#database/connection";
import { insertShop, updateShop } from "#database/shops";
import { connectTemporal } from "#temporal/connection";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue } from "#temporal/job-queue";
import { aDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";
import { anApi, type TestApi } from "./an-api.ts";
import { samplesOf, scrape } from "./scrape.ts";

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

test("while Temporal is away a scrape has the cues that are known, says that they are stale, and has no sample of the others", async () => {
  const metrics = createMetrics();
  exposeCues(metrics.registry, withoutTemporal.deps, { deadlineMs: 25_000 });

  const figures = await scrape(metrics);

  const cues = samplesOf(figures, "cue_records");
  expect(cues).toMatchObject({
    '{cue="unprocessedOrders",shop="DEMO"}': 0,
    '{cue="tasksFailed",shop="DEMO"}': 0,
    '{cue="tasksFailed",shop=""}': 0,
    '{cue="schedulesOverdue",shop="DEMO"}': 0,
  });
  expect(Object.keys(cues).filter((labels) => /tasksIn(?:Process|Queue)/.test(labels))).toEqual([]);
  expect(figures).toMatchObject({ cues_up: 1, job_log_stale: 1 });
  // The log was never compared.
  expect(figures).not.toHaveProperty("job_log_age_seconds");
  expect(figures).toHaveProperty("process_cpu_seconds_total");
}, 30_000);

test("while PostgreSQL is away a scrape has no cues and everything else", async () => {
  const metrics = createMetrics();
  exposeCues(metrics.registry, withoutDatabase.deps);

  const figures = await scrape(metrics);

  expect(samplesOf(figures, "cue_records")).toEqual({});
  expect(figures).toMatchObject({ cues_up: 0 });
  expect(figures).toHaveProperty("process_cpu_seconds_total");
  expect(withoutDatabase.logLines.join("")).toContain("cues could not be read for a scrape");
});

test("a PostgreSQL that takes connections and says nothing keeps no scrape waiting, and is asked anew when it answers again", async () => {
  const database = await aDatabase();
  const { hostname, port, pathname, username, password } = new URL(database.url);
  const sockets: Socket[] = [];
  let isSilent = true;
  // What is connected while it is silent stays so for ever.
  const relay = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
    if (isSilent) return;
    const server = connect(Number(port), hostname).on("error", () => undefined);
    sockets.push(server);
    socket.pipe(server).pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");
  const url = new URL(pathname, `postgres://127.0.0.1:${(relay.address() as AddressInfo).port}`);
  Object.assign(url, { username, password });
  const db = connectDatabase(url.href);
  const metrics = createMetrics();
  exposeCues(metrics.registry, { ...api.deps, db }, { deadlineMs: 300, patienceMs: 600 });

  const figures = await scrape(metrics);
  expect(samplesOf(figures, "cue_records")).toEqual({});
  expect(figures).toMatchObject({ cues_up: 0 });
  expect(figures).toHaveProperty("process_cpu_seconds_total");

  isSilent = false;
  await until("the cues are there again", async () => (await scrape(metrics))["cues_up"] === 1, 20_000);

  for (const socket of sockets) socket.destroy();
  relay.close();
  await db.destroy();
  await database.drop();
}, 60_000);
