/** Codes of Node for a place that cannot be written to. */
const NOT_WRITABLE = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"];
/** Node's code, PostgreSQL's SQLSTATE, and what programs print that were started here. */
const NO_SPACE = /ENOSPC|No space left on device/;
const DISK_FULL = "53100";

/** The sentence for a full disk or a folder that cannot be written to, whatever wraps the error; undefined when it is something else. */
export function diskProblem(error: unknown, dataFolder: string): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, syscall, path, message, cause } = error as NodeJS.ErrnoException;
  if (code === DISK_FULL || NO_SPACE.test(message)) {
    return `No space left on the disk of ${dataFolder}: free some (about 1 GB), then start again`;
  }
  if (NOT_WRITABLE.includes(code ?? "") && path !== undefined && syscall?.startsWith("spawn") === false) {
    return `${path} cannot be written to (${code ?? ""}): make ${dataFolder} a folder of yours, or set DATA_DIR to another one`;
  }
  return diskProblem(cause, dataFolder);
}
