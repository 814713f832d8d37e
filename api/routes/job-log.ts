import { countLogRows, deleteLogRows, findLogRow, listLogRows, type JobLogRow } from "#database/job-log";
import { defined } from "#database/defined";
import { OperationalError } from "#domain/failure";
import * as contract from "../contract/job-log.ts";
import type { ApiDeps } from "../deps.ts";
import { many } from "../http/audit.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { logView } from "../job-views.ts";
import { logFilterOf } from "../log-filter.ts";
import { answerBatch, checkedParameters, startedJobs } from "../start-jobs.ts";

const DAY_MS = 86_400_000;

/** The log of attempts: a copy of what Temporal knows, brought up to date before each answer, and what people did about it. */
export const jobLogRoutes = (deps: ApiDeps): readonly Route[] => {
  const { db, jobs } = deps;
  return [
    route(contract.listLogEntries, async ({ query: { limit, cursor, count, ...query }, principal, shops }) => {
      const state = await jobs.refreshJobLog();
      const filter = logFilterOf(query, principal, shops);
      const page = await pageOfRows(
        { limit, cursor, count },
        {
          key: ["moment", "id"],
          read: (key, limit) => {
            const after = key && { endedAt: new Date(key[0]), entryNo: key[1] };
            return listLogRows(db, filter, { limit, ...defined({ after }) });
          },
          keyOf: (row) => [row.endedAt.toISOString(), row.entryNo],
          show: (row) => logView(row, jobs.urlOf),
          count: () => countLogRows(db, filter),
        },
      );
      return ok({ ...page, ...state });
    }),

    route(contract.getLogEntry, async ({ params: { entryNo } }) =>
      ok(logView(await getLogRow(deps, entryNo), jobs.urlOf)),
    ),

    route(contract.rerunLogEntry, async ({ params: { entryNo }, headers, body, principal, audit }) => {
      const { report, entryId: rerunOf } = await getLogRow(deps, entryNo);
      const parameters = body.parameters && checkedParameters(deps, { report, parameters: body.parameters });
      const idempotencyKey = headers["idempotency-key"];
      const batch = await jobs.rerun(entryNo, principal, defined({ parameters, idempotencyKey }));
      await audit.note(db, ...startedJobs(batch, defined({ report, rerunOf, parameters })));
      return answerBatch(deps, batch);
    }),

    route(contract.deleteLogEntries, async ({ body: { entryNos, olderThanDays }, audit }) => {
      await jobs.refreshJobLog();
      const now = new Date();
      const where =
        entryNos === undefined
          ? { endedBefore: new Date(now.getTime() - (olderThanDays ?? 0) * DAY_MS) }
          : { entryNos };
      const deleted = await db.transaction().execute(async (transaction) => {
        const rows = await deleteLogRows(transaction, where, now);
        await audit.note(transaction, ...many(rows, defined({ entryNos, olderThanDays, deleted: rows })));
        return rows;
      });
      return ok({ deleted });
    }),
  ];
};

async function getLogRow({ db, jobs }: ApiDeps, entryNo: string): Promise<JobLogRow> {
  await jobs.refreshJobLog();
  const row = await findLogRow(db, entryNo);
  if (row !== undefined) return row;
  throw new OperationalError("log-entry-not-found", `There is no job queue log entry ${entryNo}`, {
    retryable: false,
    params: { entryNo },
  });
}
