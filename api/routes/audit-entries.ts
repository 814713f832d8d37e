import { countAuditEntries, listAuditEntries, type AuditEntry } from "#database/audit-entries";
import type { AuditedKind } from "#domain/access/audited-change";
import * as contract from "../contract/audit-entries.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";

/** Who changed what. */
export const auditRoutes = ({ db }: Pick<ApiDeps, "db">): readonly Route[] => [
  route(contract.listAuditEntries, async ({ query, shops }) => {
    const { limit, cursor, count, shopCode: _named, from, to, ...equal } = query;
    const filter = { ...equal, shops, from: dateOf(from), to: dateOf(to) };
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["id"],
          read: (before, limit) => listAuditEntries(db, filter, { before: before?.[0], limit }),
          keyOf: ({ entryNo }) => [entryNo],
          show: entryView,
          count: () => countAuditEntries(db, filter),
        },
      ),
    );
  }),
];

const dateOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

/** Rows are written by us, so their members are of the known kinds. */
const entryView = ({ recordKind, recordId, shop, before, after, ...entry }: AuditEntry) => ({
  ...entry,
  kind: recordKind as AuditedKind,
  record: recordId,
  shopCode: shop,
  before: before as Record<string, unknown> | null,
  after: after as Record<string, unknown> | null,
});
