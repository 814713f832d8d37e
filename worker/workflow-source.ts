import { fileURLToPath } from "node:url";
import type { WorkerOptions } from "@temporalio/worker";
import { projectPath } from "#scripts/lib/project";

/** Built programs use the bundle that was built with them; sources are bundled when the worker starts (1.5 s). */
export function workflowSource(): Pick<WorkerOptions, "workflowBundle" | "workflowsPath"> {
  const index = fileURLToPath(import.meta.resolve("#workflows/index"));
  return index.endsWith(".js")
    ? { workflowBundle: { codePath: projectPath("dist/workflow-bundle.cjs") } }
    : { workflowsPath: index };
}
