/** Transactions and payment terms of an order. */
import { gid } from "../ids.ts";
import { moneyBag, moneyText, moneyV2, shopOf } from "../money.ts";
import type { OrderRecord, PaymentTermsRecord, TransactionRecord } from "../records/order.ts";
import { connectionOf } from "./connection.ts";
import { defineView, timeText, timeTextOrNull } from "./view.ts";

export interface TransactionOfOrder {
  readonly order: OrderRecord;
  readonly transaction: TransactionRecord;
}

const GATEWAY_NAMES: Readonly<Record<string, string>> = {
  bogus: "(for testing) Bogus Gateway",
  cash: "Cash",
  cash_on_delivery: "Cash on Delivery (COD)",
  gift_card: "Gift Card",
  manual: "Manual",
  paypal: "PayPal Express Checkout",
  shopify_payments: "Shopify Payments",
};

const received = new Set(["SALE", "CAPTURE"]);

const refundable = ({ order, transaction }: TransactionOfOrder): number =>
  received.has(transaction.kind) && transaction.status === "SUCCESS"
    ? shopOf(transaction.amount) -
      order.transactions
        .filter((each) => each.kind === "REFUND" && each.status === "SUCCESS" && each.parentId === transaction.id)
        .reduce((sum, each) => sum + shopOf(each.amount), 0)
    : 0;

export const transactionView = defineView<TransactionOfOrder>("OrderTransaction", {
  given: ({ transaction }) => transaction.given,
  nulls: [
    "authorizationExpiresAt",
    "currencyExchangeAdjustment",
    "device",
    "errorCode",
    "paymentIcon",
    "paymentMethod",
    "settlementCurrencyRate",
    "shopifyPaymentsSet",
    "user",
    "location",
  ],
  fields: {
    id: ({ transaction }) => gid("OrderTransaction", transaction.id),
    kind: ({ transaction }) => transaction.kind,
    status: ({ transaction }) => transaction.status,
    gateway: ({ transaction }) => transaction.gateway,
    formattedGateway: ({ transaction }) =>
      transaction.gateway === null ? null : (GATEWAY_NAMES[transaction.gateway] ?? transaction.gateway),
    amountSet: ({ order, transaction }) => moneyBag(transaction.amount, order),
    amount: ({ order, transaction }) => moneyText(shopOf(transaction.amount), order.currencyCode),
    amountV2: ({ order, transaction }) => moneyV2(shopOf(transaction.amount), order.currencyCode),
    amountRoundingSet: ({ order, transaction }) =>
      transaction.rounding === null ? null : moneyBag(transaction.rounding, order),
    createdAt: ({ transaction }) => timeText(transaction.createdAt),
    processedAt: ({ transaction }) => timeText(transaction.createdAt),
    test: ({ transaction }) => transaction.test,
    manualPaymentGateway: ({ transaction }) => transaction.manual,
    manuallyCapturable: ({ transaction }) => transaction.kind === "AUTHORIZATION" && transaction.status === "SUCCESS",
    multiCapturable: () => false,
    accountNumber: ({ transaction }) => transaction.card?.number ?? null,
    authorizationCode: ({ transaction }) => transaction.paymentId,
    paymentId: ({ transaction }) => transaction.paymentId,
    receiptJson: ({ transaction }) => transaction.receipt,
    fees: () => [],
    settlementCurrency: ({ order }) => order.currencyCode,
    maximumRefundable: (of) => moneyText(refundable(of), of.order.currencyCode),
    maximumRefundableV2: (of) => moneyV2(refundable(of), of.order.currencyCode),
    totalUnsettled: ({ order }) => moneyText(0, order.currencyCode),
    totalUnsettledSet: ({ order }) => moneyBag(0, order),
    totalUnsettledV2: ({ order }) => moneyV2(0, order.currencyCode),
    paymentDetails: ({ transaction }) =>
      transaction.card === null
        ? null
        : {
            __typename: "CardPaymentDetails",
            avsResultCode: null,
            bin: null,
            cvvResultCode: null,
            expirationMonth: null,
            expirationYear: null,
            name: null,
            wallet: null,
            paymentMethodName: "card",
            ...transaction.card,
          },
    order: ({ order }, data) => data.show("Order", order),
    parentTransaction: ({ order, transaction }, data) => {
      const parent = order.transactions.find((each) => each.id === transaction.parentId);
      return parent === undefined ? null : data.show("OrderTransaction", { order, transaction: parent });
    },
  },
});

export interface TermsOfOrder {
  readonly order: OrderRecord;
  readonly terms: PaymentTermsRecord;
}

export const paymentTermsView = defineView<TermsOfOrder>("PaymentTerms", {
  nulls: ["draftOrder"],
  fields: {
    id: ({ terms }) => gid("PaymentTerms", terms.id),
    paymentTermsName: ({ terms }) => terms.name,
    translatedName: ({ terms }) => terms.name,
    paymentTermsType: ({ terms }) => terms.type,
    dueInDays: ({ terms }) => terms.dueInDays,
    due: ({ terms }, data) =>
      terms.schedules.some((each) => each.completedAt === null && isPast(each.dueAt, data.now())),
    overdue: ({ terms }, data) =>
      terms.schedules.some((each) => each.completedAt === null && isPast(each.dueAt, data.now() - 86_400_000)),
    order: ({ order }, data) => data.show("Order", order),
  },
  calls: {
    paymentSchedules: ({ order, terms }, data, args) =>
      connectionOf(terms.schedules, args, (schedule) => {
        const outstanding = Math.max(0, shopOf(data.derived(order).outstanding));
        return {
          __typename: "PaymentSchedule",
          id: gid("PaymentSchedule", schedule.id),
          dueAt: timeTextOrNull(schedule.dueAt),
          issuedAt: timeTextOrNull(schedule.issuedAt),
          completedAt: timeTextOrNull(schedule.completedAt),
          due: schedule.completedAt === null && isPast(schedule.dueAt, data.now()),
          amount: moneyV2(schedule.amount ?? shopOf(data.derived(order).totalPrice), order.currencyCode),
          totalBalance: moneyV2(outstanding, order.currencyCode),
          balanceDue: moneyV2(outstanding, order.currencyCode),
          get paymentTerms() {
            return data.show("PaymentTerms", { order, terms });
          },
        };
      }),
  },
});

const isPast = (time: number | null, now: number): boolean => time !== null && time <= now;
