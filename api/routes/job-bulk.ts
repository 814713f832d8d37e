import type { z } from "zod";
import { defined } from "#database/defined";
import { acknowledgeErrors, lastRowOfEachJob, type LogChoice } from "#database/job-log";
import type { AuditedChange } from "#domain/access/audited-change";
import { OperationalError } from "#domain/failure";
import { jobNotFound } from "#temporal/find-entry";
import { temporalUnavailable } from "#temporal/unavailable";
import * as contract from "../contract/job-bulk.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { Problem } from "../http/problem.ts";
import { logFilterOf } from "../log-filter.ts";
import { requestedByOf } from "../requested-by.ts";
import { startedJobs } from "../start-jobs.ts";

/** What is done to many jobs at once. One that refuses keeps none of the others from it, and says why. */
export const jobBulkRoutes = (deps: ApiDeps): readonly Route[] => {
  const { db, jobs } = deps;
  return [
    route(contract.acknowledgeLogEntries, async ({ body: { reason, ...choice }, principal, shops, audit }) => {
      await jobs.refreshJobLog();
      const note = { by: principal, reason, at: new Date() };
      const rows = await db.transaction().execute(async (transaction) => {
        const acknowledged = await acknowledgeErrors(transaction, choiceOf(choice, principal, shops), note);
        await audit.note(transaction, ...byShop(acknowledged, reason));
        return acknowledged;
      });
      return ok({ acknowledged: rows.length });
    }),

    route(contract.rerunLogEntries, async ({ body, headers, principal, shops, audit }) => {
      await jobs.refreshJobLog();
      const rows = await lastRowOfEachJob(db, choiceOf(body, principal, shops), contract.MOST_JOBS + 1);
      if (rows.length > contract.MOST_JOBS) throw tooManyJobs();
      const key = headers["idempotency-key"];
      const { done, refused } = await each(rows, async ({ entryNo, entryId: rerunOf, report }) => {
        // The key is the request's; each of its jobs needs one of its own.
        const idempotencyKey = key === undefined ? undefined : `${key}/${rerunOf}`;
        const batch = await jobs.rerun(entryNo, principal, defined({ idempotencyKey }));
        await audit.note(db, ...startedJobs(batch, { report, rerunOf }));
        return batch.jobs.map(({ entryId }) => ({ entryNo, entryId, rerunOf }));
      });
      await audit.note(db);
      return ok({
        started: done.flat(),
        refused: refused.map(({ of, ...why }) => ({ entryNo: of.entryNo, ...why })),
      });
    }),

    route(contract.cancelEntries, async ({ body: { ids, filter }, principal, shops, audit }) => {
      const { done, refused } = await each(ids ?? (await idsOf(deps, filter ?? {}, principal, shops)), async (id) => {
        const { shopCode } = await jobs.get(id);
        if (shops !== undefined && (shopCode === null || !shops.includes(shopCode))) throw jobNotFound(id);
        await jobs.cancel(id);
        await audit.note(db, { recordId: id, shop: shopCode });
        return id;
      });
      await audit.note(db);
      return ok({ cancelled: done, refused: refused.map(({ of, ...why }) => ({ id: of, ...why })) });
    }),
  ];
};

type JobsToCancel = NonNullable<z.output<typeof contract.cancelEntries.body>["filter"]>;

async function idsOf(
  { jobs }: ApiDeps,
  { shopCode, requestedBy: asked, ...filter }: JobsToCancel,
  principal: string,
  allowed: readonly string[] | undefined,
): Promise<readonly string[]> {
  const shops = shopCode === undefined ? allowed : [shopCode];
  const requestedBy = requestedByOf(asked, principal);
  const wanted = { statuses: contract.openStatuses, ...defined({ ...filter, shops, requestedBy }) };
  const { items, total, stale } = await jobs.list(wanted, { limit: contract.MOST_JOBS });
  // Nobody knows what runs: to cancel nothing would look as if nothing ran.
  if (stale) throw temporalUnavailable();
  if (total > contract.MOST_JOBS) throw tooManyJobs();
  return items.map(({ id }) => id);
}

/** Named rows as they are; of those that a filter matches only what still needs somebody. Of other shops than the key's none. */
function choiceOf(
  { entryNos, filter = {} }: z.output<typeof contract.rerunLogEntries.body>,
  principal: string,
  allowed: readonly string[] | undefined,
): LogChoice {
  if (entryNos !== undefined) return { entryNos, shops: allowed };
  const shops = filter.shopCode === undefined ? allowed : [filter.shopCode];
  return { filter: { ...logFilterOf(filter, principal, shops), isOpenError: true } };
}

/** Enough to find them again: each row says itself who acknowledged it. */
const SHOWN_ROWS = 100;

/** One entry of the audit log a shop, so that whoever may see the shop sees it. */
function byShop(
  rows: readonly { readonly entryNo: string; readonly shop: string | null }[],
  reason: string,
): readonly AuditedChange[] {
  return [...new Set(rows.map(({ shop }) => shop))].map((shop) => {
    const entryNos = rows.filter((row) => row.shop === shop).map(({ entryNo }) => entryNo);
    const after = { acknowledged: entryNos.length, entryNos: entryNos.slice(0, SHOWN_ROWS) };
    return { recordId: null, shop, after, reason };
  });
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
