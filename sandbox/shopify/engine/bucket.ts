/** The bucket of points of one app in one shop ("Shopify: API rate limits"). It runs on real time. */
import type { Plan } from "./contract.ts";

export interface BucketSize {
  readonly capacity: number;
  /** Points a second. */
  readonly restoreRate: number;
}

const standard: BucketSize = { capacity: 2_000, restoreRate: 100 };

export const BUCKET_OF_PLAN: Readonly<Record<Plan, BucketSize>> = {
  basic: standard,
  grow: standard,
  development: standard,
  advanced: { capacity: 4_000, restoreRate: 200 },
  plus: { capacity: 20_000, restoreRate: 1_000 },
};

interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

export interface Bucket {
  /** Takes the requested points, or takes nothing and answers false. */
  take(points: number): boolean;
  /** Gives back what was requested and not used, or takes what was used beyond it, down to an empty bucket. */
  settle(requested: number, spent: number): void;
  /** The plan changed: what is in use stays in use. */
  resize(size: BucketSize): void;
  status(): ThrottleStatus;
}

export function createBucket(size: BucketSize, now: () => number = () => performance.now()): Bucket {
  let { capacity, restoreRate } = size;
  let level = capacity;
  let at = now();
  const refill = () => {
    const time = now();
    level = Math.min(capacity, level + (Math.max(0, time - at) / 1000) * restoreRate);
    at = time;
  };
  return {
    take(points) {
      refill();
      if (level < points) return false;
      level -= points;
      return true;
    },
    settle(requested, spent) {
      refill();
      level = Math.min(capacity, Math.max(0, level + requested - spent));
    },
    resize(next) {
      refill();
      level = Math.min(next.capacity, Math.max(0, level + next.capacity - capacity));
      ({ capacity, restoreRate } = next);
    },
    status() {
      refill();
      return { maximumAvailable: capacity, currentlyAvailable: Math.floor(level), restoreRate };
    },
  };
}
