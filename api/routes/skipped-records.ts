import { countSkipped, deleteSkipped, listSkipped } from "#database/skipped-records";
import { defined } from "#database/defined";
import * as contract from "../contract/records.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";

/** Records that the connector chose not to send or process. */
export const skippedRecordRoutes = ({ db }: ApiDeps): readonly Route[] => [
  route(contract.listSkippedRecords, async ({ query: { shopCode: _named, tableName, ...page }, shops }) => {
    const filter = defined({ shops, tableName });
    return ok(
      await pageOfRows(page, {
        key: ["id"],
        read: (after, limit) => listSkipped(db, filter, { ...defined({ after: after?.[0] }), limit }),
        keyOf: ({ entryNo }) => [entryNo],
        show: (row) => ({ ...row, reasonParams: row.reasonParams as Record<string, unknown> }),
        count: () => countSkipped(db, filter),
      }),
    );
  }),

  route(contract.deleteSkippedRecords, async ({ body }) =>
    ok({ deleted: await deleteSkipped(db, body.olderThanDays) }),
  ),
];
