export type CueStyle = "favorable" | "ambiguous" | "unfavorable" | "subordinate" | "none";

/** Styles of a value below, between (both ends included) and above two thresholds. */
export interface CueThresholds {
  readonly low: CueStyle;
  readonly threshold1: number;
  readonly middle: CueStyle;
  readonly threshold2: number;
  readonly high: CueStyle;
}

/** What Business Central starts with for cues on records that wait for somebody: 0 green, 1 to 5 yellow, 6 and more red. */
export const waitingRecords: CueThresholds = {
  low: "favorable",
  threshold1: 1,
  middle: "ambiguous",
  threshold2: 5,
  high: "unfavorable",
};

/** Without thresholds: nothing is good, anything has this style. */
export const anything = (style: CueStyle): CueThresholds => ({
  low: "favorable",
  threshold1: 1,
  middle: style,
  threshold2: Number.MAX_SAFE_INTEGER,
  high: style,
});

/** Of the tasks of the job queue ("Microsoft Learn: Monitor job queues"). */
export const failedTasks: CueThresholds = {
  low: "favorable",
  threshold1: 3,
  middle: "unfavorable",
  threshold2: 3,
  high: "unfavorable",
};
export const runningTasks: CueThresholds = {
  low: "favorable",
  threshold1: 3,
  middle: "ambiguous",
  threshold2: 4,
  high: "unfavorable",
};
export const queuedTasks: CueThresholds = {
  low: "favorable",
  threshold1: 3,
  middle: "ambiguous",
  threshold2: 99,
  high: "unfavorable",
};

export function styleOf(value: number, { low, threshold1, middle, threshold2, high }: CueThresholds): CueStyle {
  if (value < threshold1) return low;
  return value > threshold2 ? high : middle;
}
