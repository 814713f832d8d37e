import { v5, v7 } from "uuid";

/** Namespace of ids that are made of an Idempotency-Key. */
const KEYS = "6f1d3c1e-0a7b-4d58-9c55-3f0f6b8a2f11";

/** A new id of an entry or a batch. */
export const newId = (): string => v7();

/** The same id for the same request of the same caller: sending it twice starts one job. */
export const idOfRequest = (...parts: readonly string[]): string => v5(JSON.stringify(parts), KEYS);
