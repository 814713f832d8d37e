import { BOUNDARIES, REFUND_BOUNDARIES, type Boundary } from "#activities/orders/order-activity-deps";
import { randomOf } from "./random.ts";
import type { Fault } from "./sandbox.ts";

/** Shopify did what it was told, and the worker dies before it hears so: at the answer to a write of attributes, or of a close. */
export const ANSWERS = { "attributes-answered": "orderUpdate", "close-answered": "orderClose" } as const;
export type KillPoint = Boundary | keyof typeof ANSWERS;

/** A worker ends itself by SIGKILL when it comes to a boundary for the nth time. */
export interface BoundaryKill {
  readonly boundary: KillPoint;
  readonly occurrence: number;
}

/** A worker is killed from outside, so long after a job was started. */
export interface MomentKill {
  readonly job: number;
  readonly afterMs: number;
  readonly worker: number;
}

export interface ChaosPlan {
  readonly seed: number;
  readonly boundaries: readonly BoundaryKill[];
  readonly moments: readonly MomentKill[];
  readonly faults: readonly Fault[];
}

/** Jobs that run while processes are killed: the second finds what the first left, the third archives. */
export const JOBS_UNDER_FIRE = ["syncOrders", "createSalesOrders", "syncOrders"] as const;

const KILL_POINTS: readonly KillPoint[] = [
  ...BOUNDARIES,
  ...REFUND_BOUNDARIES,
  "attributes-answered",
  "close-answered",
];
/** Few enough that every seed comes to them: the rarest boundary is passed once for each of a few dozen orders, or a few refunds. */
const LATEST_OCCURRENCE = 20;
const LATEST_REFUND = 5;
/** While something is going on: a job of 200 orders takes some seconds. */
const LATEST_MOMENT_MS = 4_000;

/** What happens to the workers and at Shopify under a seed. Seeds take turns with the boundaries. */
export function chaosPlan(seed: number): ChaosPlan {
  const random = randomOf(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const first = KILL_POINTS[seed % KILL_POINTS.length] ?? "order-mapped";
  const second = KILL_POINTS[below(KILL_POINTS.length)] ?? "order-mapped";
  const kill = (boundary: KillPoint): BoundaryKill => {
    const isOfRefund = REFUND_BOUNDARIES.some((each) => each === boundary);
    return { boundary, occurrence: 1 + below(isOfRefund ? LATEST_REFUND : LATEST_OCCURRENCE) };
  };
  return {
    seed,
    boundaries: [
      kill(first),
      // Every other seed: each kill costs the ten seconds until its heartbeat is missed.
      ...(random() < 0.5 ? [kill(second)] : []),
    ],
    moments: [{ job: below(JOBS_UNDER_FIRE.length), afterMs: below(LATEST_MOMENT_MS), worker: below(2) }],
    faults: faultsOf(seed),
  };
}

/** A plan in words, for the name of its test. */
export function sentenceOf({ boundaries, moments }: ChaosPlan): string {
  const first = boundaries.map(({ boundary, occurrence }) => `at ${boundary} no. ${occurrence}`);
  const then = moments.map(({ job, afterMs }) => `${afterMs} ms into job ${job + 1}`);
  return `killed ${[...first, ...then].join(", ")}`;
}

/** Trouble of Shopify that passes: everything a client has to live with in a day, in a minute. */
function faultsOf(seed: number): readonly Fault[] {
  const nowAndThen = (effect: Fault["effect"], probability: number, match: Fault["match"] = {}): Fault => ({
    match: { ...match, probability, seed },
    effect,
    count: null,
  });
  return [
    nowAndThen({ kind: "throttled" }, 0.03),
    nowAndThen({ kind: "serverError", status: 502 }, 0.02),
    nowAndThen({ kind: "internalError" }, 0.01),
    nowAndThen({ kind: "resetBefore" }, 0.01),
    nowAndThen({ kind: "resetAfter" }, 0.02),
    nowAndThen({ kind: "truncatedJson" }, 0.01, { kind: "query" }),
    nowAndThen({ kind: "slow", ms: 400 }, 0.05),
    { match: { nth: 5 }, effect: { kind: "tooManyRequests", retryAfter: "0.5" } },
    { match: { nth: 9 }, effect: { kind: "tokenExpiry" } },
  ];
}
