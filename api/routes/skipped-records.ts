import { countSkipped, deleteSkipped, listSkipped, type SkippedRecordRow } from "#database/skipped-records";
import { defined } from "#database/defined";
import * as contract from "../contract/records.ts";
import type { ApiDeps } from "../deps.ts";
import { many } from "../http/audit.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";

/** Records that the connector chose not to send or process. */
export const skippedRecordRoutes = ({ db, ledger }: ApiDeps): readonly Route[] => [
  route(contract.listSkippedRecords, async ({ query: { shopCode: _named, tableName, ...page }, shops }) => {
    const filter = defined({ shops, tableName });
    return ok(
      await pageOfRows(page, {
        key: ["id"],
        read: (after, limit) => listSkipped(db, filter, { ...defined({ after: after?.[0] }), limit }),
        keyOf: ({ entryNo }) => [entryNo],
        show: (row) => ({
          ...row,
          reasonParams: row.reasonParams as Record<string, unknown>,
          record: pathOf(row, ledger !== undefined),
        }),
        count: () => countSkipped(db, filter),
      }),
    );
  }),

  route(contract.deleteSkippedRecords, async ({ body, audit }) => {
    const deleted = await db.transaction().execute(async (transaction) => {
      const rows = await deleteSkipped(transaction, body.olderThanDays);
      await audit.note(transaction, ...many(rows, { ...body, deleted: rows }));
      return rows;
    });
    return ok({ deleted });
  }),
];

/** Where a record is shown. Another ERP shows its own. */
function pathOf({ tableName, recordKey }: SkippedRecordRow, hasLedger: boolean): string | null {
  const paths: Readonly<Record<string, string>> = {
    order: "/api/orders",
    ...(hasLedger ? { customer: "/api/ledger/customers", item: "/api/ledger/items" } : {}),
  };
  const path = paths[tableName];
  return path === undefined ? null : `${path}/${encodeURIComponent(recordKey)}`;
}
