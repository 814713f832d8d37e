import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { OperationalError } from "#domain/failure";
import { prepareNamespace } from "#worker/bootstrap";
import { intervalsOf, overlaps } from "../support/batch-intervals.ts";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { removeSystemSchedules } from "../support/system-schedules.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
beforeAll(async () => {
  jobs = await aJobSystem();
}, 60_000);
afterAll(() => jobs.close());

const MANY = 4;

test("the kind of lines is not changed while jobs stand in them", async () => {
  const workers = await jobs.startWorkers();
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  jobs.script(async () => {
    await held;
    return { done: true };
  });
  const entryId = await jobs.start(await jobs.aShop("BUSY"));

  await until("a worker with lines for the company is refused", async () => {
    const refusal = await prepareNamespace(jobs.client, "company").catch((error: unknown) => error);
    return refusal instanceof OperationalError && refusal.type === "queue-scope-changed";
  });
  letGo();
  expect(await jobs.queue.waitForEnd([entryId], 20_000)).toBe(true);
  await workers.stop();

  await until("it is let in afterwards", async () => {
    const [result] = await Promise.allSettled([prepareNamespace(jobs.client, "company")]);
    return result.status === "fulfilled";
  });
  await removeSystemSchedules(jobs.client);
});

test.each([
  { queueScope: "store", what: "stores run beside each other" },
  { queueScope: "company", what: "jobs of all stores run one at a time" },
] as const)("with lines by $queueScope $what", async ({ queueScope }) => {
  const workers = await jobs.startWorkers(undefined, { queueScope });
  let running = 0;
  let most = 0;
  const { script, intervals } = intervalsOf(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 300));
    running -= 1;
    return { done: true };
  });
  jobs.script(script);
  const codes = Array.from({ length: MANY }, (_, index) => `${queueScope.toUpperCase()}${index}`);
  for (const code of codes) await jobs.aShop(code);

  const entryIds = await Promise.all(codes.map((code) => jobs.start(code)));
  expect(await jobs.queue.waitForEnd(entryIds, 30_000)).toBe(true);
  await workers.stop();

  expect(intervals).toHaveLength(MANY);
  if (queueScope === "company") expect(overlaps(intervals)).toEqual([]);
  else expect(most).toBeGreaterThan(1);
});
