/** What mutations with `@idempotent(key:)` remember for 24 hours ("Shopify: Idempotent requests"). */
import type { Clock } from "./clock.ts";

/** Mutations that are refused without the directive; the schema alone does not say so. */
const NEEDING_A_KEY =
  /^(?:inventory(?:Activate|AdjustQuantities|MoveQuantities|SetOnHandQuantities|SetQuantities|Shipment\w+|Transfer\w+)|location(?:Activate|Deactivate)|refundCreate)$/;

export const needsIdempotencyKey = (mutation: string): boolean => NEEDING_A_KEY.test(mutation);

export type IdempotencyProblem =
  "IDEMPOTENCY_CONCURRENT_REQUEST" | "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" | "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED";

export const MESSAGE_OF_PROBLEM: Readonly<Record<IdempotencyProblem, string>> = {
  IDEMPOTENCY_CONCURRENT_REQUEST: "This request is already being processed: try again with the same idempotency key.",
  IDEMPOTENCY_KEY_PARAMETER_MISMATCH: "The same idempotency key cannot be used with different operation parameters.",
  IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED: "The previous attempt with this idempotency key failed: use a new key.",
};

type IdempotentResult =
  | { readonly kind: "done"; readonly payload: unknown }
  | { readonly kind: "refused"; readonly problem: IdempotencyProblem };

interface Remembered {
  readonly parameters: string;
  readonly at: number;
  state: "running" | "done" | "failed";
  payload: unknown;
}

const REMEMBERED_MS = 24 * 60 * 60 * 1000;

export interface IdempotencyStore {
  /** Runs `work` once per key: the same key and arguments get the first payload again. An attempt that threw or was refused counts as failed. */
  run(key: string, mutation: string, args: unknown, work: () => unknown): Promise<IdempotentResult>;
}

/** @param isRefusal Whether a payload says that nothing was done (user errors). */
export function createIdempotencyStore(clock: Clock, isRefusal: (payload: unknown) => boolean): IdempotencyStore {
  const entries = new Map<string, Remembered>();
  return {
    async run(key, mutation, args, work) {
      const parameters = JSON.stringify([mutation, args]);
      const known = entries.get(key);
      if (known !== undefined && clock.now() - known.at < REMEMBERED_MS) {
        if (known.parameters !== parameters) return { kind: "refused", problem: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" };
        if (known.state === "running") return { kind: "refused", problem: "IDEMPOTENCY_CONCURRENT_REQUEST" };
        if (known.state === "failed") return { kind: "refused", problem: "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED" };
        return { kind: "done", payload: known.payload };
      }
      const entry: Remembered = { parameters, at: clock.now(), state: "running", payload: null };
      entries.set(key, entry);
      try {
        entry.payload = await work();
        entry.state = isRefusal(entry.payload) ? "failed" : "done";
        return { kind: "done", payload: entry.payload };
      } catch (error) {
        entry.state = "failed";
        throw error;
      }
    },
  };
}
