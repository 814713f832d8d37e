import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";
import "./quiet-runtime.ts";

export interface ProductBundle {
  readonly code: string;
  /** What the bundler had to say; nothing is right. */
  readonly warnings: readonly string[];
}

/** The workflows as scripts/bundle-workflows.ts writes them into the build. */
export async function productBundle(): Promise<ProductBundle> {
  const warnings: string[] = [];
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(import.meta.resolve("#workflows/index")),
    logger: new DefaultLogger("WARN", ({ message }) => void warnings.push(message)),
  });
  return { code, warnings };
}
