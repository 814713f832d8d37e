import { insertAuditEntries, type AuditedRequest } from "#database/audit-entries";
import type { Executor } from "#database/connection";
import type { AuditedChange } from "#domain/access/audited-change";

/** How a request that changes something leaves its trace. */
export interface Audit {
  /**
   * Writes changes into the audit log: in the transaction that makes them, or right after the call that Temporal accepted. None,
   * when the request turned out to change nothing. A request that is answered without having said so is a defect, and fails.
   */
  note(db: Executor, ...changes: readonly AuditedChange[]): Promise<void>;
  /** The same for a request without a key, done for somebody who had one. */
  noteFor(principal: string, db: Executor, ...changes: readonly AuditedChange[]): Promise<void>;
}

/** Many records at once, of which only the number is worth an entry. */
export const many = (count: number, after: object): readonly AuditedChange[] =>
  count === 0 ? [] : [{ recordId: null, shop: null, after }];

/** The trace of one request, and whether it is left yet. */
export function createAudit(request: AuditedRequest): { readonly audit: Audit; readonly isNoted: () => boolean } {
  let noted = false;
  const noteFor: Audit["noteFor"] = async (principal, db, ...changes) => {
    await insertAuditEntries(db, { ...request, principal }, changes);
    noted = true;
  };
  return {
    audit: { noteFor, note: (db, ...changes) => noteFor(request.principal, db, ...changes) },
    isNoted: () => noted,
  };
}
