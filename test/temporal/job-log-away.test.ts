import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Client, Connection } from "@temporalio/client";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue } from "#temporal/job-queue";
import { aDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  database = await aDatabase();
  // Nobody listens there.
  connection = Connection.lazy({ address: "127.0.0.1:1" });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

test("with Temporal away the log answers what it knew, says since when, and other calls say what is wrong", async () => {
  const client = new Client({ connection, namespace: "default" });
  const { db } = database;
  const asOf = new Date("2026-11-25T10:00:00.000Z");
  await db.insertInto("jobLogWatermark").values({ closedUntil: asOf, asOf }).execute();
  const jobLog = createJobLog({ client, db });
  const queue = createJobQueue({ client, db, jobLog, temporalUiUrl: null });

  expect(await jobLog.refresh()).toEqual({ asOf, stale: true });
  expect(await queue.counts()).toMatchObject({ synchronizationErrors: 0, tasksInQueue: null, stale: true, asOf });
  expect(await queue.list({}, { limit: 10 })).toMatchObject({ items: [], stale: true });
  await expect(queue.get("unknown")).rejects.toMatchObject({ type: "temporal-unavailable", retryable: true });
}, 60_000);
