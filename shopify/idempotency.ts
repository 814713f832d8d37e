import { createHash } from "node:crypto";
import { v5 as uuidv5 } from "uuid";
import { canonical } from "#domain/canonical";

/** Namespace of our idempotency keys; a fixed random value. */
const NAMESPACE = "5f7c1c1e-6f0b-4a53-9d0b-0f0b6b8f0c3d";

/**
 * The key of an intent for `@idempotent(key:)`: the same for every repeat, so that Shopify answers a repeat with the first result. `intent` is what
 * is wanted, in words that survive a crash (workflow id, source key), never an attempt number. Another input is another intent
 * ("Shopify: Idempotent requests").
 */
export function idempotencyKey(shop: string, operation: string, intent: string, input: unknown): string {
  const hash = createHash("sha256").update(canonical({ input })).digest("hex");
  return uuidv5([shop, operation, intent, hash].join("|"), NAMESPACE);
}
