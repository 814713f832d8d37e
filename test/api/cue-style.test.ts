import { expect, test } from "@jest/globals";
import { anything, failedTasks, queuedTasks, runningTasks, styleOf, waitingRecords } from "#api/cue-style";

test.each([
  [0, "favorable"],
  [1, "ambiguous"],
  [5, "ambiguous"],
  [6, "unfavorable"],
])("%i records that wait are %s: both ends of the middle belong to it", (value, style) => {
  expect(styleOf(value, waitingRecords)).toBe(style);
});

test("without thresholds anything counts", () => {
  expect([0, 1, 1000].map((value) => styleOf(value, anything("unfavorable")))).toEqual([
    "favorable",
    "unfavorable",
    "unfavorable",
  ]);
});

test.each([
  ["failed", failedTasks, [0, 2], [], [3, 4]],
  ["in process", runningTasks, [0, 2], [3, 4], [5]],
  ["in queue", queuedTasks, [0, 2], [3, 99], [100]],
])("tasks %s are green, yellow and red as in Business Central", (_which, thresholds, green, yellow, red) => {
  const styles = (values: readonly number[]) => new Set(values.map((value) => styleOf(value, thresholds)));

  expect(styles(green)).toEqual(new Set(["favorable"]));
  expect(styles(yellow)).toEqual(new Set(yellow.length === 0 ? [] : ["ambiguous"]));
  expect(styles(red)).toEqual(new Set(["unfavorable"]));
});
