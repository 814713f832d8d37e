import type { z } from "zod";
import { defined } from "#database/defined";
import { acknowledgeErrors, lastRowOfEachJob, type LogChoice } from "#database/job-log";
import { OperationalError } from "#domain/failure";
import { temporalUnavailable } from "#temporal/unavailable";
import * as contract from "../contract/job-bulk.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { Problem } from "../http/problem.ts";
import { logFilterOf } from "../log-filter.ts";

/** What is done to many jobs at once. One that refuses keeps none of the others from it, and says why. */
export const jobBulkRoutes = (deps: ApiDeps): readonly Route[] => {
  const { db, jobs } = deps;
  return [
    route(contract.acknowledgeLogEntries, async ({ body: { reason, ...choice }, principal }) => {
      await jobs.refreshJobLog();
      const note = { by: principal, reason, at: new Date() };
      return ok({ acknowledged: await acknowledgeErrors(db, choiceOf(choice), note) });
    }),

    route(contract.rerunLogEntries, async ({ body, headers, principal }) => {
      await jobs.refreshJobLog();
      const rows = await lastRowOfEachJob(db, choiceOf(body), contract.MOST_JOBS + 1);
      if (rows.length > contract.MOST_JOBS) throw tooManyJobs();
      const key = headers["idempotency-key"];
      const { done, refused } = await each(rows, async ({ entryNo, entryId: rerunOf }) => {
        // The key is the request's; each of its jobs needs one of its own.
        const idempotencyKey = key === undefined ? undefined : `${key}/${rerunOf}`;
        const batch = await jobs.rerun(entryNo, principal, defined({ idempotencyKey }));
        return batch.jobs.map(({ entryId }) => ({ entryNo, entryId, rerunOf }));
      });
      return ok({
        started: done.flat(),
        refused: refused.map(({ of, ...why }) => ({ entryNo: of.entryNo, ...why })),
      });
    }),

    route(contract.cancelEntries, async ({ body: { ids, filter } }) => {
      const { done, refused } = await each(ids ?? (await idsOf(deps, filter ?? {})), async (id) => {
        await jobs.cancel(id);
        return id;
      });
      return ok({ cancelled: done, refused: refused.map(({ of, ...why }) => ({ id: of, ...why })) });
    }),
  ];
};

type JobsToCancel = NonNullable<z.output<typeof contract.cancelEntries.body>["filter"]>;

async function idsOf({ jobs }: ApiDeps, { shopCode, ...filter }: JobsToCancel): Promise<readonly string[]> {
  const shops = shopCode === undefined ? undefined : [shopCode];
  const wanted = { statuses: contract.openStatuses, ...defined({ ...filter, shops }) };
  const { items, total, stale } = await jobs.list(wanted, { limit: contract.MOST_JOBS });
  // Nobody knows what runs: to cancel nothing would look as if nothing ran.
  if (stale) throw temporalUnavailable();
  if (total > contract.MOST_JOBS) throw tooManyJobs();
  return items.map(({ id }) => id);
}

/** Named rows as they are; of those that a filter matches only what still needs somebody. */
function choiceOf({ entryNos, filter = {} }: z.output<typeof contract.rerunLogEntries.body>): LogChoice {
  if (entryNos !== undefined) return { entryNos };
  return { filter: { ...logFilterOf(filter), isOpenError: true } };
}

interface Refused<Item> {
  readonly of: Item;
  readonly code: string;
  readonly detail: string;
}

/** One after the other, because the order of the jobs is the order of their places in the line. */
async function each<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<{ readonly done: readonly Result[]; readonly refused: readonly Refused<Item>[] }> {
  const done: Result[] = [];
  const refused: Refused<Item>[] = [];
  for (const item of items) {
    try {
      done.push(await act(item));
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      refused.push({ of: item, code: error.type, detail: error.message });
    }
  }
  return { done, refused };
}

const tooManyJobs = (): Problem =>
  new Problem(422, "too-many-jobs", `These are more than ${contract.MOST_JOBS} jobs: narrow the filter`, {
    params: { limit: contract.MOST_JOBS },
  });
