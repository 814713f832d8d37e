import { BOUNDARIES } from "#activities/orders/order-activity-deps";
import type { BoundaryKill, MomentKill } from "../chaos-plan.ts";
import { randomOf } from "../random.ts";
import type { OrderLife } from "./order-life.ts";
import { planLives } from "./plan-lives.ts";

export interface LivesPlan {
  readonly workers: number;
  readonly rounds: number;
  readonly lives: readonly OrderLife[];
  readonly boundaries: readonly BoundaryKill[];
  readonly moments: readonly (Omit<MomentKill, "job"> & { readonly round: number })[];
}

export interface LivesForm {
  readonly seed: number;
  readonly workers: number;
  readonly orders: number;
  /** The number of the only one of them that is placed; all when left out. */
  readonly onlyOrder?: number;
  readonly rounds: number;
  /** Workers that end themselves at a boundary, and workers that are killed at some moment. */
  readonly boundaryKills: number;
  readonly momentKills: number;
}

const LATEST_OCCURRENCE = 6;
const LATEST_MOMENT_MS = 2_000;

/** Lives and deaths under a seed. */
export function livesPlan({
  seed,
  orders,
  onlyOrder,
  workers,
  rounds,
  boundaryKills,
  momentKills,
}: LivesForm): LivesPlan {
  const random = randomOf(seed);
  const below = (end: number): number => Math.floor(random() * end);
  return {
    workers,
    rounds,
    lives: planLives(seed, orders, rounds).filter(({ no }) => onlyOrder === undefined || no === onlyOrder),
    boundaries: Array.from({ length: boundaryKills }, (_, index) => ({
      boundary: BOUNDARIES[(seed + index) % BOUNDARIES.length] ?? "document-created",
      occurrence: 1 + below(LATEST_OCCURRENCE),
    })),
    moments: Array.from({ length: momentKills }, (_, index) => ({
      round: index % rounds,
      afterMs: below(LATEST_MOMENT_MS),
      worker: below(workers),
    })),
  };
}
