import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";

let bundled: Promise<string> | undefined;

/** The product's workflows, bundled once per test process and left in the temporary folder, for worker processes. */
export function bundleFile(): Promise<string> {
  bundled ??= bundleWorkflowCode({
    workflowsPath: fileURLToPath(import.meta.resolve("#workflows/index")),
    logger: new DefaultLogger("WARN"),
  }).then(({ code }) => {
    const file = join(mkdtempSync(join(tmpdir(), "workflow-bundle-")), "workflows.cjs");
    writeFileSync(file, code);
    return file;
  });
  return bundled;
}
