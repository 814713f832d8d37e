import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";

/** A document of shopify/generated/operations.ts: its text, with the types of its answer and of its variables. */
export interface Operation<R, V> extends DocumentTypeDecoration<R, V> {
  toString(): string;
}

/** Who waits: each class leaves a part of the store's quota to the ones above it ("Shopify: API rate limits"). */
export type Priority = "person" | "orders" | "catalogue" | "backfill";

export interface ExecuteOptions {
  /** Default `orders`. */
  readonly priority?: Priority;
  /**
   * Stays the same for every repeat of the same intent (`idempotencyKey` of shopify/idempotency.ts). Sent as the variable `idempotencyKey`; the
   * document has to hand it on with `@idempotent(key: $idempotencyKey)`, and is refused otherwise.
   */
  readonly idempotencyKey?: string;
  /** The mutation sets a value, so sending it again after a doubtful end changes nothing more. With an idempotency key that is clear. */
  readonly repeatable?: boolean;
  /** Enabling and disabling a shop talk to its store while the shop is not enabled. */
  readonly evenWhileDisabled?: boolean;
  /** Ends waiting and the call itself: the activity's cancellation. */
  readonly signal?: AbortSignal;
  /** Called before each wait inside the call: the place to heartbeat. */
  readonly onWait?: (waitMs: number) => void;
  /** Job queue entry the log rows of this call belong to. */
  readonly jobEntryId?: string;
  /** Queries only: deliver `data` together with `errors` instead of throwing. Without it any error fails the call. */
  readonly acceptPartial?: boolean;
}

/** One element of the `errors` of a GraphQL answer. */
export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly [name: string]: unknown };
}

export interface Answer<R> {
  readonly data: R;
  /** Empty unless `acceptPartial` was asked for. */
  readonly errors: readonly GraphqlError[];
  readonly cost: { readonly requested: number; readonly actual: number } | null;
  /** Shopify's support asks for it. */
  readonly requestId: string | null;
  /** Shopify's clock (`Date` header), ISO. */
  readonly answeredAt: string;
  /** Version Shopify answered with. */
  readonly apiVersion: string | null;
}

/** The one way to Shopify's Admin API. */
export interface ShopifyClient {
  /**
   * Sends one operation for a shop: gates, quota, token, time-out, repeats of what is safe to repeat, log rows. User errors inside
   * `data` are the caller's to read. Throws an `OperationalError` otherwise; `retryable` says whether a later repeat can help.
   */
  execute<R, V>(
    shop: string,
    operation: Operation<R, V>,
    variables: NoInfer<V>,
    options?: ExecuteOptions,
  ): Promise<Answer<R>>;
}
