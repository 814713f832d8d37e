import { defined } from "#database/defined";
import {
  countNotifications,
  dismissNotifications,
  isShownTo,
  listNotifications,
  type SeenNotification,
} from "#database/notifications";
import { english } from "#domain/jobs/notification-texts";
import { findReport } from "#workflows/catalogue";
import * as contract from "../contract/notifications.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { notFound } from "../http/problem.ts";

/** What there was to tell of jobs, as the one who asks sees it. */
export const notificationRoutes = ({ db }: ApiDeps): readonly Route[] => [
  route(contract.listNotifications, async ({ query, shops, principal }) => {
    const { shopCode: _named, limit, cursor, count, ...rest } = query;
    const filter = defined({ ...rest, shops });
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["text"],
          read: (after, limit) =>
            listNotifications(db, principal, filter, { ...defined({ after: after?.[0] }), limit }),
          keyOf: ({ id }) => [id],
          show: notificationView,
          count: () => countNotifications(db, principal, filter),
        },
      ),
    );
  }),

  route(contract.dismissNotification, async ({ params: { id }, principal }) => {
    if (!(await isShownTo(db, principal, id))) throw notFound("notification", id);
    return ok({ dismissed: await dismissNotifications(db, principal, undefined, { ids: [id] }) });
  }),

  route(contract.dismissNotifications, async ({ body: { ids, filter = {} }, principal, shops }) => {
    const { shopCode, ...rest } = filter;
    const wanted = shopCode === undefined ? shops : (shops ?? [shopCode]).filter((shop) => shop === shopCode);
    const choice = ids === undefined ? { filter: defined(rest) } : { ids };
    return ok({ dismissed: await dismissNotifications(db, principal, wanted, choice) });
  }),
];

function notificationView(row: SeenNotification) {
  const { report, shop, entryId, entryNo, event, errorType, schedule } = row;
  return {
    id: row.id,
    ruleId: row.ruleId,
    kind: row.kind,
    event,
    title: english.title({ ...row, caption: report === null ? null : (findReport(report)?.caption ?? report) }),
    report,
    shopCode: shop,
    entryId,
    error:
      errorType === null
        ? null
        : {
            type: errorType,
            message: row.errorMessage ?? "",
            params: (row.errorParams ?? {}) as Record<string, unknown>,
          },
    failuresInARow: row.failures,
    schedule,
    state: row.state,
    attempts: row.attempts,
    lastError: row.lastError,
    occurredAt: row.occurredAt,
    createdAt: row.createdAt,
    deliveredAt: row.deliveredAt,
    dismissedAt: row.dismissedAt,
    actions: {
      restart: row.canRestart && entryId !== null ? `/api/job-queue-entries/${entryId}/restart` : null,
      restartSchedule: schedule === null ? null : `/api/schedules/${schedule}/restart`,
      details: entryNo === null ? null : `/api/job-queue-log-entries/${entryNo}`,
    },
  };
}
