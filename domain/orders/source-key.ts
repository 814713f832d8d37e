/**
 * The key the ERP knows an order's document by. After Unlink a new round begins, so that the ERP does not answer with the
 * document of the round before.
 */
export const orderSourceKey = (shopifyOrderId: string, round: number): string =>
  round === 1 ? `order/${shopifyOrderId}` : `order/${shopifyOrderId}/${round}`;

/** The key the ERP knows a refund's document by. */
export const refundSourceKey = (refundId: string): string => `refund/${refundId}`;

/** The key of a document's line for the order line it stands for. */
export const lineSourceKey = (lineId: string): string => `line/${lineId}`;

/** The order line in the key of a document's line; null for lines that stand for something else. */
export function lineIdOfSourceKey(key: string | null): string | null {
  const [, lineId] = /^line\/(\d+)$/u.exec(key ?? "") ?? [];
  return lineId ?? null;
}
