import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { attemptWorkflowId } from "#workflows/ids";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { aLine } from "../support/lines.ts";
import { resetExecution } from "../support/reset-execution.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

test("a running job that is reset keeps its slot in its new run, and the next one waits for that", async () => {
  const line = await aLine(jobs, "RESET");
  const holder = await line.startRunning();
  const next = await line.startWaiting();
  const before = line.intervals.length;

  await resetExecution(jobs.temporal, attemptWorkflowId(holder, 1));
  await until("it works in its new run", () => line.intervals.length > before + 5);
  // Long enough for a line that had let go of it.
  await sleep(1_000);
  expect(line.order()).toEqual([holder]);
  expect(await line.snapshot()).toMatchObject({
    holder: { workflowId: attemptWorkflowId(holder, 1) },
    waiting: [{ workflowId: attemptWorkflowId(next, 1) }],
  });
  line.release();
  await line.ended(holder, next);

  expect(line.order()).toEqual([holder, next]);
  expect(line.overlaps()).toEqual([]);
  expect(await jobs.queue.get(holder)).toMatchObject({ status: "finished", result: { outcome: "succeeded" } });
});
