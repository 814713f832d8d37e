import type { ImportLine, ImportLineName, ImportLineStatus, PlannedImportLine } from "./initial-import-messages.ts";
import type { ReportResult } from "./messages.ts";

/** The lines of an import of which nothing has begun. */
export const linesBefore = (planned: readonly PlannedImportLine[]): readonly ImportLine[] =>
  planned.map(({ name, dependsOn, report }) => ({
    name,
    dependsOn,
    report,
    status: "blank",
    entryId: null,
    error: null,
  }));

export const withLine = (
  lines: readonly ImportLine[],
  name: ImportLineName,
  change: Partial<Pick<ImportLine, "status" | "entryId" | "error">>,
): readonly ImportLine[] => lines.map((line) => (line.name === name ? { ...line, ...change } : line));

/** Why a line is in error whose job ended with this result; null when it succeeded. */
export function errorOfResult({ outcome, reason = outcome }: ReportResult): ImportLine["error"] {
  if (outcome === "succeeded" || outcome === "succeededWithSkips") return null;
  return { type: reason, message: `The job ended as ${outcome}: look at its entry` };
}

const styles = {
  blank: "subordinate",
  inProcess: "ambiguous",
  success: "favorable",
  error: "unfavorable",
  blocked: "subordinate",
  notAvailable: "subordinate",
} as const satisfies Readonly<Record<ImportLineStatus, string>>;

/** The style of a line's status, as cues have styles. */
export const styleOfLine = (status: ImportLineStatus) => styles[status];
