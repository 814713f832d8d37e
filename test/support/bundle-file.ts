import { closeSync, existsSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";
import { until } from "./until.ts";

/** Bundling takes a second or two of both cores; on a busy machine many. */
const LONGEST_BUNDLING_MS = 60_000;

/** The product's workflows as a file, for workers of any process. */
export const bundleFile = (): Promise<string> =>
  bundledOnce("workflows", fileURLToPath(import.meta.resolve("#workflows/index")));

/** Bundles workflows once for a whole run of tests, under a name of their own: who needs them first does it, the others wait. */
export async function bundledOnce(name: string, workflowsPath: string): Promise<string> {
  const folder = process.env["TEST_FOLDER"];
  if (folder === undefined) throw new Error("TEST_FOLDER is not set: run the tests with `npm test`");
  const file = join(folder, `${name}.cjs`);
  await until(
    `${file} is there`,
    async () => existsSync(file) || (await bundleUnlessSomebodyDoes(workflowsPath, file)),
    LONGEST_BUNDLING_MS,
  );
  return file;
}

/** Answers whether the file is there now. Who fails leaves it to the next one. */
async function bundleUnlessSomebodyDoes(workflowsPath: string, file: string): Promise<boolean> {
  const lock = `${file}.lock`;
  try {
    closeSync(openSync(lock, "wx"));
  } catch {
    return false;
  }
  try {
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger("WARN") });
    // Whoever finds it finds all of it.
    writeFileSync(`${file}.part`, code);
    renameSync(`${file}.part`, file);
    return true;
  } finally {
    rmSync(lock, { force: true });
  }
}
