import * as contract from "../contract/jobs.ts";
import { defined } from "#database/defined";
import type { AuditedChange } from "#domain/access/audited-change";
import { OperationalError } from "#domain/failure";
import type { EntryKey } from "#temporal/list-entries";
import { getEnabledShop } from "#temporal/start-jobs";
import type { ApiDeps } from "../deps.ts";
import type { Audit } from "../http/audit.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { foreignCursor, readCursor, writeCursor } from "../http/page.ts";
import { entryView } from "../job-views.ts";
import { requestedByOf } from "../requested-by.ts";
import { startAndAnswer, startedJobs, startInTurnAndAnswer } from "../start-jobs.ts";
import { planSyncAll } from "../sync-all.ts";

const statusesOfCue = {
  tasksInProcess: ["inProcess", "paused"],
  tasksInQueue: ["ready", "waiting", "retrying"],
} as const;

/** Jobs: starting them, looking at them, changing what they do. */
export const jobRoutes = (deps: ApiDeps): readonly Route[] => {
  const { jobs } = deps;
  const view = async (id: string) => ok(entryView(await jobs.get(id)));
  /** Does something to a job and answers it as it is then. */
  const change = async (
    id: string,
    audit: Audit,
    act: () => Promise<void>,
    asked: Pick<AuditedChange, "after"> = {},
  ) => {
    const { shopCode } = await jobs.get(id);
    await act();
    await audit.note(deps.db, { recordId: id, shop: shopCode, ...asked });
    return view(id);
  };
  return [
    route(contract.startJobs, async ({ params: { report }, headers, body, principal, shops, audit }) => {
      const { parameters, ...rest } = body;
      const { shopCodes: _each, ...options } = rest;
      return startAndAnswer(
        deps,
        {
          report,
          parameters,
          principal,
          ...defined({ ...rest, onlyShops: shops, idempotencyKey: headers["idempotency-key"] }),
        },
        (batch) => audit.note(deps.db, ...startedJobs(batch, { report, parameters, ...options })),
      );
    }),

    route(contract.syncAllOfShop, async ({ params: { code }, headers, principal, audit }) => {
      await getEnabledShop(deps.db, code);
      const { jobs: planned, left } = planSyncAll(deps.catalogue);
      if (planned.length === 0) throw nothingToSync(left.map(({ report }) => report));
      const idempotencyKey = headers["idempotency-key"];
      const requests = planned.map((job) => ({
        ...job,
        shopCodes: [code],
        principal,
        ...defined({ idempotencyKey }),
      }));
      return startInTurnAndAnswer(deps, requests, { left }, ({ batchId, jobs: started }) =>
        audit.note(
          deps.db,
          ...started.map(({ entryId, shop }, index) => ({
            recordId: entryId,
            shop,
            after: { batchId, ...planned[index] },
          })),
        ),
      );
    }),

    route(contract.listEntries, async ({ query, principal, shops }) => {
      const { limit, cursor, count, cue, status, shopCode: _named, requestedBy: asked, ...filter } = query;
      const requestedBy = requestedByOf(asked, principal);
      const ofCue = cue === undefined ? undefined : statusesOfCue[cue];
      const ofStatus = status === undefined ? undefined : [status];
      const statuses =
        ofCue !== undefined && status !== undefined ? ofCue.filter((one) => one === status) : (ofCue ?? ofStatus);
      const after = cursor === undefined ? undefined : entryKeyOf(cursor);
      const page = await jobs.list(defined({ ...filter, shops, statuses, requestedBy }), {
        limit,
        ...defined({ after }),
      });
      const { items, total, next, ...state } = page;
      return ok({
        ...state,
        items: items.map(entryView),
        nextCursor: next === null ? null : writeCursor([next.part, next.at.toISOString(), next.id]),
        ...(count === true ? { total } : {}),
      });
    }),

    route(contract.getEntry, async ({ params }) => view(params.id)),

    route(contract.getEntryHistory, async ({ params }) => ok({ items: await jobs.history(params.id) })),

    route(contract.cancelEntry, ({ params: { id }, audit }) => change(id, audit, () => jobs.cancel(id))),

    route(contract.holdEntry, ({ params: { id }, audit }) => change(id, audit, () => jobs.hold(id))),

    route(contract.readyEntry, ({ params: { id }, audit }) => change(id, audit, () => jobs.ready(id))),

    route(contract.restartEntry, ({ params: { id }, principal, audit }) =>
      change(id, audit, () => jobs.restart(id, principal)),
    ),

    route(contract.setEntryPriority, ({ params: { id }, body, audit }) =>
      change(id, audit, () => jobs.setPriority(id, body.priority), { after: body }),
    ),
  ];
};

const nothingToSync = (reports: readonly string[]): OperationalError =>
  new OperationalError(
    "report-not-available",
    `No report of Sync All is part of this version yet: ${reports.join(", ")}. GET /api/reports says what can be started`,
    { retryable: false },
  );

/** Throws the problem of a cursor that is not of this list. */
function entryKeyOf(cursor: string): EntryKey {
  const [part, at, id] = readCursor(cursor, ["text", "moment", "text"]);
  if (part === "open") return { part, at: new Date(at), id };
  if (part === "failed" && /^\d{1,18}$/.test(id)) return { part, at: new Date(at), id };
  throw foreignCursor();
}
