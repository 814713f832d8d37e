import { expect, test } from "@jest/globals";
import { defaultTiming, rerunDelayMs } from "#workflows/policies";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

test("reruns wait as long as in Business Central", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => rerunDelayMs(n, 0, defaultTiming));

  expect(delays).toEqual([
    SECOND,
    SECOND,
    SECOND,
    10 * SECOND,
    100 * SECOND,
    1_000 * SECOND,
    10_000 * SECOND,
    6 * HOUR,
    6 * HOUR,
    6 * HOUR,
  ]);
});

test("what an entry asks for comes on top", () => {
  expect(rerunDelayMs(1, 60, defaultTiming)).toBe(60 * SECOND + 10);
  expect(rerunDelayMs(4, 60, defaultTiming)).toBe(70 * SECOND);
});
