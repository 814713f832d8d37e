import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger, type WorkerOptions } from "@temporalio/worker";
import { projectPath } from "#scripts/lib/project";

/**
 * The workflows as one bundle for all workers of a process. Built programs use the one that was built with them; sources are bundled
 * when the process starts (1.5 s, and once: a worker that is given a path does it again for itself).
 */
export async function workflowSource(): Promise<Pick<WorkerOptions, "workflowBundle">> {
  const workflowsPath = fileURLToPath(import.meta.resolve("#workflows/index"));
  const workflowBundle = workflowsPath.endsWith(".js")
    ? { codePath: projectPath("dist/workflow-bundle.cjs") }
    : await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger("WARN") });
  return { workflowBundle };
}
