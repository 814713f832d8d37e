import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Client, Connection, type ConnectionOptions } from "@temporalio/client";
import { createJobCounter, type JobCounter } from "#temporal/job-counts";
import { createJobLog } from "#temporal/job-log";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";

type Interceptor = NonNullable<ConnectionOptions["interceptors"]>[number];

let jobs: JobSystem;
let connection: Connection;
let counter: JobCounter;
let counts = 0;

beforeAll(async () => {
  jobs = await aJobSystem();
  const countingCalls: Interceptor = (options, nextCall) => {
    if (options.method_definition.path.endsWith("/CountWorkflowExecutions")) counts += 1;
    return nextCall(options) as ReturnType<Interceptor>;
  };
  connection = await Connection.connect({ address: jobs.temporal.address, interceptors: [countingCalls] });
}, 60_000);
afterAll(async () => {
  await connection.close();
  await jobs.close();
});
beforeEach(() => {
  const { client, db } = jobs;
  counter = createJobCounter({
    client: new Client({ connection, namespace: jobs.temporal.namespace }),
    db,
    // Its own calls are no part of this.
    jobLog: createJobLog({ client, db }),
  });
  counts = 0;
});

test("whoever asks within a second shares one pair of counts for each shop", async () => {
  const answers = await Promise.all([
    counter(["A"]),
    counter(["A"]),
    counter(["A"]),
    counter(["B"]),
    counter(undefined),
  ]);

  expect(answers.map(({ tasksInQueue }) => tasksInQueue)).toEqual([0, 0, 0, 0, 0]);
  expect(counts).toBe(6);
});

test("a second later Temporal is asked again", async () => {
  await counter(["A"]);
  await sleep(1_050);
  await counter(["A"]);

  expect(counts).toBe(4);
});
