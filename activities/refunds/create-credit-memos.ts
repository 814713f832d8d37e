import { withOrderLocks } from "#database/order-locks";
import { refundsWithoutDocument } from "#database/refund-documents";
import type { Batch } from "../orders/batch.ts";
import { inTurn } from "../in-turn.ts";
import { enabledShop } from "../orders/create-sales-documents.ts";
import { erpSetup } from "../orders/erp-setup.ts";
import { importRefundedVariants } from "../orders/import-master-data.ts";
import type { OrderActivityDeps } from "../orders/order-activity-deps.ts";
import {
  type Counted,
  holdOrder,
  NOTHING_COUNTED,
  type OrderBatchPlace,
  type OrderBatchResult,
  recordBatch,
} from "../orders/order-batch.ts";
import { createCreditMemo, type RefundOutcome, type StoredRefund } from "./create-credit-memo.ts";

/** As for orders: the ERP's number series lets one at a time draw its number. */
const CONCURRENCY = 4;

const counted: Readonly<Record<RefundOutcome["kind"], Counted>> = {
  created: "changed",
  left: "unchanged",
  refused: "failed",
};

const orderOf = ({ shopifyOrderId }: StoredRefund): string => shopifyOrderId;

/**
 * Makes the credit memos or return orders of a shop's refunds that have none (Process Type Auto Create Sales Document), those of an order one after
 * the other. Each refund has its own outcome; one that was refused is tried again in every run.
 */
export async function createCreditMemos(
  deps: OrderActivityDeps,
  input: { readonly shopCode: string } & OrderBatchPlace,
  batch: Batch,
): Promise<OrderBatchResult> {
  const shop = await enabledShop(deps, input.shopCode);
  if (shop.returnAndRefundProcess !== "autoCreateSalesDocument") {
    return { done: true, after: input.after, counts: NOTHING_COUNTED };
  }
  const setup = erpSetup(deps.erp);
  return withOrderLocks(deps.db, (locks) =>
    recordBatch<StoredRefund>(deps.db, batch, input, {
      concurrency: CONCURRENCY,
      idOf: ({ refundId }) => refundId,
      list: (after, limit) => refundsWithoutDocument(deps.db, shop.code, after, limit),
      prepare: async (page) => {
        const refundIds = page.map(({ refundId }) => refundId);
        await importRefundedVariants(deps, shop, refundIds, batch.callOptions);
        const { timeZone } = await deps.erp.company();
        const desk = { shop, setup, timeZone };
        // What an earlier refund of a return has in its document is not in that of a later one.
        return inTurn(orderOf, async (refund) => {
          const create = (): Promise<RefundOutcome> => createCreditMemo(deps, desk, refund);
          return counted[(await holdOrder(locks, refund.shopifyOrderId, create)).kind];
        });
      },
      // Not listed any more: it has its document.
      outcomesOf: (refundIds) => Promise.resolve(refundIds.map(() => counted.created)),
    }),
  );
}
