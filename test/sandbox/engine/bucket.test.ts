import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { BUCKET_OF_PLAN, createBucket } from "#sandbox/shopify/engine/bucket";

const timer = () => {
  const time = { now: 0 };
  return { time, now: () => time.now };
};

test("a bucket of the Basic plan holds 2,000 points and gains 100 a second", () => {
  const { time, now } = timer();
  const bucket = createBucket(BUCKET_OF_PLAN.basic, now);

  expect(bucket.take(1_950)).toBe(true);
  expect(bucket.take(100)).toBe(false);
  time.now = 500;
  expect(bucket.take(100)).toBe(true);
  expect(bucket.status()).toEqual({ maximumAvailable: 2_000, currentlyAvailable: 0, restoreRate: 100 });
  time.now = 60_000;
  expect(bucket.status().currentlyAvailable).toBe(2_000);
});

test("what was requested and not used comes back, what was used beyond it goes too, within the rim", () => {
  const { now } = timer();
  const bucket = createBucket(BUCKET_OF_PLAN.basic, now);

  bucket.take(156);
  bucket.settle(156, 35);
  expect(bucket.status().currentlyAvailable).toBe(1_965);
  bucket.settle(500, 0);
  expect(bucket.status().currentlyAvailable).toBe(2_000);
  bucket.settle(100, 1_300);
  expect(bucket.status().currentlyAvailable).toBe(800);
  bucket.settle(100, 5_000);
  expect(bucket.status().currentlyAvailable).toBe(0);
});

test("a smaller plan in the middle leaves what is in use in use", () => {
  const { now } = timer();
  const bucket = createBucket(BUCKET_OF_PLAN.plus, now);

  bucket.take(500);
  bucket.resize(BUCKET_OF_PLAN.basic);
  expect(bucket.status()).toEqual({ maximumAvailable: 2_000, currentlyAvailable: 1_500, restoreRate: 100 });
  bucket.resize(BUCKET_OF_PLAN.plus);
  bucket.take(10_000);
  bucket.resize(BUCKET_OF_PLAN.basic);
  expect(bucket.status().currentlyAvailable).toBe(0);
});

test("whatever is taken, given back and changed, a bucket is never below zero or above its rim", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("take" as const), points: fc.integer({ min: 0, max: 1_000 }) }),
    fc.record({ kind: fc.constant("settle" as const), points: fc.integer({ min: -6_000, max: 1_000 }) }),
    fc.record({ kind: fc.constant("wait" as const), points: fc.integer({ min: 0, max: 5_000 }) }),
    fc.record({ kind: fc.constant("plan" as const), points: fc.integer({ min: 0, max: 2 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { time, now } = timer();
      const bucket = createBucket(BUCKET_OF_PLAN.basic, now);
      for (const { kind, points } of steps) {
        if (kind === "take") bucket.take(points);
        else if (kind === "settle") bucket.settle(points, 0);
        else if (kind === "wait") time.now += points;
        else bucket.resize(BUCKET_OF_PLAN[(["basic", "advanced", "plus"] as const)[points] ?? "basic"]);
        const { currentlyAvailable, maximumAvailable } = bucket.status();
        expect(currentlyAvailable).toBeGreaterThanOrEqual(0);
        expect(currentlyAvailable).toBeLessThanOrEqual(maximumAvailable);
      }
    }),
  );
});
