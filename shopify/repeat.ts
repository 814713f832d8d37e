import { blockBucket } from "#database/shopify-bucket";
import { replaceRefusedToken } from "./access.ts";
import type { Attempt } from "./attempt.ts";
import type { ClientDeps } from "./client-deps.ts";
import { throttled, tokenRefused, type CallFacts } from "./failures.ts";
import { growingPause, waitForPoints, type Pauses } from "./pacing.ts";
import type { PlannedCall } from "./planned-call.ts";
import type { Verdict } from "./verdict.ts";

/** Repeats of a call after its first try, of each kind. */
export interface Repeats {
  serverTrouble: number;
  tooManyRequests: number;
  throttled: number;
  tokenReplaced: boolean;
}

const MOST_REPEATS = 3;
/** First pause after a THROTTLED that no figure explains. */
const THROTTLED_PAUSE_MS = 250;

/**
 * Waits until a repeat makes sense and answers with the token for it; throws when there is to be none. What Shopify refused before executing it
 * is always repeated; what it may have executed only when a second time changes nothing.
 */
export async function prepareRepeat(
  deps: ClientDeps,
  planned: PlannedCall,
  attempt: Attempt,
  call: CallFacts,
  verdict: Exclude<Verdict, { kind: "delivered" }>,
  repeats: Repeats,
  pauses: Pauses,
): Promise<string> {
  switch (verdict.kind) {
    case "failed":
      throw verdict.failure;
    case "throttled": {
      await pauses.take(throttledPause(deps, attempt, repeats.throttled), (ms) => throttled(call, ms));
      repeats.throttled += 1;
      return attempt.token;
    }
    case "tooManyRequests": {
      const pauseMs = verdict.retryAfterMs ?? growingPause(deps.pauses.tooManyRequestsMs, repeats.tooManyRequests);
      repeats.tooManyRequests += 1;
      // Everybody's next reservation waits, ours too.
      await blockBucket(deps.db, planned.context.store, pauseMs);
      if (repeats.tooManyRequests > MOST_REPEATS) throw throttled(call, pauseMs);
      return attempt.token;
    }
    case "tokenRefused": {
      const token = repeats.tokenReplaced ? null : await replaceRefusedToken(deps, call, attempt.token);
      repeats.tokenReplaced = true;
      if (token === null) throw tokenRefused(call);
      return token;
    }
    case "serverTrouble":
      repeats.serverTrouble += 1;
      if (repeats.serverTrouble > MOST_REPEATS || !mayRepeat(planned, attempt)) throw verdict.failure;
      await pauses.take(growingPause(deps.pauses.serverErrorMs, repeats.serverTrouble - 1), () => verdict.failure);
  }
  return attempt.token;
}

/** Until Shopify has the points by its own figures; growing when it keeps refusing in spite of them. */
function throttledPause(deps: ClientDeps, { body }: Attempt, times: number): number {
  const status = body?.cost.status ?? null;
  const bucket = status && { level: status.currentlyAvailable, restoreRate: status.restoreRate };
  const growing = Math.min(deps.pauses.longestPauseMs, growingPause(THROTTLED_PAUSE_MS, times));
  return Math.max(waitForPoints(bucket, body?.cost.requested ?? 0), growing);
}

function mayRepeat({ document, options }: PlannedCall, { exchange }: Attempt): boolean {
  if (document.kind === "query" || options.repeatable === true || options.idempotencyKey !== undefined) return true;
  return exchange.kind === "unanswered" && !exchange.mayHaveArrived;
}
