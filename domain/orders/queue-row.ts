import { enumName, financialStatus, fulfillmentStatus } from "./order-status.ts";
import { OperationalError } from "../failure.ts";
import { amounts, NO_AMOUNT, type AmountPair, type MoneyPair } from "./order-money.ts";
import { legacyId } from "./shopify-id.ts";

export interface OrderAttribute {
  readonly key: string;
  readonly value: string;
}

/** An order as the listing answers it (fragment QueueRowFields). */
export interface ListedOrder {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly test: boolean;
  readonly confirmed: boolean;
  readonly fullyPaid: boolean;
  readonly unpaid: boolean;
  readonly closed: boolean;
  readonly cancelledAt: string | null;
  readonly displayFinancialStatus: string | null;
  readonly displayFulfillmentStatus: string;
  readonly returnStatus: string;
  readonly currencyCode: string;
  readonly presentmentCurrencyCode: string;
  readonly subtotalLineItemsQuantity: number;
  readonly tags: readonly string[];
  readonly totalPriceSet: MoneyPair;
  readonly totalTaxSet: MoneyPair | null;
  readonly attribution: { readonly displayName: string } | null;
  readonly displayAddress: { readonly countryCodeV2: string | null } | null;
  readonly shippingAddress: { readonly countryCodeV2: string | null } | null;
  readonly billingAddress: { readonly countryCodeV2: string | null } | null;
  readonly purchasingEntity: { readonly kind: string } | null;
  readonly risk: { readonly assessments: readonly { readonly riskLevel: string }[] };
  readonly taxLines: readonly { readonly channelLiable: boolean | null }[];
  readonly customAttributes: readonly { readonly key: string; readonly value: string | null }[];
}

/** One order to import, as filters see it. */
export interface QueueRow {
  readonly shopifyOrderId: string;
  readonly orderNo: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly test: boolean;
  readonly confirmed: boolean;
  readonly fullyPaid: boolean;
  readonly unpaid: boolean;
  readonly closed: boolean;
  readonly cancelledAt: string | null;
  readonly financialStatus: string;
  readonly fulfillmentStatus: string;
  readonly returnStatus: string;
  readonly orderAmount: string;
  readonly presentmentOrderAmount: string;
  readonly currencyCode: string;
  readonly presentmentCurrencyCode: string;
  readonly vatAmount: string;
  readonly presentmentVatAmount: string;
  readonly totalQuantityOfItems: number;
  readonly channelName: string;
  readonly tags: string;
  readonly attributes: readonly OrderAttribute[];
  readonly sellToCountry: string;
  readonly shipToCountry: string;
  readonly billToCountry: string;
  readonly purchasingEntity: string;
  readonly highRisk: boolean;
  readonly channelLiableTaxes: boolean;
  readonly importAction: "new" | "update";
}

/** The queue row of a listed order. Throws `order-malformed` when the order has no readable id. */
export function queueRow(order: ListedOrder, importAction: "new" | "update"): QueueRow {
  const total = listedAmounts(order.totalPriceSet);
  const tax = listedAmounts(order.totalTaxSet);
  return {
    shopifyOrderId: legacyId(order.id),
    orderNo: order.name,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    test: order.test,
    confirmed: order.confirmed,
    fullyPaid: order.fullyPaid,
    unpaid: order.unpaid,
    closed: order.closed,
    cancelledAt: order.cancelledAt,
    financialStatus: financialStatus(order.displayFinancialStatus),
    fulfillmentStatus: fulfillmentStatus(order.displayFulfillmentStatus),
    returnStatus: enumName(order.returnStatus),
    orderAmount: total.amount,
    presentmentOrderAmount: total.presentmentAmount,
    currencyCode: order.currencyCode,
    presentmentCurrencyCode: order.presentmentCurrencyCode,
    vatAmount: tax.amount,
    presentmentVatAmount: tax.presentmentAmount,
    totalQuantityOfItems: order.subtotalLineItemsQuantity,
    channelName: order.attribution?.displayName ?? "",
    tags: tagList(order.tags),
    attributes: distinctAttributes(order.customAttributes),
    sellToCountry: order.displayAddress?.countryCodeV2 ?? "",
    shipToCountry: order.shippingAddress?.countryCodeV2 ?? "",
    billToCountry: order.billingAddress?.countryCodeV2 ?? "",
    purchasingEntity: purchasingEntity(order.purchasingEntity),
    highRisk: order.risk.assessments.some(({ riskLevel }) => riskLevel === "HIGH"),
    // The first tax line alone decides here; the order's own flag looks at all of them.
    channelLiableTaxes: order.taxLines[0]?.channelLiable ?? false,
    importAction,
  };
}

/** Before every change of an order: a row that is this old is done as soon as the order is read. */
const NEVER = new Date(0).toISOString();

/** Whether a row says nothing of its order. */
export const isUnlisted = ({ updatedAt }: Pick<QueueRow, "updatedAt">): boolean => updatedAt === NEVER;

/** The row of an order that was asked for by name and that Shopify did not list. Nothing is known of it but what it is called: reading it says why. */
export const unlistedRow = (
  called: Pick<QueueRow, "shopifyOrderId" | "orderNo">,
  importAction: QueueRow["importAction"],
): QueueRow => ({
  ...called,
  createdAt: NEVER,
  updatedAt: NEVER,
  test: false,
  confirmed: false,
  fullyPaid: false,
  unpaid: false,
  closed: false,
  cancelledAt: null,
  financialStatus: "",
  fulfillmentStatus: "",
  returnStatus: "",
  orderAmount: "0",
  presentmentOrderAmount: "0",
  currencyCode: "",
  presentmentCurrencyCode: "",
  vatAmount: "0",
  presentmentVatAmount: "0",
  totalQuantityOfItems: 0,
  channelName: "",
  tags: "",
  attributes: [],
  sellToCountry: "",
  shipToCountry: "",
  billToCountry: "",
  purchasingEntity: "",
  highRisk: false,
  channelLiableTaxes: false,
  importAction,
});

/** An unreadable amount counts as zero here: the row only serves filters, and the import of this order says what is wrong with it. */
function listedAmounts(pair: MoneyPair | null): AmountPair {
  try {
    return amounts(pair, "amount");
  } catch (error) {
    if (error instanceof OperationalError) return NO_AMOUNT;
    throw error;
  }
}

/** Tags in one text that filters such as `*vip*` can be applied to: `[vip] [Gift]`. */
const tagList = (tags: readonly string[]): string => tags.map((tag) => `[${tag}]`).join(" ");

/** Attributes with each key once; of a repeated key the last value counts. */
export function distinctAttributes(
  attributes: readonly { readonly key: string; readonly value: string | null }[],
): readonly OrderAttribute[] {
  return [...new Map(attributes.map(({ key, value }) => [key, value ?? ""]))].map(([key, value]) => ({ key, value }));
}

function purchasingEntity(entity: { readonly kind: string } | null): string {
  if (entity === null) return "";
  return entity.kind === "PurchasingCompany" ? "company" : "customer";
}
