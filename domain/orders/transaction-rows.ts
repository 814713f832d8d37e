import { Decimal } from "decimal.js";
import type { ImportContext } from "./header-fields.ts";
import { amounts, NO_AMOUNT } from "./order-money.ts";
import type { TransactionNode } from "./order-node.ts";
import { enumName, transactionType } from "./order-status.ts";
import { legacyId } from "./shopify-id.ts";

/** A payment transaction as the order keeps it, with the refund it belongs to. Currencies are ERP codes (blank = local currency). */
export function transactionRow(
  transaction: TransactionNode,
  refundOf: ReadonlyMap<string, string>,
  { currencyCode }: Pick<ImportContext, "currencyCode">,
) {
  const { amountSet, amountRoundingSet, paymentDetails } = transaction;
  const amount = amounts(amountSet, "transactions.amountSet");
  const rounding =
    amountRoundingSet === null ? NO_AMOUNT : amounts(amountRoundingSet, "transactions.amountRoundingSet");
  const transactionId = legacyId(transaction.id);
  return {
    transactionId,
    refundId: refundOf.get(transactionId) ?? null,
    type: transactionType(transaction.kind),
    status: enumName(transaction.status),
    gateway: transaction.gateway ?? "",
    message: transaction.formattedGateway ?? "",
    manualPaymentGateway: transaction.manualPaymentGateway,
    test: transaction.test,
    errorCode: enumName(transaction.errorCode),
    amount: amount.amount,
    currencyCode: currencyCode(amountSet.shopMoney.currencyCode),
    presentmentAmount: amount.presentmentAmount,
    presentmentCurrencyCode: currencyCode(amountSet.presentmentMoney.currencyCode),
    roundingAmount: rounding.amount,
    roundingCurrencyCode: currencyCode(amountRoundingSet?.shopMoney.currencyCode ?? ""),
    presentmentRoundingAmount: rounding.presentmentAmount,
    presentmentRoundingCurrencyCode: currencyCode(amountRoundingSet?.presentmentMoney.currencyCode ?? ""),
    creditCardNumber: paymentDetails?.number ?? "",
    creditCardCompany: paymentDetails?.company ?? "",
    creditCardBin: paymentDetails?.bin ?? "",
    avsResultCode: paymentDetails?.avsResultCode ?? "",
    cvvResultCode: paymentDetails?.cvvResultCode ?? "",
    paymentId: transaction.paymentId ?? "",
    giftCardId: giftCardId(transaction.receiptJson),
    createdAt: transaction.createdAt,
    processedAt: transaction.processedAt,
  };
}

export type TransactionRow = ReturnType<typeof transactionRow>;

/** Gateway of an order: that of the largest pending or successful sale or capture. */
export function gatewayOf(transactions: readonly TransactionRow[]): string {
  const paid = transactions.filter(
    ({ type, status }) => (type === "sale" || type === "capture") && (status === "success" || status === "pending"),
  );
  return paid.toSorted((a, b) => new Decimal(b.amount).comparedTo(a.amount))[0]?.gateway ?? "";
}

/** The receipt is the gateway's own text and no contract: anything but a number in `gift_card_id` counts as none. */
function giftCardId(receipt: unknown): string | null {
  let content = receipt;
  if (typeof receipt === "string") {
    try {
      content = JSON.parse(receipt) as unknown;
    } catch {
      return null;
    }
  }
  if (typeof content !== "object" || content === null || !("gift_card_id" in content)) return null;
  const id = String(content.gift_card_id);
  return /^\d{1,18}$/u.test(id) ? id : null;
}
