import { v7 } from "uuid";
import type { Database, Executor } from "#database/connection";
import { listEnabledRules, type NotificationRule } from "#database/notification-rules";
import { insertNotifications, toldByRule } from "#database/notifications";
import {
  markConsidered,
  runsInARow,
  takeRunsToConsider,
  type LoggedRun,
  type RunsToConsider,
} from "#database/runs-to-consider";
import { occasionsOf, type Occasion } from "#domain/jobs/notification-occasions";
import type { JobLog } from "#temporal/job-log";
import { scheduleOfEntry } from "#workflows/ids";

/** Few enough for a transaction of a moment. */
const ROWS_AT_ONCE = 500;

export interface OccasionDeps {
  readonly db: Database;
  readonly jobLog: JobLog;
}

/** What runs twice a minute. Safe to run twice, also side by side. */
export const createOccasionActivities = ({ db, jobLog }: OccasionDeps) => ({
  /**
   * Writes down what there is to tell of the runs that ended. A row of the log is considered once, in the transaction that writes its
   * notifications: after a crash they are all there, or the row is considered again.
   */
  async noteOccasions(): Promise<void> {
    await jobLog.refresh();
    for (let taken = ROWS_AT_ONCE; taken === ROWS_AT_ONCE;) {
      taken = await db.transaction().execute(async (trx) => {
        const waiting = await takeRunsToConsider(trx, ROWS_AT_ONCE);
        const rules = waiting.length === 0 ? [] : await listEnabledRules(trx);
        const told: Awaited<ReturnType<typeof notificationsOf>>[] = [];
        for (const runs of waiting) told.push(await notificationsOf(trx, runs, rules));
        // Ids grow with time: they are the order of the list.
        const inOrder = told.flat().toSorted((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime());
        await insertNotifications(
          trx,
          inOrder.map((notification) => ({ id: v7(), ...notification })),
        );
        await markConsidered(trx, waiting);
        return waiting.reduce((sum, { entryNos }) => sum + entryNos.length, 0);
      });
    }
  },
});

export type OccasionActivities = ReturnType<typeof createOccasionActivities>;

async function notificationsOf(db: Executor, considered: RunsToConsider, rules: readonly NotificationRule[]) {
  const { report, shop } = considered;
  const wanted = rules.filter(
    (rule) => (rule.report === null || rule.report === report) && (rule.shop === null || rule.shop === shop),
  );
  if (wanted.length === 0) return [];
  const runs = await runsInARow(db, considered);
  const byEntryNo = new Map(runs.map((run) => [run.entryNo, run]));
  const told = await toldByRule(
    db,
    wanted.map(({ id }) => id),
    [...byEntryNo.keys()],
  );
  return wanted.flatMap((rule) =>
    runsByReceiver(rule, runs).flatMap((some) =>
      occasionsOf(some, { ...rule, toldOf: told.get(rule.id) ?? new Set() }).flatMap((occasion) => {
        const run = byEntryNo.get(occasion.entryNo);
        return run === undefined ? [] : [notificationOf(rule, considered, occasion, run)];
      }),
    ),
  );
}

/** Whoever is told of the jobs he or she started is told as if there were no others; what nobody started is told nobody. */
function runsByReceiver(rule: NotificationRule, runs: readonly LoggedRun[]): readonly (readonly LoggedRun[])[] {
  if (!rule.toInitiator) return [runs];
  const initiators = new Set(runs.flatMap(({ requestedBy }) => requestedBy ?? []));
  return [...initiators].map((one) => runs.filter(({ requestedBy }) => requestedBy === one));
}

const notificationOf = (rule: NotificationRule, { report, shop }: RunsToConsider, occasion: Occasion, run: LoggedRun) =>
  ({
    ruleId: rule.id,
    initiator: rule.toInitiator ? run.requestedBy : null,
    event: occasion.kind === "failed" ? "job.failed" : "job.recovered",
    entryNo: run.entryNo,
    entryId: run.entryId,
    report,
    shop,
    errorType: run.errorType,
    errorMessage: run.errorMessage,
    errorParams: run.errorParams,
    failures: occasion.failures,
    schedule: run.trigger === "schedule" && run.result === "failed" ? (scheduleOfEntry(run.entryId) ?? null) : null,
    occurredAt: run.endedAt,
    state: rule.kind === "inProduct" ? "open" : "pending",
  }) as const;
