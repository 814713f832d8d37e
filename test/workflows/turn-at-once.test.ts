import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeOr } from "#temporal/open-executions";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import { askForTurn, enterQueue, slotGranted, type QueueTicket } from "#workflows/messages";
import { taskQueues } from "#workflows/task-queues";
import { aJobSystem, type JobSystem, type RunningWorkers } from "../support/jobs.ts";
import { aLine, type TestLine } from "../support/lines.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;

let lineWorkers: RunningWorkers;

beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers([taskQueues.sync, taskQueues.shopify, taskQueues.erp]);
}, 60_000);
afterAll(() => jobs.close());

/** Names of the signals an execution has got; of one that is not there yet, none. */
async function signalsOf(workflowId: string): Promise<readonly string[]> {
  const handle = jobs.client.workflow.getHandle(workflowId);
  if ((await describeOr(handle.describe())) === undefined) return [];
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap((event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? []);
}

/** A line that lives, and has nobody in it. */
async function aFreeLine(shopCode: string): Promise<TestLine> {
  const line = await aLine(jobs, shopCode);
  line.release();
  await line.ended(await line.start());
  await until("the line is free", async () => (await line.snapshot()).holder === null);
  return line;
}

/** Of an execution that does nothing: it stands for an attempt whose worker died before it wrote down what the line answered. */
async function aTicket(line: TestLine): Promise<QueueTicket> {
  const workflowId = jobWorkflowId(await line.start({ startAt: new Date(Date.now() + 60_000).toISOString() }));
  const { runId: firstRunId } = await jobs.client.workflow.getHandle(workflowId).describe();
  return { workflowId, firstRunId, priority: 3, enqueuedAt: new Date().toISOString() };
}

test("a job whose line nobody serves waits, and has its turn when somebody does", async () => {
  const line = await aLine(jobs, "UNSERVED");
  line.release();
  const entryId = await line.start();
  // It has asked, and then joined by a message that waits for the line as it does.
  await until("the line has the job's message", async () => (await signalsOf(line.queueId)).includes(enterQueue.name));
  expect(line.order()).toEqual([]);

  lineWorkers = await jobs.startWorkers([taskQueues.jobQueue]);
  await line.ended(entryId);

  expect(line.order()).toEqual([entryId]);
});

test("a job that finds its line free has its turn with the answer, and no message has to follow", async () => {
  const line = await aFreeLine("FREE");
  const entryId = await line.start();
  await line.ended(entryId);

  expect(await signalsOf(attemptWorkflowId(entryId, 1))).toEqual([]);
});

test("fifteen, more than a line takes questions, that ask a free line at once have their turns one after the other", async () => {
  const line = await aFreeLine("FIFTEEN");
  const entryIds = await Promise.all(Array.from({ length: 15 }, () => line.start()));
  await line.ended(...entryIds);

  expect(line.overlaps()).toEqual([]);
  expect(line.order().slice(1).toSorted()).toEqual(entryIds.toSorted());
});

test("whoever tired of the answer and joined by a message is told by one, also when the line hears both at once", async () => {
  const line = await aFreeLine("TIRED");
  const handle = jobs.client.workflow.getHandle(line.queueId);
  const ticket = await aTicket(line);
  await lineWorkers.stop();
  const asked = handle.executeUpdate(askForTurn, { args: [ticket] });
  // The question has to be there first, as it is when somebody tires of it.
  await sleep(200);
  await handle.signal(enterQueue, ticket);

  lineWorkers = await jobs.startWorkers([taskQueues.jobQueue]);
  await until("it is told", async () => (await signalsOf(ticket.workflowId)).includes(slotGranted.name));
  await asked;
  await jobs.client.workflow.getHandle(ticket.workflowId).terminate();
});

test("whoever did not hear that it has its turn hears it again when it joins again, and nobody else has it meanwhile", async () => {
  const line = await aFreeLine("UNHEARD");
  const handle = jobs.client.workflow.getHandle(line.queueId);
  const ticket = await aTicket(line);
  const { workflowId: sleeper, firstRunId } = ticket;

  expect(await handle.executeUpdate(askForTurn, { args: [ticket] })).toEqual({ isGranted: true });
  const next = await line.startWaiting();
  expect(await handle.executeUpdate(askForTurn, { args: [ticket] })).toEqual({ isGranted: true });
  await handle.signal(enterQueue, ticket);
  await until("it is told once more", async () => (await signalsOf(sleeper)).includes(slotGranted.name));
  expect((await line.snapshot()).holder).toEqual({ workflowId: sleeper, firstRunId });

  await jobs.client.workflow.getHandle(sleeper).terminate();
  await line.ended(next);
});

test("whoever waits and asks again with another priority has its place by that, as a job that became urgent does", async () => {
  const line = await aLine(jobs, "ANEW");
  const holder = await line.startRunning();
  const handle = jobs.client.workflow.getHandle(line.queueId);
  const [first, second] = [await aTicket(line), await aTicket(line)];
  for (const ticket of [first, second])
    expect(await handle.executeUpdate(askForTurn, { args: [ticket] })).toEqual({ isGranted: false });

  expect(await handle.executeUpdate(askForTurn, { args: [{ ...second, priority: 1 }] })).toEqual({ isGranted: false });

  const { waiting } = await line.snapshot();
  expect(waiting.map(({ firstRunId }) => firstRunId)).toEqual([second.firstRunId, first.firstRunId]);
  for (const { workflowId } of [first, second]) await jobs.client.workflow.getHandle(workflowId).terminate();
  line.release();
  await line.ended(holder);
});
