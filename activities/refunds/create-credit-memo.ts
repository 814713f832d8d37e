import type { Executor } from "#database/connection";
import { findIntent } from "#database/documents";
import { findOrderToMap, type OrderToMap } from "#database/order-mapping";
import { lockOrderHeader, noteOrderStateError } from "#database/orders";
import {
  clearRefundError,
  findRefundToDocument,
  recordRefundDocument,
  type RefundToDocument,
  setRefundError,
} from "#database/refund-documents";
import { refundSourceKey } from "#domain/orders/source-key";
import { checkRefund, problemOfCheck, type RefundCheck } from "#domain/refunds/check-refund";
import { refundAccountMissing, refundEdited, type RefundProblem } from "#domain/refunds/refund-problem";
import type { SourcedDocument } from "#erp/sourced-documents";
import { notePlan } from "../orders/note-plan.ts";
import type { OrderActivityDeps } from "../orders/order-activity-deps.ts";
import { problemOf } from "../orders/order-fault.ts";
import { planHash } from "../orders/plan-document.ts";
import { handlingOf, type RefundDesk, type RefundPlanner, refundPlanner } from "./plan-refund.ts";

export interface StoredRefund {
  readonly refundId: string;
  readonly shopifyOrderId: string;
}

export type RefundOutcome =
  | { readonly kind: "created"; readonly documentNo: string }
  /** There is no document to make, or not yet; that is no error. */
  | { readonly kind: "left"; readonly problem: RefundProblem }
  /** The refund says why there is no document. */
  | { readonly kind: "refused"; readonly problem: RefundProblem };

/**
 * Makes the credit memo or return order of one refund, exactly once: intent, document in the ERP under the refund's source key, then link, all
 * of which can be repeated from any state. The caller holds the order. What a person has to put right becomes the refund's error; an ERP that
 * is away is thrown, for a later retry. A refund that changed before the link keeps the document that was made, and its order asks a person to
 * compare the two.
 */
export async function createCreditMemo(
  deps: OrderActivityDeps,
  desk: RefundDesk,
  stored: StoredRefund,
): Promise<RefundOutcome> {
  try {
    return await checkAndCreate(deps, desk, stored);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    // The ERP does not know which setting of the shop the account is.
    if (problem.code !== "remaining-account-missing") return refuse(deps, stored.refundId, problem);
    const missing = refundAccountMissing("refundAccount");
    return refuse(deps, stored.refundId, { ...missing, params: { ...missing.params, ...problem.params } });
  }
}

async function checkAndCreate(deps: OrderActivityDeps, desk: RefundDesk, stored: StoredRefund): Promise<RefundOutcome> {
  const { refundId } = stored;
  const order = await findOrderToMap(deps.db, stored.shopifyOrderId);
  const refund = order === undefined ? undefined : await findRefundToDocument(deps.db, refundId);
  if (order === undefined || refund === undefined) return withoutDocument(deps, refundId, { kind: "order-not-found" });
  if (refund.documentNo === null) {
    const made = await madeBefore(deps, order.header.store, refundSourceKey(refundId));
    if (made !== undefined) return linkDocument(deps, desk, { order, refund, ...made });
  }
  const check = checkRefund({
    refundId,
    order: { shopifyOrderNo: order.header.shopifyOrderNo, processed: order.header.processed },
    lines: refund.lines,
    transactions: refund.transactions,
    documentNo: refund.documentNo,
  });
  return check.kind === "ready" ? planAndCreate(deps, desk, refund, order) : withoutDocument(deps, refundId, check);
}

async function withoutDocument(
  deps: OrderActivityDeps,
  refundId: string,
  check: Exclude<RefundCheck, { kind: "ready" }>,
): Promise<RefundOutcome> {
  const problem = problemOfCheck(refundId, check);
  switch (check.kind) {
    case "order-not-found":
    case "order-not-processed":
      return refuse(deps, refundId, problem);
    case "considered-at-import":
    case "pending-transactions":
    case "already-processed":
      return leave(deps, refundId, problem);
  }
}

async function planAndCreate(
  deps: OrderActivityDeps,
  desk: RefundDesk,
  refund: RefundToDocument,
  order: OrderToMap,
): Promise<RefundOutcome> {
  const { header } = order;
  const { refundId } = refund;
  const planOf = await refundPlanner(deps, desk, refund, order);
  const plan = planOf(refund, header);
  if (plan.kind === "blocked") return refuse(deps, refundId, plan.problem);
  if (plan.kind === "nothing") return leave(deps, refundId, nothingRefunded(refundId));
  const sourceKey = refundSourceKey(refundId);
  const planned = {
    planHash: planHash(plan.draft),
    currencyHandling: handlingOf(header, desk.shop),
    returnedUnits: plan.returnedUnits,
  };
  const noted = await notePlan(deps, {
    store: header.store,
    sourceKey,
    shop: desk.shop.code,
    shopifyDocumentType: "refund",
    shopifyDocumentId: refundId,
    ...planned,
  });
  await deps.boundary?.("refund-planned");
  const { kind, document } = await deps.erp.createSalesDocumentOnce(header.store, sourceKey, plan.draft);
  await deps.boundary?.("credit-memo-created");
  const made = kind === "found" ? noted : planned;
  return linkDocument(deps, desk, { order, refund, document, planHash: made.planHash, planOf });
}

type MadeDocument = Pick<SourcedDocument, "kind" | "no">;

/** What an earlier try left in the ERP, whatever has become of the refund since, and the plan it was made of. */
async function madeBefore(
  { db, erp }: OrderActivityDeps,
  store: string,
  sourceKey: string,
): Promise<{ readonly document: MadeDocument; readonly planHash: string } | undefined> {
  const intent = await findIntent(db, store, sourceKey);
  const document = intent && (await erp.findDocumentBySource(store, sourceKey));
  return document && { document, planHash: intent.planHash };
}

/** Links a refund to its document. When the refund is not what the document was made of any more, its order says so. */
async function linkDocument(
  deps: OrderActivityDeps,
  desk: RefundDesk,
  made: {
    readonly order: OrderToMap;
    readonly refund: RefundToDocument;
    readonly document: MadeDocument;
    /** Of the plan it was made of. */
    readonly planHash: string;
    readonly planOf?: RefundPlanner;
  },
): Promise<RefundOutcome> {
  const { document } = made;
  const { refundId, shopifyOrderId } = made.refund;
  const { store, shopifyOrderNo } = made.order.header;
  const planOf = made.planOf ?? (await refundPlanner(deps, desk, made.refund, made.order));
  await deps.db.transaction().execute(async (transaction) => {
    // An import that comes later finds the refund linked, and leaves alone what its document has.
    const headerNow = await lockOrderHeader(transaction, shopifyOrderId);
    await recordRefundDocument(transaction, {
      store,
      sourceKey: refundSourceKey(refundId),
      shop: desk.shop.code,
      refundId,
      shopifyOrderId,
      shopifyOrderNo,
      kind: document.kind,
      documentNo: document.no,
    });
    if ((await hashNow(transaction, planOf, refundId, headerNow)) !== made.planHash) {
      await noteOrderStateError(transaction, shopifyOrderId, refundEdited(refundId, document));
    }
  });
  await deps.boundary?.("credit-memo-linked");
  return { kind: "created", documentNo: document.no };
}

/** The plan of a refund as it is stored now, in short; null when it would have no document. */
async function hashNow(
  db: Executor,
  planOf: RefundPlanner,
  refundId: string,
  header: OrderToMap["header"],
): Promise<string | null> {
  const refund = await findRefundToDocument(db, refundId);
  const plan = refund === undefined ? null : planOf(refund, header);
  return plan?.kind === "create" ? planHash(plan.draft) : null;
}

const nothingRefunded = (refundId: string): RefundProblem => ({
  code: "nothing-refunded",
  message: `Refund ${refundId} gave back neither goods nor money: there is nothing to credit.`,
  params: { refundId },
});

async function refuse(deps: OrderActivityDeps, refundId: string, problem: RefundProblem): Promise<RefundOutcome> {
  await setRefundError(deps.db, refundId, problem);
  return { kind: "refused", problem };
}

async function leave(deps: OrderActivityDeps, refundId: string, problem: RefundProblem): Promise<RefundOutcome> {
  await clearRefundError(deps.db, refundId);
  return { kind: "left", problem };
}
