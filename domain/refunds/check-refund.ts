import { isUnderWay } from "../orders/order-status.ts";
import type { RefundProblem } from "./refund-problem.ts";

/** What decides whether a refund can have its document. */
export interface RefundToCheck {
  readonly refundId: string;
  /** Null: the order is not there. */
  readonly order: { readonly shopifyOrderNo: string; readonly processed: boolean } | null;
  readonly lines: readonly { readonly canCreateCreditMemo: boolean }[];
  readonly transactions: readonly { readonly type: string; readonly status: string }[];
  /** The document it is linked to. */
  readonly documentNo: string | null;
}

export type RefundCheck =
  | { readonly kind: "ready" }
  | { readonly kind: "order-not-found" }
  | { readonly kind: "order-not-processed"; readonly shopifyOrderNo: string }
  /** Its units left the order when the order was imported: the sales document never had them. */
  | { readonly kind: "considered-at-import" }
  /** Shopify does not know yet what was given back. */
  | { readonly kind: "pending-transactions" }
  | { readonly kind: "already-processed"; readonly documentNo: string };

/** Decides whether a refund becomes a document now. The order of the questions is Business Central's. */
export function checkRefund(refund: RefundToCheck): RefundCheck {
  const { order, documentNo } = refund;
  if (order === null) return { kind: "order-not-found" };
  if (!order.processed) return { kind: "order-not-processed", shopifyOrderNo: order.shopifyOrderNo };
  if (refund.lines.some(({ canCreateCreditMemo }) => !canCreateCreditMemo)) return { kind: "considered-at-import" };
  if (refund.transactions.some(({ type, status }) => type === "refund" && isUnderWay(status))) {
    return { kind: "pending-transactions" };
  }
  if (documentNo !== null) return { kind: "already-processed", documentNo };
  return { kind: "ready" };
}

/** What a person is told who asks for the document of a refund that cannot have one now. */
export function problemOfCheck(refundId: string, check: Exclude<RefundCheck, { kind: "ready" }>): RefundProblem {
  switch (check.kind) {
    case "order-not-found":
      return {
        code: check.kind,
        message: `The order of refund ${refundId} is not found: import it, then create the document again.`,
        params: { refundId },
      };
    case "order-not-processed":
      return {
        code: check.kind,
        message: `You must process Shopify order ${check.shopifyOrderNo} first: create its sales document, then the refund's.`,
        params: { refundId, shopifyOrderNo: check.shopifyOrderNo },
      };
    case "considered-at-import":
      return {
        code: check.kind,
        message: `Refund ${refundId} has already been considered during order import: its units are not in the sales document, so there is nothing to credit.`,
        params: { refundId },
      };
    case "pending-transactions":
      return {
        code: check.kind,
        message: `Refund ${refundId} has pending transactions: sync the order once Shopify has paid them back, then create the document.`,
        params: { refundId },
      };
    case "already-processed":
      return {
        code: check.kind,
        message: `Refund ${refundId} has its document already: ${check.documentNo}.`,
        params: { refundId, documentNo: check.documentNo },
      };
  }
}
