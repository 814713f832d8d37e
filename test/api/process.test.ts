import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { v7 } from "uuid";
import { createActions } from "#api/actions";
import { createMetrics, metricsServer } from "#api/metrics";
import { hasAdminKey, insertApiKey } from "#database/api-keys";
import { insertShop } from "#database/shops";
import { projectPath } from "#scripts/lib/project";
import { aDatabase } from "#test/support/database";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { anApi, type TestApi } from "./an-api.ts";

let temporal: TestNamespace;
let api: TestApi;
const metrics = createMetrics();
beforeAll(async () => {
  temporal = await aNamespace();
  api = await anApi({ metrics, actions: createActions(temporal.client, 300) });
});
afterAll(async () => {
  await api.close();
  await temporal.close();
});

test("requests are measured by route, on a port of their own", async () => {
  await api.call("GET", "/api/shops/NOPE");
  const server = metricsServer(metrics).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const text = await (await fetch(`${url}/metrics`)).text();
  const other = await fetch(`${url}/api/shops`);
  server.close();

  expect(text).toContain('api_request_duration_seconds_count{method="GET",route="/api/shops/:code",status="404"} 1');
  expect(text).not.toContain("NOPE");
  expect(other.status).toBe(404);
});

test("an action that no worker takes up is answered in time", async () => {
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com" });

  const answer = await api.call("POST", "/api/shops/DEMO/test-connection", {});

  expect(answer).toMatchObject({ status: 503, body: { code: "action-not-finished" } });
  expect(answer.headers.get("retry-after")).toBe("10");
  expect(await api.call("GET", "/api/shops/DEMO/preflight")).toMatchObject({
    status: 503,
    body: { code: "action-not-finished", detail: expect.stringContaining("whether a worker runs") },
  });
});

test("while one action is under way the same one joins it, and its opposite is refused", async () => {
  await insertShop(api.db, { code: "TWICE", store: "demo.myshopify.com" });
  const act = (path: string, body: object = {}) => api.call("POST", `/api/shops/TWICE/${path}`, body);

  expect(await act("order-webhook", { on: true })).toMatchObject({ body: { code: "action-not-finished" } });

  expect(await act("order-webhook", { on: true })).toMatchObject({ body: { code: "action-not-finished" } });
  for (const other of [act("order-webhook", { on: false }), act("disable")]) {
    expect(await other).toMatchObject({ status: 409, body: { code: "action-running" } });
  }
  expect(await temporal.client.workflow.count("WorkflowId = 'action/demo.myshopify.com/connection'")).toMatchObject({
    count: 1,
  });
});

test("without an administrator's key in the environment or the database the process ends with a sentence", async () => {
  const { ADMIN_API_KEY: _key, ...env } = process.env;
  const database = await aDatabase();
  const encryptionKey = randomBytes(32).toString("base64");
  const child = spawn(process.execPath, ["--import", "tsx", projectPath("api/main.ts")], {
    cwd: projectPath(),
    env: { ...env, DATABASE_URL: database.url, ENCRYPTION_KEY: encryptionKey, PORT: "0" },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [status] = (await once(child, "close")) as [number];

  expect(status).toBe(1);
  expect(said).toContain("ADMIN_API_KEY");
  expect(said).not.toContain("    at ");
  expect(await hasAdminKey(database.db)).toBe(false);
  await database.drop();
});

test("a key that can administer is one that is good now, and for all shops", async () => {
  const make = (name: string, changes: object) =>
    insertApiKey(api.db, {
      id: v7(),
      name,
      keyHash: name,
      hint: "",
      scope: "admin",
      shops: null,
      expiresAt: null,
      createdBy: "admin",
      ...changes,
    });
  await make("looks", { scope: "operate" });
  await make("of a shop", { shops: ["DEMO"] });
  await make("of yesterday", { expiresAt: new Date(Date.now() - 86_400_000) });
  expect(await hasAdminKey(api.db)).toBe(false);

  await make("administers", {});

  expect(await hasAdminKey(api.db)).toBe(true);
});

test("without its settings the process ends with a sentence that names them all", async () => {
  const { DATABASE_URL: _url, ADMIN_API_KEY: _key, ENCRYPTION_KEY: _secret, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", projectPath("api/main.ts")], { cwd: projectPath(), env });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [status] = (await once(child, "close")) as [number];

  expect(status).toBe(1);
  for (const name of ["DATABASE_URL", "ADMIN_API_KEY", "ENCRYPTION_KEY"]) expect(said).toContain(name);
  expect(said).not.toContain("    at ");
});
