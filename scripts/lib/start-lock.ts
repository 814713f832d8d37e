import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "./operator-error.ts";
import { commandLineOf } from "./processes.ts";

/**
 * Makes sure that a data folder is used by one starter at a time. A lock whose process is gone, or is no longer a starter,
 * is taken over. Returns the function that gives the lock back.
 */
export function takeStartLock(dataFolder: string): () => void {
  mkdirSync(dataFolder, { recursive: true });
  const file = lockFile(dataFolder);
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const pid = runningStarter(dataFolder);
    if (pid !== undefined && pid !== process.pid) {
      throw new OperatorError(
        `Already running here (process ${String(pid)}): stop it with Ctrl-C first, or set another DATA_DIR`,
      );
    }
    rmSync(file, { force: true });
  }
}

const lockFile = (dataFolder: string): string => join(dataFolder, "start.pid");

/** Process id of the starter that uses a data folder. */
export function runningStarter(dataFolder: string): number | undefined {
  const file = lockFile(dataFolder);
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : Number.NaN;
  return Number.isInteger(pid) && commandLineOf(pid)?.includes("scripts/start") === true ? pid : undefined;
}
