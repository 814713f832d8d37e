import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Client, Connection } from "@temporalio/client";
import { createActions } from "#api/actions";
import { connectDatabase } from "#database/connection";
import { insertShop } from "#database/shops";
import { anApi, type TestApi } from "./an-api.ts";

const away = connectDatabase("postgres://nobody@127.0.0.1:1/nothing");
const connection = Connection.lazy({ address: "127.0.0.1:1" });
const noTemporal = createActions(new Client({ connection }), 500);

let api: TestApi;
let withoutDatabase: TestApi;
beforeAll(async () => {
  api = await anApi({ actions: noTemporal });
  withoutDatabase = await anApi({ db: away });
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com" });
});
afterAll(async () => {
  await Promise.all([api.close(), withoutDatabase.close(), away.destroy(), connection.close()]);
});

test("while PostgreSQL is away the answer is 503 and says when to come back", async () => {
  const answer = await withoutDatabase.call("GET", "/api/shops");

  expect(answer).toMatchObject({ status: 503, body: { code: "database-unavailable" } });
  expect(answer.headers.get("retry-after")).toBe("5");
});

test("while Temporal is away an action is 503; what needs only the database still works", async () => {
  const action = await api.call("POST", "/api/shops/DEMO/test-connection", {});

  expect(action.status).toBe(503);
  expect(action.headers.get("retry-after")).toMatch(/^\d+$/);
  expect((await api.call("GET", "/api/shops/DEMO")).status).toBe(200);
});
