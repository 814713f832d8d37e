import { v7 as uuidv7 } from "uuid";
import { reservePoints } from "#database/shopify-bucket";
import type { ClientDeps } from "./client-deps.ts";
import { throttled } from "./failures.ts";
import { computedCosts } from "./generated/costs.ts";
import { floorShares, RESERVATION_EXPIRES_AFTER_MS, waitForPoints, type Pauses } from "./pacing.ts";
import type { PlannedCall } from "./planned-call.ts";

export interface Reservation {
  readonly id: string;
  readonly points: number;
}

/** Assumed for an operation nobody has computed or seen yet: dear enough to be safe, cheap enough to be let in. */
const UNKNOWN_COST = 100;

/** Takes points for a call, waiting for them as long as a call may wait. Throws `shopify-throttled` with the time that is left otherwise. */
export async function reserve(deps: ClientDeps, planned: PlannedCall, pauses: Pauses): Promise<Reservation> {
  const priority = planned.options.priority ?? "orders";
  const id = uuidv7();
  for (;;) {
    planned.options.signal?.throwIfAborted();
    const outcome = await reservePoints(deps.db, {
      id,
      store: planned.context.store,
      operation: planned.document.name,
      expectedCost: computedCosts[planned.document.name] ?? UNKNOWN_COST,
      priority,
      floorShare: floorShares[priority],
      expiresAfterMs: RESERVATION_EXPIRES_AFTER_MS,
    });
    if (outcome.granted) return { id, points: outcome.points };
    const waitMs = Math.max(outcome.blockedForMs, waitForPoints(outcome, outcome.needed));
    // A little apart from each other: all who wait for the same points would come back in the same moment.
    await pauses.take(Math.ceil(waitMs + 5 + Math.random() * Math.min(50, waitMs / 4)), (ms) =>
      throttled(planned.call, ms),
    );
  }
}
