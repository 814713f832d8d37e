import type { ScopeSet } from "./access.ts";
import type { RequestContext } from "./contract.ts";
import type { EffectOf } from "./faults/effects.ts";
import type { IdempotencyStore } from "./idempotency.ts";

/** What the engine itself needs at a field, besides what resolvers of the data see. */
export interface EngineContext<D> extends RequestContext<D> {
  readonly requestId: string;
  readonly scopes: ScopeSet;
  readonly idempotency: IdempotencyStore;
  readonly faults: readonly EffectOf<"during">[];
}
