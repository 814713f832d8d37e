/** Part of the build: one file with all workflow code, made with the SDK that will load it. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";
import { projectPath } from "./lib/project.ts";

const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(import.meta.resolve("#workflows/index")),
  logger: new DefaultLogger("WARN"),
});
writeFileSync(projectPath("dist/workflow-bundle.cjs"), code);
