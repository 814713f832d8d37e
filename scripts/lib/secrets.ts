import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A secret kept in the data folder, readable by its owner only. `isNew` when it was made just now. */
export interface KeptSecret {
  readonly value: string;
  readonly isNew: boolean;
}

/** Written beside its place and renamed: on a full disk an empty file would stay, and be the key from then on. */
function keptSecret(folder: string, name: string, make: () => string): KeptSecret {
  const file = join(folder, name);
  const kept = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  if (kept !== "") return { value: kept, isNew: false };
  mkdirSync(folder, { recursive: true });
  const value = make();
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, value, { mode: 0o600, flag: "wx", flush: true });
  renameSync(unfinished, file);
  return { value, isNew: true };
}

/** The first API key of an embedded set-up. */
export const ensureAdminApiKey = (folder: string): KeptSecret =>
  keptSecret(folder, "admin-api-key", () => randomBytes(24).toString("base64url"));

/** The key that encrypts tokens at rest in an embedded set-up: 32 bytes in base64. */
export const ensureEncryptionKey = (folder: string): KeptSecret =>
  keptSecret(folder, "encryption-key", () => randomBytes(32).toString("base64"));
