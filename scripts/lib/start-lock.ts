import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "./operator-error.ts";
import { commandLineOf } from "./processes.ts";

/**
 * Makes sure that a data folder is used by one starter at a time. A lock whose process is gone, or is no longer a starter,
 * is taken over. Returns the function that gives the lock back.
 */
export function takeStartLock(dataFolder: string): () => void {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, "start.pid");
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    if (Number.isInteger(pid) && pid !== process.pid && commandLineOf(pid)?.includes("scripts/start") === true) {
      throw new OperatorError(
        `Already running here (process ${String(pid)}): stop it with Ctrl-C first, or set another DATA_DIR`,
      );
    }
    rmSync(file, { force: true });
  }
}
