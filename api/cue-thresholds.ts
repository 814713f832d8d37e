import type { Database } from "#database/connection";
import { listCueSetup } from "#database/cue-setup";
import { setupCueKeys } from "./contract/cues.ts";
import { waitingRecords, type CueStyle, type CueThresholds } from "./cue-style.ts";

export interface ChosenThresholds extends CueThresholds {
  /** Whose they are. */
  readonly source: "program" | "company" | "personal";
}

/** Thresholds of the cues that can be set up: a person's own, else the company's, else the program's. Null: for nobody in particular. */
export async function readThresholds(
  db: Database,
  principal: string | null,
): Promise<ReadonlyMap<string, ChosenThresholds>> {
  const [company, personal] = await Promise.all([
    listCueSetup(db, null),
    principal === null ? [] : listCueSetup(db, principal),
  ]);
  const chosen = new Map<string, ChosenThresholds>(
    setupCueKeys.map((key) => [key, { ...waitingRecords, source: "program" }]),
  );
  for (const [rows, source] of [
    [company, "company"],
    [personal, "personal"],
  ] as const)
    for (const { cue, low, threshold1, middle, threshold2, high } of rows)
      chosen.set(cue, {
        low: low as CueStyle,
        threshold1,
        middle: middle as CueStyle,
        threshold2,
        high: high as CueStyle,
        source,
      });
  return chosen;
}
