import type { Selectable } from "kysely";
import { changedMembers, type AuditedChange, type AuditedKind } from "#domain/access/audited-change";
import type { Executor } from "./connection.ts";
import { ofShops } from "./of-shops.ts";
import type { AuditEntryTable } from "./tables.ts";

export type AuditEntry = Selectable<AuditEntryTable>;

/** Who does what, the same for all changes of a request. */
export interface AuditedRequest {
  readonly principal: string;
  readonly action: string;
  readonly recordKind: AuditedKind;
  readonly requestId: string;
}

/**
 * Adds changes to the audit log. Call it in the transaction that makes them, so that there is neither without the other. A change
 * that changes nothing leaves no entry.
 */
export async function insertAuditEntries(
  db: Executor,
  request: AuditedRequest,
  changes: readonly AuditedChange[],
): Promise<void> {
  const rows = changes.flatMap((change) => {
    const members = changedMembers(change);
    if (members === null) return [];
    const { recordId, shop, reason = null } = change;
    return [{ ...request, recordId, shop, reason, before: json(members.before), after: json(members.after) }];
  });
  if (rows.length > 0) await db.insertInto("auditEntry").values(rows).execute();
}

const json = (members: object | null): string | null => (members === null ? null : JSON.stringify(members));

export interface AuditFilter {
  /** Entries of these shops only. */
  readonly shops?: readonly string[] | undefined;
  readonly principal?: string | undefined;
  readonly action?: string | undefined;
  readonly kind?: AuditedKind | undefined;
  readonly record?: string | undefined;
  readonly requestId?: string | undefined;
  readonly from?: Date | undefined;
  /** Not included. */
  readonly to?: Date | undefined;
}

const filtered = (db: Executor, filter: AuditFilter) => {
  const { principal, action, kind, record, requestId, from, to } = filter;
  let query = db.selectFrom("auditEntry").where(ofShops(filter.shops));
  if (principal !== undefined) query = query.where("principal", "=", principal);
  if (action !== undefined) query = query.where("action", "=", action);
  if (kind !== undefined) query = query.where("recordKind", "=", kind);
  if (record !== undefined) query = query.where("recordId", "=", record);
  if (requestId !== undefined) query = query.where("requestId", "=", requestId);
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<", to);
  return query;
};

/** Newest first, from behind `before`. */
export async function listAuditEntries(
  db: Executor,
  filter: AuditFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly AuditEntry[]> {
  let query = filtered(db, filter).selectAll();
  if (page.before !== undefined) query = query.where("entryNo", "<", page.before);
  return query.orderBy("entryNo", "desc").limit(page.limit).execute();
}

export async function countAuditEntries(db: Executor, filter: AuditFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}
