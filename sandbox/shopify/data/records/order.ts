/**
 * What the store keeps of an order: the facts. Everything that follows from them (totals, statuses, remaining quantities) is
 * derived when it is asked for. Times are milliseconds, ids numbers, amounts bags (money.ts).
 */
import type { Bag } from "../money.ts";
import type { FulfillmentOrderRecord, FulfillmentRecord } from "./fulfillment.ts";
import type { Given } from "./given.ts";
import type { RefundRecord, ReturnRecord } from "./refund.ts";

export interface Attribute {
  readonly key: string;
  readonly value: string | null;
}

export const ADDRESS_PARTS = [
  "firstName",
  "lastName",
  "company",
  "address1",
  "address2",
  "city",
  "zip",
  "province",
  "provinceCode",
  "country",
  "countryCodeV2",
  "phone",
] as const;

/** A postal address in the words of `MailingAddress`; what is missing is null in answers. */
export interface AddressRecord extends Readonly<Partial<Record<(typeof ADDRESS_PARTS)[number], string | null>>> {
  readonly id: number;
  readonly given?: Given;
}

export interface TaxRecord {
  readonly title: string;
  readonly rate: number | null;
  readonly price: Bag;
  readonly channelLiable: boolean | null;
  readonly source?: string | null;
}

export interface DiscountApplicationRecord {
  readonly kind: "code" | "manual" | "automatic" | "script";
  /** Code of a code discount, title of the others. */
  readonly label: string;
  readonly description?: string | null;
  readonly targetType: "LINE_ITEM" | "SHIPPING_LINE";
  readonly targetSelection: "ALL" | "ENTITLED" | "EXPLICIT";
  readonly allocationMethod: "ACROSS" | "EACH" | "ONE";
  readonly value: { readonly percentage: number } | { readonly amount: number; readonly currencyCode: string };
}

export interface DiscountAllocationRecord {
  /** Position in the order's list of discount applications. */
  readonly application: number;
  readonly amount: Bag;
}

/** A discount somebody gives by hand: percent of a line, or an amount off each of its pieces [A]. */
export interface ManualDiscountRecord {
  readonly description: string;
  readonly value: { readonly percentage: number } | { readonly amount: Bag };
}

export interface LineRecord {
  readonly id: number;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  unitPrice: Bag;
  productId: number | null;
  variantId: number | null;
  taxable: boolean;
  requiresShipping: boolean;
  isGiftCard: boolean;
  grams: number | null;
  discounts: readonly DiscountAllocationRecord[];
  taxLines: readonly TaxRecord[];
  customAttributes: readonly Attribute[];
  /** Location of the fulfillment service; absent: the shop's own default service. */
  serviceLocationId?: number | null;
  given?: Given;
}

export interface ShippingLineRecord {
  readonly id: number;
  title: string;
  code: string | null;
  source: string | null;
  carrierIdentifier: string | null;
  price: Bag;
  discounts: readonly DiscountAllocationRecord[];
  taxLines: readonly TaxRecord[];
  isRemoved: boolean;
  given?: Given;
}

export interface CardRecord {
  readonly company: string | null;
  readonly number: string | null;
  readonly name?: string | null;
  readonly bin?: string | null;
  readonly expirationMonth?: number | null;
  readonly expirationYear?: number | null;
  readonly paymentMethodName?: string | null;
}

export interface TransactionRecord {
  readonly id: number;
  kind: string;
  status: string;
  gateway: string | null;
  amount: Bag;
  /** Cash rounding on top of the amount; null when nothing is rounded. */
  rounding: Bag | null;
  parentId: number | null;
  createdAt: number;
  test: boolean;
  manual: boolean;
  card: CardRecord | null;
  paymentId: string | null;
  receipt: unknown;
  given?: Given;
}

interface RiskFactRecord {
  readonly description: string;
  readonly sentiment: "NEGATIVE" | "NEUTRAL" | "POSITIVE";
}

export interface RiskAssessmentRecord {
  readonly riskLevel: string;
  /** Title of the app that judged; null: Shopify itself. */
  readonly provider: string | null;
  readonly facts: readonly RiskFactRecord[];
}

export interface PaymentTermsRecord {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly dueInDays: number | null;
  readonly schedules: readonly {
    readonly id: number;
    readonly dueAt: number | null;
    readonly issuedAt: number | null;
    readonly completedAt: number | null;
    readonly amount: number | null;
  }[];
}

export interface FeeRecord {
  readonly id: number;
  readonly name: string;
  readonly price: Bag;
  readonly taxLines: readonly TaxRecord[];
}

export interface OrderRecord {
  readonly id: number;
  name: string;
  number: number;
  createdAt: number;
  updatedAt: number;
  processedAt: number;
  closedAt: number | null;
  cancelledAt: number | null;
  cancelReason: string | null;
  cancelNote: string | null;
  currencyCode: string;
  presentmentCurrencyCode: string;
  taxesIncluded: boolean;
  taxExempt: boolean;
  confirmed: boolean;
  test: boolean;
  edited: boolean;
  customerId: number | null;
  company: { readonly companyId: number; readonly locationId: number; readonly contactId: number | null } | null;
  email: string | null;
  phone: string | null;
  shippingAddress: AddressRecord | null;
  billingAddress: AddressRecord | null;
  note: string | null;
  poNumber: string | null;
  tags: readonly string[];
  customAttributes: readonly Attribute[];
  locale: string | null;
  channel: { readonly displayName: string; readonly handle: string };
  sourceName: string | null;
  retailLocationId: number | null;
  staffId: number | null;
  risks: readonly RiskAssessmentRecord[];
  paymentTerms: PaymentTermsRecord | null;
  discountApplications: readonly DiscountApplicationRecord[];
  fees: readonly FeeRecord[];
  duties: Bag;
  /** Tax lines of the order when its lines carry none; otherwise they are summed from the lines. */
  taxLines: readonly TaxRecord[];
  lines: LineRecord[];
  shippingLines: ShippingLineRecord[];
  transactions: TransactionRecord[];
  fulfillmentOrders: FulfillmentOrderRecord[];
  fulfillments: FulfillmentRecord[];
  refunds: RefundRecord[];
  returns: ReturnRecord[];
  given?: Given;
}
