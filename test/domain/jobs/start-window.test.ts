import { expect, test } from "@jest/globals";
import { isInsideWindow } from "#domain/jobs/start-window";

const inReykjavik = (startingTime: string | null, endingTime: string | null, at: string): boolean =>
  isInsideWindow({ startingTime, endingTime, timeZone: "Atlantic/Reykjavik" }, new Date(`2026-03-02T${at}Z`));

test.each([
  [null, null, "00:00:00", true],
  ["08:00", "17:00", "07:59:59", false],
  ["08:00", "17:00", "08:00:00", true],
  ["08:00", "17:00", "17:00:00", true],
  ["08:00", "17:00", "17:00:01", false],
  ["08:00", null, "07:59:59", false],
  ["08:00", null, "23:59:59", true],
  [null, "08:00", "08:00:00", true],
  [null, "08:00", "08:00:01", false],
  ["22:00", "02:00", "23:30:00", true],
  ["22:00", "02:00", "01:59:59", true],
  ["22:00", "02:00", "12:00:00", false],
  ["09:00", "09:00", "08:59:59", false],
  ["09:00", "09:00", "15:00:00", true],
])("a window from %s to %s at %s: %s", (startingTime, endingTime, at, isInside) => {
  expect(inReykjavik(startingTime, endingTime, at)).toBe(isInside);
});

test("the time of day is that of the window's place, in summer as in winter", () => {
  const copenhagen = { startingTime: "08:00", endingTime: "09:00", timeZone: "Europe/Copenhagen" };

  expect(isInsideWindow(copenhagen, new Date("2026-01-15T07:30:00Z"))).toBe(true);
  expect(isInsideWindow(copenhagen, new Date("2026-07-15T07:30:00Z"))).toBe(false);
  expect(isInsideWindow(copenhagen, new Date("2026-07-15T06:30:00Z"))).toBe(true);
});
