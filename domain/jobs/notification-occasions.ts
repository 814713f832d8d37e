/** A run of a report for a shop that is over: no rerun of it follows by itself. */
export interface EndedRun {
  /** Its row in the log. */
  readonly entryNo: string;
  readonly endedAt: Date;
  readonly trigger: "manual" | "schedule" | "webhook" | "foreground" | "initialImport";
  /** `incomplete`: something that passes kept it from its end, and the next run of its schedule catches up. */
  readonly result: "succeeded" | "failed" | "incomplete";
  /** Nobody has looked yet whether there is something to tell of it. */
  readonly isNew: boolean;
}

/** What a receiver wants to hear. */
export interface NotificationTerms {
  /** 1: each failure for good, at once. Otherwise once when so many runs have failed in a row, incomplete ones among them. */
  readonly afterFailures: number;
  /** Also the first success after a failure that was told. */
  readonly onRecovery: boolean;
  /** What ended earlier is not told, but counts. */
  readonly since: Date;
  /** Rows of the log that this receiver was told of. */
  readonly toldOf: ReadonlySet<string>;
}

/** Something to tell; `failures` have come in a row, up to this run or before the recovery. */
export type Occasion =
  | { readonly kind: "failed"; readonly entryNo: string; readonly failures: number }
  | { readonly kind: "recovered"; readonly entryNo: string; readonly failures: number };

/**
 * What there is to tell of the runs of one report and shop, oldest first, beginning after a success. Pure; telling it again makes the same.
 *
 * A failure that stops its schedule is told whatever number was asked for: after it no other would come. A failure in the foreground is
 * seen by the one who waits for it ("Microsoft Learn: Use job queues to schedule tasks", and `synchronizationErrors` leaves it out as well).
 */
export function occasionsOf(runs: readonly EndedRun[], terms: NotificationTerms): readonly Occasion[] {
  const occasions: Occasion[] = [];
  let failures = 0;
  let isTold = false;
  for (const run of runs) {
    const { entryNo } = run;
    if (run.result === "succeeded") {
      // Not only a new one: rows may come into the log in another order than the runs ended.
      if (isTold && terms.onRecovery && !terms.toldOf.has(entryNo))
        occasions.push({ kind: "recovered", entryNo, failures });
      failures = 0;
      isTold = false;
    } else if (run.trigger !== "foreground") {
      failures += 1;
      const isNews = run.isNew && run.endedAt >= terms.since && !terms.toldOf.has(entryNo);
      if (isNews && isWorthTelling(run, failures, isTold, terms.afterFailures))
        occasions.push({ kind: "failed", entryNo, failures });
      isTold ||= terms.toldOf.has(entryNo) || occasions.at(-1)?.entryNo === entryNo;
    }
  }
  return occasions;
}

function isWorthTelling(run: EndedRun, failures: number, isTold: boolean, afterFailures: number): boolean {
  const needsPerson = run.result === "failed";
  if (needsPerson && (afterFailures === 1 || run.trigger === "schedule")) return true;
  return afterFailures > 1 && failures >= afterFailures && !isTold;
}
