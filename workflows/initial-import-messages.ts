import { defineQuery } from "@temporalio/workflow";
import type { AttemptFailure, JobParameters } from "./messages.ts";
import type { JobTiming } from "./policies.ts";

/** Lines of the initial import, as Business Central names them. */
export type ImportLineName = "ITEM" | "CUSTOMER" | "ITEM IMAGE";

/** Blank: its job does not run yet. Blocked: the line it depends on did not succeed. */
export type ImportLineStatus = "blank" | "inProcess" | "success" | "error" | "blocked" | "notAvailable";

export interface PlannedImportLine {
  readonly name: ImportLineName;
  /** A line before this one. */
  readonly dependsOn: ImportLineName | null;
  readonly report: string;
  readonly category: string;
  readonly parameters: JobParameters;
  /** False: the report is not part of the version that planned the import. */
  readonly isAvailable: boolean;
}

export interface ImportLine extends Pick<PlannedImportLine, "name" | "dependsOn" | "report"> {
  readonly status: ImportLineStatus;
  /** Of its job; null before it was started. */
  readonly entryId: string | null;
  readonly error: Pick<AttemptFailure, "type" | "message"> | null;
}

export interface InitialImportInput {
  readonly shopCode: string;
  readonly store: string;
  /** What a line depends on comes before it. */
  readonly lines: readonly PlannedImportLine[];
  readonly requestedBy: string;
  readonly timing?: Partial<JobTiming>;
}

export interface InitialImportResult {
  readonly lines: readonly ImportLine[];
}

/** Memo of an initial import: its lines are found there also when it has ended and without a worker. */
export interface InitialImportMemo {
  readonly lines: readonly ImportLine[];
  readonly requestedBy: string;
  /** The same for the same request sent again with its Idempotency-Key. */
  readonly requestId?: string;
}

export const initialImportLines = defineQuery<readonly ImportLine[]>("initialImportLines");
