import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Absolute path of a file of the project. Works from sources and from `dist`: it walks up to the folder with the lock file. */
export function projectPath(...parts: readonly string[]): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package-lock.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("package-lock.json not found above this file: run from a complete checkout");
    folder = parent;
  }
  return join(folder, ...parts);
}
