import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { completeDefinition, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { createJobLog } from "#temporal/job-log";
import { createSchedules, type Schedules } from "#temporal/schedules";
import { entryIdOf, attemptWorkflowId, scheduleId } from "#workflows/ids";
import { attributes } from "#workflows/search-attributes";
import type { Stage } from "../stage.ts";
import { firstActivityAt } from "./first-activity.ts";
import { timed, timesOf, type Times } from "./times.ts";

const CREATED_AT_ONCE = 10;
const PAGE = 250;
const MINUTE_MS = 60_000;
/** Those that are due are made before their second comes; each takes some 20 ms. */
const preparationMs = (count: number): number => 5_000 + 250 * count;
const LATEST_MS = 30_000;

type Api = Awaited<ReturnType<Stage["startApi"]>>;
type Shop = { readonly code: string; readonly store: string };

export interface ScheduleListing {
  readonly count: number;
  /** All of them, ten at once. */
  readonly createdMs: number;
  /** Null: Temporal did not answer in time. */
  readonly listedMs: number | null;
  /** `GET /api/schedules` with its total; null likewise. */
  readonly firstPage: Times | null;
}

/** Makes schedules that are due some day, and lists them all. */
export async function measureSchedules(
  { client, db }: Stage,
  api: Api,
  shop: Shop,
  { count, requests }: { readonly count: number; readonly requests: number },
): Promise<ScheduleListing> {
  const schedules = createSchedules({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null });
  const tomorrow = new Date(Date.now() + 24 * 60 * MINUTE_MS).toISOString();
  const createdMs = await timed(() =>
    put(
      schedules,
      shop,
      Array.from({ length: count }, (_, index) => ({
        name: `bench-${index}`,
        fields: { minutesBetweenRuns: 15, earliestStartDateTime: tomorrow },
      })),
    ),
  );
  await untilListed(client, count);
  const listedMs = await unlessTooLate(() =>
    timed(async () => {
      let after: string | null = "";
      while (after !== null) after = (await schedules.list({}, { limit: PAGE, after })).next;
    }),
  );
  const firstPage = await unlessTooLate(async () => {
    const pages: number[] = [];
    for (let index = 0; index < requests; index += 1)
      pages.push(await timed(() => api.get("/api/schedules?count=true")));
    return timesOf(pages);
  });
  return { count, createdMs, listedMs, firstPage };
}

/** Null when Temporal does not answer in time: that is a result, too. */
async function unlessTooLate<R>(work: () => Promise<R>): Promise<R | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && /Temporal service does not answer/u.test(error.message)) return null;
    throw error;
  }
}

export interface DueTimes {
  readonly count: number;
  /** From the second in which all are due to the start of their jobs, and to the first activity of those. */
  readonly started: Times;
  readonly atWork: Times;
}

/** Makes schedules that are due once, all in the same second, and waits for it. */
export async function measureDue({ client, db }: Stage, shop: Shop, count: number): Promise<DueTimes> {
  const schedules = createSchedules({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null });
  const dueAt = Math.ceil((Date.now() + preparationMs(count)) / 1_000) * 1_000;
  const names = Array.from({ length: count }, (_, index) => `due-${index}`);
  const fields = {
    // An interval of more than a day is counted from the earliest start, to the second.
    minutesBetweenRuns: 2 * 1_440,
    earliestStartDateTime: new Date(dueAt).toISOString(),
    expirationDateTime: new Date(dueAt + MINUTE_MS / 2).toISOString(),
  };
  await put(
    schedules,
    shop,
    names.map((name) => ({ name, fields })),
  );
  if (Date.now() > dueAt) throw new Error("The schedules were not made before they were due: the machine is too busy");
  const jobs = await Promise.all(
    names.map(async (name) => {
      const handle = client.schedule.getHandle(scheduleId("api", name));
      await sleep(dueAt - Date.now());
      for (const end = dueAt + LATEST_MS; Date.now() < end; await sleep(250)) {
        const [run] = (await handle.describe()).info.recentActions;
        if (run !== undefined) return run.action.workflow.workflowId;
      }
      throw new Error(`${name} did not start within ${LATEST_MS / 1_000} s`);
    }),
  );
  const measured = await Promise.all(
    jobs.map(async (workflowId) => {
      const handle = client.workflow.getHandle(workflowId);
      await handle.result();
      const { startTime } = await handle.describe();
      const workedAt = await firstActivityAt(client, attemptWorkflowId(entryIdOf(workflowId), 1));
      return { started: startTime.getTime() - dueAt, atWork: workedAt - dueAt };
    }),
  );
  return {
    count,
    started: timesOf(measured.map(({ started }) => started)),
    atWork: timesOf(measured.map(({ atWork }) => atWork)),
  };
}

interface Wanted {
  readonly name: string;
  readonly fields: Partial<ScheduleDefinition>;
}

async function put(schedules: Schedules, { code, store }: Shop, wanted: readonly Wanted[]): Promise<void> {
  const left = [...wanted];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await schedules.put({ owner: "api", name: next.name }, definitionOf(code, next.fields), store);
  };
  await Promise.all(Array.from({ length: CREATED_AT_ONCE }, work));
}

/** Without a category: in a line each would wait for those before it. */
function definitionOf(shopCode: string, fields: Partial<ScheduleDefinition>): ScheduleDefinition {
  const completed = completeDefinition({
    description: "",
    report: "createSalesOrders",
    shopCode,
    parameters: {},
    weekdays: [],
    minutesBetweenRuns: 0,
    nextRunDateFormula: null,
    startingTime: null,
    endingTime: null,
    timeZone: "UTC",
    earliestStartDateTime: null,
    expirationDateTime: null,
    jitterSec: 0,
    catchUpMinutes: null,
    category: null,
    priority: "normal",
    maxAttempts: 0,
    rerunDelaySec: 0,
    jobTimeoutSec: null,
    ...fields,
  });
  if (completed.kind === "refused") throw new Error(JSON.stringify(completed.problems));
  return completed.definition;
}

/** A new schedule comes into lists a moment later. */
async function untilListed(client: Client, count: number): Promise<void> {
  const query = `TemporalNamespaceDivision = 'TemporalScheduler' AND ExecutionStatus = 'Running' AND ${attributes.report.name} IS NOT NULL`;
  for (const end = Date.now() + LATEST_MS; Date.now() < end; await sleep(100))
    if ((await client.workflow.count(query)).count >= count) return;
  throw new Error(`Not all of ${count} schedules are listed`);
}
