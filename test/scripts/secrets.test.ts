import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ensureAdminApiKey, ensureEncryptionKey } from "#scripts/lib/secrets";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a key is made once, kept for its owner only, and the same at every later start", () => {
  const first = ensureEncryptionKey(join(folder, "data"));
  const second = ensureEncryptionKey(join(folder, "data"));

  expect(first.isNew).toBe(true);
  expect(Buffer.from(first.value, "base64")).toHaveLength(32);
  expect(second).toEqual({ value: first.value, isNew: false });
  expect(statSync(join(folder, "data", "encryption-key")).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "data"))).toEqual(["encryption-key"]);
});

test("an empty key file, as a full disk leaves it, counts as absent", () => {
  writeFileSync(join(folder, "admin-api-key"), "\n");

  const key = ensureAdminApiKey(folder);

  expect(key.isNew).toBe(true);
  expect(key.value.length).toBeGreaterThanOrEqual(16);
  expect(readFileSync(join(folder, "admin-api-key"), "utf8")).toBe(key.value);
});

test("what a start that was killed while writing left behind is not taken for a key", () => {
  writeFileSync(join(folder, "encryption-key.new"), "half a k");

  const { value } = ensureEncryptionKey(folder);

  expect(Buffer.from(value, "base64")).toHaveLength(32);
  expect(existsSync(join(folder, "encryption-key.new"))).toBe(false);
});
