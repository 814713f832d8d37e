import { cancellationSignal } from "@temporalio/activity";
import { withOrderLocks } from "#database/order-locks";
import { enabledShop } from "../orders/create-sales-documents.ts";
import { erpSetup } from "../orders/erp-setup.ts";
import { importRefundedVariants } from "../orders/import-master-data.ts";
import type { OrderActivityDeps } from "../orders/order-activity-deps.ts";
import { createCreditMemo, type RefundOutcome } from "./create-credit-memo.ts";

export interface RefundActionInput {
  readonly shopCode: string;
  readonly orderId: string;
  readonly refundId: string;
}

/** `busy`: a job works on the refund's order. */
export type RefundActionResult = RefundOutcome | { readonly kind: "busy" };

/** What a person does to one refund from its card. */
export const createRefundActionActivities = (deps: OrderActivityDeps) => ({
  /** Makes the document of one refund, whatever the shop's Process Type is. Safe to repeat: then it has its document already. */
  async createRefundDocument({ shopCode, orderId, refundId }: RefundActionInput): Promise<RefundActionResult> {
    const shop = await enabledShop(deps, shopCode);
    await importRefundedVariants(deps, shop, [refundId], { priority: "person", signal: cancellationSignal() });
    const { timeZone } = await deps.erp.company();
    const desk = { shop, setup: erpSetup(deps.erp), timeZone };
    const result = await withOrderLocks(deps.db, (locks) =>
      locks.holding(orderId, () => createCreditMemo(deps, desk, { refundId, shopifyOrderId: orderId })),
    );
    return result === "busy" ? { kind: "busy" } : result;
  },
});

export type RefundActionActivities = ReturnType<typeof createRefundActionActivities>;
