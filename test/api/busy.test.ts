import { once } from "node:events";
import { createServer, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createActions } from "#api/actions";
import { insertShop, updateShop } from "#database/shops";
import { connectTemporal, type Temporal } from "#temporal/connection";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue } from "#temporal/job-queue";
import { aDatabase } from "#test/support/database";
import { anApi, type TestApi } from "./an-api.ts";

/** A service that refuses every call as Temporal does above its rate limit: gRPC status RESOURCE_EXHAUSTED. */
let service: Http2Server;
let temporal: Temporal;
let api: TestApi;
beforeAll(async () => {
  service = createServer().on("stream", (stream) => {
    stream.respond(
      { ":status": 200, "content-type": "application/grpc", "grpc-status": "8", "grpc-message": "rate limit exceeded" },
      { endStream: true },
    );
  });
  await once(service.listen(0, "127.0.0.1"), "listening");
  const { port } = service.address() as AddressInfo;
  temporal = connectTemporal({ connection: { address: `127.0.0.1:${port}` }, namespace: "default" });
  const { client } = temporal;
  const { db, drop } = await aDatabase();
  api = await anApi(
    {
      actions: createActions(client),
      jobs: createJobQueue({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null }),
    },
    { db, client, close: drop },
  );
  await insertShop(db, { code: "DEMO", store: "demo.myshopify.com" });
  await updateShop(db, "DEMO", { enabled: true });
});
afterAll(async () => {
  await api.close();
  await temporal.close();
  service.close();
});

test("while Temporal has too much to do, whatever needs it is 429 and says when to come back", async () => {
  const answers = await Promise.all([
    api.call("POST", "/api/jobs/syncOrders", { shopCodes: ["DEMO"] }),
    api.call("GET", "/api/job-queue-entries/e1"),
    api.call("POST", "/api/job-queue-entries/e1/hold", {}),
    api.call("POST", "/api/shops/DEMO/test-connection", {}),
  ]);

  for (const { status, headers, body } of answers) {
    expect({ status, code: body["code"] }).toEqual({ status: 429, code: "temporal-busy" });
    expect(headers.get("retry-after")).toMatch(/^\d+$/);
  }
}, 30_000);

test("meanwhile lists and cues answer what is known, marked as stale", async () => {
  const [cues, entries] = await Promise.all([
    api.call("GET", "/api/cues"),
    api.call("GET", "/api/job-queue-entries?count=true"),
  ]);

  expect(cues).toMatchObject({ status: 200, body: { stale: true } });
  expect(entries).toMatchObject({ status: 200, body: { stale: true, total: 0 } });
}, 30_000);
