import { isDeepStrictEqual } from "node:util";
import { type IntentToPlan, type NotedPlan, planIntent, replanIntent } from "#database/documents";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** Notes a plan before the ERP hears of it. Answers the one that was noted first: a document that is found in the ERP was made of that. */
export async function notePlan(deps: Pick<OrderActivityDeps, "db" | "erp">, intent: IntentToPlan): Promise<NotedPlan> {
  const first = await planIntent(deps.db, intent);
  if (first.state === "planned" && isSamePlan(first, intent)) return first;
  const existing = await deps.erp.findDocumentBySource(intent.store, intent.sourceKey);
  if (existing === undefined) await replanIntent(deps.db, intent);
  return first;
}

const isSamePlan = (first: NotedPlan, { planHash, returnedUnits }: NotedPlan): boolean =>
  first.planHash === planHash && isDeepStrictEqual(first.returnedUnits, returnedUnits);
