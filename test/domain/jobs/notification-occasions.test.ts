import { expect, test } from "@jest/globals";
import { occasionsOf, type EndedRun, type NotificationTerms } from "#domain/jobs/notification-occasions";

const SINCE = new Date("2026-03-02T00:00:00Z");

/** Runs of one day, one an hour: `F` failed for good, `I` incomplete, `S` succeeded; what comes after `|` is new. */
function runs(text: string, changes: Partial<EndedRun> = {}): readonly EndedRun[] {
  const results = { F: "failed", I: "incomplete", S: "succeeded" } as const;
  const newFrom = text.indexOf("|");
  return text
    .replace("|", "")
    .split("")
    .map((letter, index) => ({
      entryNo: String(index + 1),
      endedAt: new Date(SINCE.getTime() + (index + 1) * 3_600_000),
      trigger: "manual",
      result: results[letter as keyof typeof results],
      isNew: index >= newFrom,
      ...changes,
    }));
}

const terms = (changes: Partial<NotificationTerms> = {}): NotificationTerms => ({
  afterFailures: 1,
  onRecovery: true,
  since: SINCE,
  toldOf: new Set(),
  ...changes,
});

/** `3:failed2`: run 3 is told as the second failure in a row. */
const told = (ended: readonly EndedRun[], changes: Partial<NotificationTerms> = {}): readonly string[] =>
  occasionsOf(ended, terms(changes)).map(({ kind, entryNo, failures }) => `${entryNo}:${kind}${failures}`);

test.each([
  ["", []],
  ["|S", []],
  ["|F", ["1:failed1"]],
  ["|FFF", ["1:failed1", "2:failed2", "3:failed3"]],
  ["|FS", ["1:failed1", "2:recovered1"]],
  ["|FFSSF", ["1:failed1", "2:failed2", "3:recovered2", "5:failed1"]],
  // What passes by itself needs nobody.
  ["|III", []],
  ["|IIF", ["3:failed3"]],
  ["|IS", []],
  ["FF|F", ["3:failed3"]],
  // Nobody was told of the first one: there is nothing to take back.
  ["F|S", []],
])("at once, of %s is told %j", (text, expected) => {
  expect(told(runs(text))).toEqual(expected);
});

test.each([
  ["|FF", []],
  ["|FFF", ["3:failed3"]],
  ["|FFFFFFF", ["3:failed3"]],
  ["|FIIF", ["3:failed3"]],
  ["|III", ["3:failed3"]],
  ["|FFSF", []],
  ["|FFSFFF", ["6:failed3"]],
  ["|FFFFS", ["3:failed3", "5:recovered4"]],
  ["|FFS", []],
  // The others count although they came before anybody asked.
  ["FF|F", ["3:failed3"]],
  ["FFFF|F", ["5:failed5"]],
])("after three failures, of %s is told %j", (text, expected) => {
  expect(told(runs(text), { afterFailures: 3 })).toEqual(expected);
});

test("what was told is not told again, and its recovery is", () => {
  expect(told(runs("FFF|FS"), { afterFailures: 3, toldOf: new Set(["3"]) })).toEqual(["5:recovered4"]);
  expect(told(runs("|FS"), { toldOf: new Set(["1", "2"]) })).toEqual([]);
});

test("a recovery is told only to those who want to hear of it", () => {
  expect(told(runs("|FS"), { onRecovery: false })).toEqual(["1:failed1"]);
});

test("what ended before the rule is not told, and counts", () => {
  const since = new Date(SINCE.getTime() + 2.5 * 3_600_000);

  expect(told(runs("|FFF"), { since })).toEqual(["3:failed3"]);
  expect(told(runs("|FFF"), { since, afterFailures: 3 })).toEqual(["3:failed3"]);
  expect(told(runs("|FS"), { since })).toEqual([]);
});

test("a failure that stops its schedule is told whatever number was asked for", () => {
  const scheduled = { trigger: "schedule" } as const;

  expect(told(runs("|F", scheduled), { afterFailures: 10 })).toEqual(["1:failed1"]);
  expect(told(runs("|I", scheduled), { afterFailures: 10 })).toEqual([]);
  expect(told(runs("|FF", scheduled), { afterFailures: 2 })).toEqual(["1:failed1", "2:failed2"]);
});

test("whoever waits in the foreground sees the failure; its success is one all the same", () => {
  const foreground = { trigger: "foreground" } as const;
  const [failed, succeeded] = [runs("|F", foreground), runs("FF|S", foreground).slice(2)];

  expect(told(failed)).toEqual([]);
  expect(told([...runs("|FF"), ...succeeded])).toEqual(["1:failed1", "2:failed2", "3:recovered2"]);
});

test("a failure that comes into the log after the success that followed it is told, with its recovery", () => {
  const late = runs("FS").map((run) => ({ ...run, isNew: run.result === "failed" }));

  expect(told(late)).toEqual(["1:failed1", "2:recovered1"]);
});
