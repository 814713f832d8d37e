import type { OperationalError } from "#domain/failure";
import type { Priority } from "./client.ts";

/**
 * Part of the capacity each class leaves to the classes above it, so that a person's click does not wait behind a first import. Within its class
 * everybody is equal.
 */
export const floorShares: Readonly<Record<Priority, number>> = {
  person: 0,
  orders: 0.1,
  catalogue: 0.2,
  backfill: 0.35,
};

/** A reservation that was not settled by then counts as spent: the process that made it is gone, and the call may have run. */
export const RESERVATION_EXPIRES_AFTER_MS = 60_000;

/**
 * Milliseconds until a bucket that stood at `level` has the `needed` points. `elapsedMs` is the time since then and is credited once, here. A bucket
 * that is not known (`null`) lets the call go.
 */
export function waitForPoints(
  bucket: { readonly level: number; readonly restoreRate: number; readonly elapsedMs?: number } | null,
  needed: number,
): number {
  if (bucket === null) return 0;
  const missing = Math.max(0, needed - bucket.level);
  return Math.max(0, Math.ceil((missing / bucket.restoreRate) * 1000) - (bucket.elapsedMs ?? 0));
}

/** Every pause of a call, in milliseconds. */
export interface PauseSettings {
  /** A longer single pause is left to the caller as a retryable failure. */
  readonly longestPauseMs: number;
  /** All pauses of one call together. */
  readonly allPausesMs: number;
  /** First pause after a server error; doubles with each repeat. */
  readonly serverErrorMs: number;
  /** Pause after 429 or 430 without a Retry-After; doubles with each repeat. */
  readonly tooManyRequestsMs: number;
  /** Shopify answers within this time or the call is given up. */
  readonly answerTimeoutMs: number;
}

export const defaultPauses: PauseSettings = {
  longestPauseMs: 5_000,
  allPausesMs: 60_000,
  serverErrorMs: 1_000,
  tooManyRequestsMs: 2_000,
  answerTimeoutMs: 30_000,
};

/** `base` doubled `times` times, with up to a quarter more so that many callers do not come back together. */
export function growingPause(base: number, times: number, random: () => number = Math.random): number {
  return Math.round(base * 2 ** times * (1 + random() / 4));
}

/** The pauses of one call: announces each, ends early when the call is cancelled, and refuses those the caller should take over. */
export class Pauses {
  readonly #settings: PauseSettings;
  readonly #signal: AbortSignal | undefined;
  readonly #onWait: ((waitMs: number) => void) | undefined;
  #spentMs = 0;

  constructor(
    settings: PauseSettings,
    options: { readonly signal?: AbortSignal; readonly onWait?: (waitMs: number) => void },
  ) {
    this.#settings = settings;
    this.#signal = options.signal;
    this.#onWait = options.onWait;
  }

  /** Waits, or throws `tooLong(ms)` when the pause is longer than a call may wait. Throws the signal's reason when cancelled. */
  async take(ms: number, tooLong: (waitMs: number) => OperationalError): Promise<void> {
    if (ms > this.#settings.longestPauseMs || this.#spentMs + ms > this.#settings.allPausesMs) throw tooLong(ms);
    this.#spentMs += ms;
    this.#onWait?.(ms);
    await pause(ms, this.#signal);
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error("The call was cancelled while it waited"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
