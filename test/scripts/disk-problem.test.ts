import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { diskProblem } from "#scripts/lib/disk-problem";
import { OperatorError } from "#scripts/lib/operator-error";

const FULL = "No space left on the disk of /data: free some (about 1 GB), then start again";

test.each([
  ["Node cannot write", Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" })],
  ["PostgreSQL cannot write", Object.assign(new Error("could not extend file"), { code: "53100" })],
  ["initdb cannot write", new OperatorError("PostgreSQL could not create its data folder: No space left on device")],
  [
    "pip cannot write",
    new OperatorError("pip failed", { cause: new Error("OSError: [Errno 28] No space left on device") }),
  ],
])("a full disk is told as one sentence when %s", (_who, error) => {
  expect(diskProblem(error, "/data")).toBe(FULL);
});

test("a data folder that is a file is told with its name", () => {
  const folder = mkdtempSync(join(tmpdir(), "disk-"));
  const file = join(folder, "data");
  writeFileSync(file, "");
  let error: unknown;
  try {
    mkdirSync(join(file, "logs"), { recursive: true });
  } catch (refused) {
    error = refused;
  }
  rmSync(folder, { recursive: true });

  expect(diskProblem(error, file)).toBe(
    `${join(file, "logs")} cannot be written to (ENOTDIR): make ${file} a folder of yours, or set DATA_DIR to another one`,
  );
});

test("a program that may not be started, or any other error, is not a problem of the disk", () => {
  const spawn = Object.assign(new Error("spawn /x EACCES"), { code: "EACCES", syscall: "spawn /x", path: "/x" });

  expect(diskProblem(spawn, "/data")).toBeUndefined();
  expect(diskProblem(new Error("else"), "/data")).toBeUndefined();
  expect(diskProblem("text", "/data")).toBeUndefined();
});
