import type { Scope } from "./scope.ts";

/** An API key as it is known after it was made: the key itself is kept nowhere. */
export interface ApiKey {
  readonly id: string;
  /** Whoever holds the key acts under this name. */
  readonly name: string;
  /** The last characters of the key, by which its holder recognises it. */
  readonly hint: string;
  readonly scope: Scope;
  /** The only shops it may see and change; null: all, and what belongs to no shop. */
  readonly shops: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export type ApiKeyState = "active" | "expired" | "revoked";

/** A revoked key stays revoked, also after it would have expired. */
export function stateOfApiKey(key: Pick<ApiKey, "expiresAt" | "revokedAt">, now: Date): ApiKeyState {
  if (key.revokedAt !== null) return "revoked";
  return key.expiresAt !== null && key.expiresAt <= now ? "expired" : "active";
}
