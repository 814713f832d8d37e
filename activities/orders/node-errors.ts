import type { GraphqlError } from "#shopify/client";
import { accessDenied, unavailable, type CallFacts } from "#shopify/failures";

/** Errors by the element they belong to. An error that belongs to none concerns the whole call, and so does a missing right. */
export function errorsByIndex(errors: readonly GraphqlError[], call: CallFacts): ReadonlyMap<number, GraphqlError> {
  const byIndex = new Map<number, GraphqlError>();
  for (const error of errors) {
    if (error.extensions?.code === "ACCESS_DENIED") throw accessDenied(call, error.message);
    const [field, index] = error.path ?? [];
    if (field !== "nodes" || typeof index !== "number") throw unavailable(call, error.message, true);
    byIndex.set(index, error);
  }
  return byIndex;
}
