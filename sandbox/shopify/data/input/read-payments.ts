/** Transactions, payment terms, risks and fees given from outside. */
import type {
  CardRecord,
  FeeRecord,
  OrderRecord,
  PaymentTermsRecord,
  RiskAssessmentRecord,
  TransactionRecord,
} from "../records/order.ts";
import type { ShopData } from "../store.ts";
import type { Reader } from "./reader.ts";
import { readTaxLines } from "./read-shared.ts";

const CARD_TEXTS = ["company", "number", "name", "bin", "paymentMethodName"] as const;

function readCard(reader: Reader | null | undefined): CardRecord | null {
  if (reader === null || reader === undefined) return null;
  const [company, number, name, bin, paymentMethodName] = CARD_TEXTS.map((part) => reader.text(part) ?? null);
  return {
    company: company ?? null,
    number: number ?? null,
    name: name ?? null,
    bin: bin ?? null,
    paymentMethodName: paymentMethodName ?? "card",
    expirationMonth: reader.whole("expirationMonth") ?? null,
    expirationYear: reader.whole("expirationYear") ?? null,
  };
}

export function readTransaction(
  data: ShopData,
  order: OrderRecord,
  reader: Reader,
  known: TransactionRecord | undefined,
): TransactionRecord {
  const kind = reader.text("kind") ?? known?.kind ?? "SALE";
  const gateway = reader.has("gateway") ? (reader.text("gateway") ?? null) : (known?.gateway ?? "shopify_payments");
  const transaction: TransactionRecord = {
    id: reader.id("id", "OrderTransaction") ?? data.ids.next("OrderTransaction"),
    kind,
    status: reader.text("status") ?? known?.status ?? "SUCCESS",
    gateway,
    amount:
      reader.bag("amountSet", order) ??
      reader.bag("amount", order) ??
      reader.bag("amountV2", order) ??
      known?.amount ??
      data.derived(order).totalPrice,
    rounding: reader.bag("amountRoundingSet", order) ?? known?.rounding ?? null,
    parentId: reader.node("parentTransaction")?.id("id", "OrderTransaction") ?? known?.parentId ?? null,
    createdAt: reader.time("createdAt") ?? reader.time("processedAt") ?? known?.createdAt ?? order.createdAt,
    test: reader.flag("test") ?? known?.test ?? order.test,
    manual: reader.flag("manualPaymentGateway") ?? known?.manual ?? gateway === "manual",
    card: reader.has("paymentDetails") ? readCard(reader.node("paymentDetails")) : (known?.card ?? null),
    paymentId: reader.text("paymentId") ?? known?.paymentId ?? null,
    receipt: reader.has("receiptJson") ? readJson(reader.raw("receiptJson")) : (known?.receipt ?? {}),
  };
  const given = reader.rest(known?.given, order);
  if (given !== undefined) transaction.given = given;
  return transaction;
}

/** `JSON` may be given as text or as what it stands for. */
const readJson = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

export const readPaymentTerms = (data: ShopData, order: OrderRecord, reader: Reader): PaymentTermsRecord => ({
  id: reader.id("id", "PaymentTerms") ?? data.ids.next("PaymentTerms"),
  name: reader.text("paymentTermsName") ?? "Net 30",
  type: reader.text("paymentTermsType") ?? "NET",
  dueInDays: reader.whole("dueInDays") ?? null,
  schedules: (reader.nodes("paymentSchedules") ?? []).map((schedule) => ({
    id: schedule.id("id", "PaymentSchedule") ?? data.ids.next("PaymentSchedule"),
    dueAt: schedule.time("dueAt") ?? null,
    issuedAt: schedule.time("issuedAt") ?? order.createdAt,
    completedAt: schedule.time("completedAt") ?? null,
    amount: null,
  })),
});

export const readRisks = (reader: Reader): RiskAssessmentRecord[] =>
  (reader.nodes("assessments") ?? []).map((assessment) => ({
    riskLevel: assessment.text("riskLevel") ?? "NONE",
    provider: assessment.node("provider")?.text("title") ?? null,
    facts: (assessment.nodes("facts") ?? []).map((fact) => ({
      description: fact.text("description") ?? "",
      sentiment: (fact.text("sentiment") ?? "NEUTRAL") as "NEUTRAL",
    })),
  }));

export const readFees = (data: ShopData, order: OrderRecord, readers: readonly Reader[]): FeeRecord[] =>
  readers.map((reader) => {
    const price = reader.bag("price", order) ?? 0;
    return {
      id: reader.id("id", "AdditionalFee") ?? data.ids.next("AdditionalFee"),
      name: reader.text("name") ?? "Fee",
      price,
      taxLines: readTaxLines(reader.nodes("taxLines") ?? [], order, price),
    };
  });
