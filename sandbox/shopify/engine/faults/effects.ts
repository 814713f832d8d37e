/** What a fault does. Each has a `kind`; where it strikes follows from it. */

/** Instead of executing. */
type BeforeEffect =
  | { readonly kind: "throttled" }
  /** 429, or 430 for a client that looks suspicious. */
  | { readonly kind: "tooManyRequests"; readonly status?: 429 | 430; readonly retryAfter?: string }
  /** 401; `forGood` revokes the token. */
  | { readonly kind: "unauthorized"; readonly forGood?: boolean }
  /** Shop closed or frozen: 402, 403, 404 or 423, or status 200 with SHOP_INACTIVE. */
  | { readonly kind: "shopUnavailable"; readonly status?: 200 | 402 | 403 | 404 | 423 }
  /** 500, 502, 503 or 504 with an HTML body. */
  | { readonly kind: "serverError"; readonly status?: 500 | 502 | 503 | 504 }
  /** 200 with INTERNAL_SERVER_ERROR and no data. */
  | { readonly kind: "internalError" }
  | { readonly kind: "noAnswer" }
  | { readonly kind: "resetBefore" };

/** While executing. */
type DuringEffect =
  /** The token lacks the scope for this call. */
  | { readonly kind: "missingScope"; readonly scope: string }
  /** Mutations: nothing is done, the payload has these user errors (`list` names the member, default `userErrors`). */
  | {
      readonly kind: "userErrors";
      readonly errors: readonly {
        readonly field: readonly string[] | null;
        readonly message: string;
        readonly code?: string;
      }[];
      readonly list?: string;
    }
  /** Inventory: the lines at these positions are stale, nothing is done. */
  | { readonly kind: "staleChangeFromQuantity"; readonly lines: readonly number[] }
  /** Idempotent mutations: another call with the same key seems to be running; nothing is done. */
  | { readonly kind: "idempotencyConcurrentRequest" }
  /** Records changed within the last `ms` of business time are found by id but not by lists and search. */
  | { readonly kind: "indexLag"; readonly ms: number }
  /** The object with this id fails where it is read by id: null with an error at its path. */
  | { readonly kind: "nodeError"; readonly id: string; readonly code?: string; readonly message?: string };

/** After executing, on the answer. */
type AfterEffect =
  /** The answer breaks off, the work is done. */
  | { readonly kind: "truncatedJson" }
  /** The work is done, the connection is cut before a byte of the answer. */
  | { readonly kind: "resetAfter" }
  /** The value at `path` (response keys and positions; default the first root field) becomes null, with an error beside it. */
  | {
      readonly kind: "partialData";
      readonly path?: readonly (string | number)[];
      readonly code?: string;
      readonly message?: string;
    }
  /** Puts `value` at `path` below every object of the answer whose `id` is this one. */
  | {
      readonly kind: "corruptField";
      readonly id: string;
      readonly path: readonly (string | number)[];
      readonly value: unknown;
    }
  /** Answers with another version in the header, as an expired version is. */
  | { readonly kind: "versionFallForward"; readonly version: string };

/** Beside the work. */
type BesideEffect =
  | { readonly kind: "slow"; readonly ms: number }
  /** The plan changes at this moment, with its bucket. */
  | { readonly kind: "planChange"; readonly plan: "basic" | "grow" | "advanced" | "plus" | "development" }
  /** All tokens that can expire do so now: 401 until a new one is fetched. */
  | { readonly kind: "tokenExpiry" };

/** On a webhook delivery; applied by the data part. */
type WebhookEffect =
  | { readonly kind: "webhookLost" }
  /** The same delivery twice, same webhook id. */
  | { readonly kind: "webhookDoubled" }
  /** Real milliseconds. */
  | { readonly kind: "webhookLate"; readonly ms: number }
  /** Held back until the next delivery has gone. */
  | { readonly kind: "webhookReordered" }
  | { readonly kind: "webhookWrongSignature" }
  /** Delivered, and once more as it was, `ms` later (an old delivery replayed). */
  | { readonly kind: "webhookReplayed"; readonly ms: number };

export type FaultEffect = BeforeEffect | DuringEffect | AfterEffect | BesideEffect | WebhookEffect;

export interface EffectGroups {
  readonly before: BeforeEffect;
  readonly during: DuringEffect;
  readonly after: AfterEffect;
  readonly beside: BesideEffect;
  readonly webhook: WebhookEffect;
}

export type EffectOf<G extends keyof EffectGroups> = EffectGroups[G];
