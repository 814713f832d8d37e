import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { OperatorError } from "#scripts/lib/operator-error";
import { spawnWatched } from "#scripts/lib/processes";
import { takeStartLock } from "#scripts/lib/start-lock";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a data folder in use by a living starter is refused with its process id", async () => {
  const starter = await spawnWatched("sh", ["-c", "sleep 30 # scripts/start"]);
  writeFileSync(join(folder, "start.pid"), String(starter.pid));

  expect(() => takeStartLock(folder)).toThrow(OperatorError);
  expect(() => takeStartLock(folder)).toThrow(new RegExp(`process ${String(starter.pid)}`));
  starter.child.kill("SIGKILL");
  await starter.ended;
});

test("a lock left by a killed starter is taken over", async () => {
  const gone = await spawnWatched("true", []);
  await gone.ended;
  writeFileSync(join(folder, "start.pid"), String(gone.pid));

  const giveBack = takeStartLock(folder);
  giveBack();

  expect(existsSync(join(folder, "start.pid"))).toBe(false);
});

test("a lock whose process id now belongs to another program is taken over", async () => {
  const other = await spawnWatched("sleep", ["30"]);
  writeFileSync(join(folder, "start.pid"), String(other.pid));

  expect(() => {
    takeStartLock(folder)();
  }).not.toThrow();
  other.child.kill("SIGKILL");
  await other.ended;
});
