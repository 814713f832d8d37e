import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openLogFile } from "#scripts/lib/log-file";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "logs-"));
  file = join(folder, "logs", "worker.log");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("what a program prints is added to what it printed before the last start", () => {
  openLogFile(file).append("first\n");
  openLogFile(file).append(Buffer.from("second\n"));

  expect(readFileSync(file, "utf8")).toBe("first\nsecond\n");
});

test("a log keeps the newest lines and never grows over twice its size", () => {
  const log = openLogFile(file, 100);
  for (let line = 0; line < 100; line += 1) log.append(`line ${String(line).padStart(4, "0")}\n`);

  const kept = readFileSync(`${file}.1`, "utf8") + readFileSync(file, "utf8");
  expect(readdirSync(join(folder, "logs")).toSorted()).toEqual(["worker.log", "worker.log.1"]);
  expect(kept.length).toBeLessThanOrEqual(200);
  expect(kept.trim().split("\n").at(-1)).toBe("line 0099");
  expect(kept.length).toBeGreaterThan(100);
});

test("a log that cannot be written is given up for that line only", () => {
  writeFileSync(join(folder, "logs"), "a file where the folder belongs");
  const log = openLogFile(file);
  log.append("lost\n");
  rmSync(join(folder, "logs"));
  log.append("kept\n");

  expect(readFileSync(file, "utf8")).toBe("kept\n");
});
