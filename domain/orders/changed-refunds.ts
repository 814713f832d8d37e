import type { RefundHeaderRow, RefundLineRow, RefundShippingLineRow } from "./refund-rows.ts";
import { isNothing, minus, type AmountPair } from "./order-money.ts";

/** What of a refund its document is made of. */
export interface RefundContents {
  readonly headers: readonly Pick<
    RefundHeaderRow,
    "refundId" | "totalRefundedAmount" | "presentmentTotalRefundedAmount"
  >[];
  readonly lines: readonly Pick<
    RefundLineRow,
    | "refundId"
    | "refundLineId"
    | "restockType"
    | "quantity"
    | "subtotalAmount"
    | "presentmentSubtotalAmount"
    | "isExchangeItem"
  >[];
  readonly shippingLines: readonly Pick<
    RefundShippingLineRow,
    "refundId" | "refundShippingLineId" | "subtotalAmount" | "presentmentSubtotalAmount"
  >[];
}

/**
 * Refunds that are not what they were, of those that are in both readings. Goods sent in exchange are compared when the returns were read, which
 * name them (`withExchanges`).
 */
export const changedRefunds = (
  before: RefundContents,
  now: RefundContents,
  { withExchanges }: { readonly withExchanges: boolean },
): readonly string[] =>
  before.headers
    .filter((header) => {
      const { refundId } = header;
      const current = now.headers.find((each) => each.refundId === refundId);
      if (current === undefined) return false;
      const contents = ({ lines, shippingLines }: RefundContents): readonly Part[] => [
        ...lines
          .filter((line) => line.refundId === refundId && (withExchanges || !line.isExchangeItem))
          .map((line) => ({ key: `${line.refundLineId} ${line.restockType} ${line.quantity}`, ...subtotalOf(line) })),
        ...shippingLines
          .filter((line) => line.refundId === refundId)
          .map((line) => ({ key: `shipping ${line.refundShippingLineId}`, ...subtotalOf(line) })),
      ];
      return !isNothing(minus(totalOf(header), totalOf(current))) || !isSame(contents(before), contents(now));
    })
    .map(({ refundId }) => refundId);

interface Part extends AmountPair {
  readonly key: string;
}

function isSame(before: readonly Part[], now: readonly Part[]): boolean {
  const nowByKey = new Map(now.map((part) => [part.key, part]));
  return (
    before.length === now.length &&
    before.every((part) => {
      const current = nowByKey.get(part.key);
      return current !== undefined && isNothing(minus(part, current));
    })
  );
}

const totalOf = (header: RefundContents["headers"][number]): AmountPair => ({
  amount: header.totalRefundedAmount,
  presentmentAmount: header.presentmentTotalRefundedAmount,
});

const subtotalOf = (line: {
  readonly subtotalAmount: string;
  readonly presentmentSubtotalAmount: string;
}): AmountPair => ({ amount: line.subtotalAmount, presentmentAmount: line.presentmentSubtotalAmount });
