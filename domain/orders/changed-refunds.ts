import { Decimal } from "decimal.js";
import type { RefundHeaderRow, RefundLineRow, RefundShippingLineRow } from "./refund-rows.ts";
import { isNothing, minus, type AmountPair } from "./order-money.ts";

/** What of a refund its document is made of. */
export interface RefundContents {
  readonly headers: readonly Pick<
    RefundHeaderRow,
    "refundId" | "totalRefundedAmount" | "presentmentTotalRefundedAmount"
  >[];
  readonly lines: readonly (Subtotal &
    Pick<RefundLineRow, "refundId" | "lineId" | "restockType" | "quantity" | "isExchangeItem">)[];
  readonly shippingLines: readonly (Subtotal &
    Pick<RefundShippingLineRow, "refundId" | "taxAmount" | "presentmentTaxAmount">)[];
}

type Subtotal = Pick<RefundLineRow, "subtotalAmount" | "presentmentSubtotalAmount">;

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
      const contents = ({ lines, shippingLines }: RefundContents): string =>
        [
          ...lines
            .filter((line) => line.refundId === refundId && (withExchanges || !line.isExchangeItem))
            .map((line) => [line.lineId, line.restockType, line.quantity, ...subtotalsOf(line)].join(" ")),
          ...shippingLines
            .filter((line) => line.refundId === refundId)
            .map((line) =>
              ["shipping", ...subtotalsOf(line), plain(line.taxAmount), plain(line.presentmentTaxAmount)].join(" "),
            ),
        ]
          .toSorted()
          .join("\n");
      return !isNothing(minus(totalOf(header), totalOf(current))) || contents(before) !== contents(now);
    })
    .map(({ refundId }) => refundId);

const totalOf = (header: RefundContents["headers"][number]): AmountPair => ({
  amount: header.totalRefundedAmount,
  presentmentAmount: header.presentmentTotalRefundedAmount,
});

const subtotalsOf = (line: Subtotal): readonly string[] => [
  plain(line.subtotalAmount),
  plain(line.presentmentSubtotalAmount),
];

/** An amount written in one way. */
const plain = (amount: string): string => new Decimal(amount).toFixed();
