import pLimit from "p-limit";
import type { Executor } from "#database/connection";
import { defined } from "#database/defined";
import { lockName } from "#database/record-lock";
import { OperationalError } from "#domain/failure";
import { auditedSchedule } from "#domain/jobs/audited-schedule";
import type { ScheduleKey } from "#temporal/schedule-options";
import type { Schedule } from "#temporal/schedule-view";
import * as contract from "../contract/schedules.ts";
import type { ApiDeps } from "../deps.ts";
import type { Audit } from "../http/audit.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { readCursor, writeCursor } from "../http/page.ts";
import { requestedSchedule } from "../schedule-request.ts";
import { scheduleView } from "../schedule-view.ts";
import { answerBatch, startedJobs } from "../start-jobs.ts";

/** Who changes a schedule keeps a connection to the database meanwhile and needs others: never all of the pool may be kept so. */
const CHANGED_AT_ONCE = 4;

/** Recurring jobs: what runs when, and letting people change it. */
export const scheduleRoutes = (deps: ApiDeps): readonly Route[] => {
  const { schedules } = deps;
  const view = async (key: ScheduleKey) => scheduleView(await schedules.get(key));
  const scheduleCard = async (key: ScheduleKey) => {
    const schedule = await schedules.get(key);
    return card(scheduleView(schedule), stateOf(schedule));
  };
  /** Does something with a schedule and answers it as it is then. */
  const act = async (id: string, audit: Audit, action: (key: ScheduleKey) => Promise<void>, reason?: string) => {
    const key = keyOf(id);
    const { definition } = await schedules.get(key);
    await action(key);
    await audit.note(deps.db, { recordId: id, shop: definition?.shopCode ?? null, reason });
    return ok(await view(key));
  };
  const atOnce = pLimit(CHANGED_AT_ONCE);
  /** Schedules are no rows of ours: who changes one through the API has its name alone meanwhile. */
  const alone = <R>(id: string, change: (transaction: Executor) => Promise<R>): Promise<R> =>
    atOnce(() =>
      deps.db.transaction().execute(async (transaction) => {
        await lockName(transaction, `schedule/${id}`);
        return change(transaction);
      }),
    );
  return [
    route(contract.listSchedules, async ({ query: { limit, cursor, count, report, overdue }, shops }) => {
      const after = cursor === undefined ? undefined : readCursor(cursor, ["text"])[0];
      const filter = { shops, report: report === undefined ? report : (deps.catalogue.find(report)?.name ?? report) };
      const page = { limit, ...defined({ after }) };
      const { items, total, next, ...state } =
        overdue === undefined
          ? { ...(await schedules.list(filter, page)), asOf: new Date(), stale: false }
          : await schedules.overdue.list(filter, page);
      return ok({
        ...state,
        items: items.map(scheduleView),
        nextCursor: next === null ? null : writeCursor([next]),
        ...(count === true ? { total } : {}),
      });
    }),

    route(contract.getSchedule, ({ params }) => scheduleCard(keyOf(params.id))),

    route(contract.putSchedule, async ({ params: { id }, body, audit, precondition }) => {
      const key = ownKey(id);
      const { definition: after, store } = await requestedSchedule(deps, body);
      const done = await alone(id, async (transaction) => {
        const present = await schedules.get(key).catch(unlessMissing);
        precondition.check(present && stateOf(present));
        const put = await schedules.put(key, after, store);
        const before = present && auditedSchedule(present.definition, present.drift);
        await audit.note(transaction, { recordId: id, shop: after.shopCode, before, after: auditedSchedule(after) });
        return put;
      });
      const shown = await scheduleCard(key);
      const headers = { ...shown.headers, location: `/api/schedules/${id}` };
      return done === "created" ? ({ ...shown, status: 201, headers } as const) : shown;
    }),

    route(contract.deleteSchedule, async ({ params: { id }, audit, precondition }) => {
      const key = keyOf(id);
      await alone(id, async (transaction) => {
        const present = await schedules.get(key).catch(unlessMissing);
        // What is gone from Temporal can be given up here: its file may not have it any more.
        if (present?.status !== "missing") ownKey(id);
        precondition.check(present && stateOf(present));
        await schedules.remove(key);
        const before = present?.definition ?? undefined;
        await audit.note(transaction, { recordId: id, shop: before?.shopCode ?? null, before });
      });
      return noContent;
    }),

    route(contract.triggerSchedule, ({ params: { id }, audit }) => act(id, audit, (key) => schedules.trigger(key))),

    route(contract.pauseSchedule, ({ params: { id }, body: { reason }, audit }) =>
      act(id, audit, (key) => schedules.pause(key, reason), reason),
    ),

    route(contract.unpauseSchedule, ({ params: { id }, audit }) => act(id, audit, (key) => schedules.unpause(key))),

    route(contract.restartSchedule, ({ params: { id }, audit }) => act(id, audit, (key) => schedules.restart(key))),

    route(contract.runScheduleOnce, async ({ params: { id }, headers, principal, audit }) => {
      const { definition } = await schedules.get(keyOf(id));
      if (definition === null) throw argumentsReplaced(id);
      const { report, shopCode, parameters, priority, maxAttempts, rerunDelaySec, jobTimeoutSec } = definition;
      const batch = await deps.jobs.start({
        report,
        shopCodes: shopCode === null ? [] : [shopCode],
        parameters,
        priority,
        maxAttempts,
        rerunDelaySec,
        category: null,
        principal,
        ...defined({ jobTimeoutSec: jobTimeoutSec ?? undefined, idempotencyKey: headers["idempotency-key"] }),
      });
      await audit.note(deps.db, ...startedJobs(batch, { schedule: id, report, parameters }));
      return onlyEntry(await answerBatch(deps, batch));
    }),
  ];
};

/** What people change of a schedule, here or in Temporal itself; not whether it is on hold, which it has to be for that. */
const stateOf = ({ definition, drift }: Schedule) => ({ definition, drift });

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof OperationalError) || error.type !== "schedule-not-found") throw error;
}

/** The contract lets only these two owners through. */
function keyOf(id: string): ScheduleKey {
  const [owner, name] = id.split(".", 2);
  return { owner: owner === "file" ? "file" : "api", name: name ?? "" };
}

/** Of a schedule that the API may change. Throws `schedule-of-file`: the file would undo it. */
function ownKey(id: string): ScheduleKey {
  const key = keyOf(id);
  if (key.owner === "api") return key;
  throw new OperationalError(
    "schedule-of-file",
    `${id} comes from the schedules file: change it there and apply the file`,
    { retryable: false, params: { schedule: id } },
  );
}

/** Of a batch that was started for one shop, or for the company. */
function onlyEntry({ body, ...answer }: Awaited<ReturnType<typeof answerBatch>>) {
  const [entry] = body.entries;
  if (entry === undefined) throw new Error("A job that was started has no entry");
  return { ...answer, body: entry };
}

const argumentsReplaced = (id: string): OperationalError =>
  new OperationalError(
    "schedule-arguments-replaced",
    `Somebody replaced the arguments of ${id} in Temporal, so nobody knows what it should do: put or apply it again`,
    { retryable: false, params: { schedule: id } },
  );
