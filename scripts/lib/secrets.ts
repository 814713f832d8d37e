import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A secret kept in the data folder, readable by its owner only. `isNew` when it was made just now. */
export interface KeptSecret {
  readonly value: string;
  readonly isNew: boolean;
}

function keptSecret(folder: string, name: string, make: () => string): KeptSecret {
  const file = join(folder, name);
  if (existsSync(file)) return { value: readFileSync(file, "utf8").trim(), isNew: false };
  mkdirSync(folder, { recursive: true });
  const value = make();
  writeFileSync(file, value, { mode: 0o600, flag: "wx" });
  return { value, isNew: true };
}

/** The first API key of an embedded set-up. */
export const ensureAdminApiKey = (folder: string): KeptSecret =>
  keptSecret(folder, "admin-api-key", () => randomBytes(24).toString("base64url"));

/** The key that encrypts tokens at rest in an embedded set-up: 32 bytes in base64. */
export const ensureEncryptionKey = (folder: string): KeptSecret =>
  keptSecret(folder, "encryption-key", () => randomBytes(32).toString("base64"));
