import { countErrorGroups, listErrorGroups, type ErrorGroup } from "#database/error-groups";
import { defined } from "#database/defined";
import * as contract from "../contract/error-groups.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";

/** Errors of jobs by their cause. */
export const errorGroupRoutes = ({ db, jobs }: ApiDeps): readonly Route[] => [
  route(contract.listErrorGroups, async ({ query: { limit, cursor, count, shopCode: _named, ...rest }, shops }) => {
    const state = await jobs.refreshJobLog();
    const filter = defined({ ...rest, shops });
    const page = await pageOfRows(
      { limit, cursor, count },
      {
        key: ["moment", "id"],
        read: (key, limit) => {
          const after = key && { lastSeenAt: new Date(key[0]), groupNo: key[1] };
          return listErrorGroups(db, filter, { limit, ...defined({ after }) });
        },
        keyOf: (group) => [group.lastSeenAt.toISOString(), group.groupNo],
        show: groupView,
        count: () => countErrorGroups(db, filter),
      },
    );
    return ok({ ...page, ...state });
  }),
];

const groupView = (group: ErrorGroup) => ({
  id: group.groupNo,
  report: group.report,
  shopCode: group.shop,
  code: group.errorType,
  message: group.lastMessage ?? "",
  params: (group.lastParams ?? {}) as Record<string, unknown>,
  times: group.times,
  openTimes: group.openTimes,
  firstSeenAt: group.firstSeenAt,
  lastSeenAt: group.lastSeenAt,
  closedAt: group.closedAt,
  isOpen: group.isOpen,
  list: `/api/job-queue-log-entries?errorGroup=${group.groupNo}&count=true`,
});
