import type { WorkflowHandle } from "@temporalio/client";
import { initialImportWorkflowId } from "#workflows/ids";
import type { InitialImportInput, PlannedImportLine } from "#workflows/initial-import-messages";
import { quick, type Scene, type Stage } from "#test/support/replay-stage";

const scene = (name: string, play: Scene["play"]): Scene => ({
  name: `initialImport-${name}`,
  play: async (stage) => {
    await stage.open();
    await play(stage);
  },
});

/** What an import does is the same whatever its reports: those of the orders stand for those that it has lines for. */
const line = (
  name: PlannedImportLine["name"],
  report: string,
  change: Partial<PlannedImportLine> = {},
): PlannedImportLine => ({
  name,
  report,
  dependsOn: null,
  category: "SHPFY",
  parameters: {},
  isAvailable: true,
  ...change,
});
const items = line("ITEM", "syncOrders");
const customers = line("CUSTOMER", "createSalesOrders");
const images = line("ITEM IMAGE", "createSalesOrders", { dependsOn: "ITEM" });

const start = (stage: Stage, ...lines: readonly PlannedImportLine[]): Promise<WorkflowHandle> =>
  stage.world.client.workflow.start("initialImport", {
    workflowId: initialImportWorkflowId(stage.shopCode),
    taskQueue: "sync",
    args: [
      {
        shopCode: stage.shopCode,
        store: stage.shop.host,
        lines,
        requestedBy: "maria",
        timing: quick,
      } satisfies InitialImportInput,
    ],
  });

/** The paths of an initial import. */
export const importScenes: readonly Scene[] = [
  scene("success", async (stage) => {
    await stage.keep("success", await start(stage, items, customers, images), "completed", '"status":"success"');
  }),
  scene("line-failed", async (stage) => {
    await stage.shop.putShop({ scopes: ["read_locations"] });
    await stage.keep("line-failed", await start(stage, items, images), "completed", '"status":"blocked"');
  }),
  scene("not-available", async (stage) => {
    const missing = { ...items, isAvailable: false };
    const execution = await start(stage, missing, customers, images);
    await stage.keep("not-available", execution, "completed", '"status":"notAvailable"');
  }),
  scene("cancelled", async (stage) => {
    const stop = stage.stopAt("requireScopes");
    const execution = await start(stage, items, images);
    await stop.reached;
    await execution.cancel();
    await stage.keep("cancelled", execution, "canceled");
  }),
];
