import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

const LARGEST_BYTES = 5 * 1024 * 1024;

export interface LogFile {
  /** Adds what a program printed. Never throws: a full disk must not end what is logged. */
  append(output: Buffer | string): void;
}

/**
 * A log that never takes more than twice `largestBytes`: when the file is full it becomes `{file}.1`, in place of the one before.
 * Written at once, so that the last words of a process are there when its end is looked into.
 */
export function openLogFile(file: string, largestBytes = LARGEST_BYTES): LogFile {
  let bytes: number | undefined;
  return {
    append(output) {
      try {
        if (bytes === undefined) {
          mkdirSync(dirname(file), { recursive: true });
          bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        }
        if (bytes >= largestBytes) {
          renameSync(file, `${file}.1`);
          bytes = 0;
        }
        appendFileSync(file, output, { mode: 0o600 });
        bytes += Buffer.byteLength(output);
      } catch {
        // The folder may be gone or the disk full; the next output tries again.
        bytes = undefined;
      }
    },
  };
}
