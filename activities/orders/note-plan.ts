import { type IntentToPlan, planIntent, replanIntent } from "#database/documents";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** Notes a plan before the ERP hears of it. True when an earlier try noted another one, from which the ERP may have a document. */
export async function notePlan(deps: Pick<OrderActivityDeps, "db" | "erp">, intent: IntentToPlan): Promise<boolean> {
  if ((await planIntent(deps.db, intent)) === intent.planHash) return false;
  const existing = await deps.erp.findDocumentBySource(intent.store, intent.sourceKey);
  if (existing === undefined) await replanIntent(deps.db, intent);
  return true;
}
