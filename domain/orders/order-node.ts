import type { MoneyPair } from "./order-money.ts";
import type { RefundNode, ReturnNode } from "./refund-node.ts";

/**
 * A whole order as Shopify answers it (fragment OrderImportFields), with all pages of its connections. Members marked optional are asked
 * for only when plan and scopes allow it: missing means unknown, never "none".
 */
export interface OrderNode {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly processedAt: string | null;
  readonly cancelledAt: string | null;
  readonly cancelReason: string | null;
  readonly closed: boolean;
  readonly closedAt: string | null;
  readonly confirmed: boolean;
  readonly edited: boolean;
  readonly test: boolean;
  readonly email: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  readonly poNumber: string | null;
  readonly tags: readonly string[];
  readonly currencyCode: string;
  readonly presentmentCurrencyCode: string;
  readonly discountCode: string | null;
  readonly discountCodes: readonly string[];
  readonly statusPageUrl: string;
  readonly displayFinancialStatus: string | null;
  readonly displayFulfillmentStatus: string;
  readonly returnStatus: string;
  readonly fullyPaid: boolean;
  readonly unpaid: boolean;
  readonly refundable: boolean;
  readonly taxesIncluded: boolean;
  readonly taxExempt: boolean;
  readonly totalWeight: string | null;
  readonly currentSubtotalLineItemsQuantity: number;
  readonly totalPriceSet: MoneyPair;
  readonly subtotalPriceSet: MoneyPair | null;
  readonly totalTaxSet: MoneyPair | null;
  readonly totalTipReceivedSet: MoneyPair;
  readonly totalShippingPriceSet: MoneyPair;
  readonly totalDiscountsSet: MoneyPair | null;
  readonly currentTotalDiscountsSet: MoneyPair;
  readonly currentTotalPriceSet: MoneyPair;
  readonly originalTotalDutiesSet: MoneyPair | null;
  readonly originalTotalAdditionalFeesSet: MoneyPair | null;
  readonly totalCashRoundingAdjustment: { readonly paymentSet: MoneyPair; readonly refundSet: MoneyPair };
  readonly app: { readonly name: string } | null;
  readonly attribution: { readonly displayName: string } | null;
  readonly retailLocation: { readonly id: string; readonly name: string } | null;
  readonly staffMember?: { readonly id: string } | null;
  readonly customer: OrderCustomer | null;
  readonly purchasingEntity: OrderPurchasingEntity | null;
  readonly paymentTerms?: OrderPaymentTerms | null;
  readonly displayAddress: OrderAddress | null;
  readonly shippingAddress: OrderAddress | null;
  readonly billingAddress: OrderAddress | null;
  readonly customAttributes: readonly { readonly key: string; readonly value: string | null }[];
  readonly taxLines: readonly TaxLineNode[];
  readonly risk: { readonly assessments: readonly RiskAssessmentNode[] };
  readonly transactions: readonly TransactionNode[];
  readonly lineItems: { readonly nodes: readonly LineNode[] };
  readonly shippingLines: { readonly nodes: readonly ShippingLineNode[] };
  readonly fulfillmentOrders: { readonly nodes: readonly FulfillmentOrderNode[] };
  readonly fulfillments: readonly FulfillmentNode[];
  /** Missing when the shop does not import refunds (Process Type). */
  readonly refunds?: readonly RefundNode[];
  /** Missing also when the app may not read returns. */
  readonly returns?: { readonly nodes: readonly ReturnNode[] };
}

interface Reachable {
  readonly id: string;
  readonly defaultEmailAddress: { readonly emailAddress: string } | null;
  readonly defaultPhoneNumber: { readonly phoneNumber: string } | null;
}

export interface OrderCustomer extends Reachable {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly defaultAddress: { readonly phone: string | null } | null;
}

interface OrderPurchasingEntity {
  readonly kind: string;
  readonly company?: {
    readonly id: string;
    readonly name: string;
    readonly mainContact: { readonly id: string; readonly customer: Reachable } | null;
  };
  readonly location?: { readonly id: string };
}

interface OrderPaymentTerms {
  readonly paymentTermsType: string;
  readonly paymentTermsName: string;
  readonly paymentSchedules: { readonly nodes: readonly { readonly dueAt: string | null }[] };
}

export interface OrderAddress {
  readonly company: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly zip: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly provinceCode: string | null;
  readonly countryCodeV2: string | null;
  readonly phone: string | null;
}

export interface TaxLineNode {
  readonly title: string;
  readonly rate: number | null;
  readonly ratePercentage: number | null;
  readonly channelLiable: boolean | null;
  readonly priceSet: MoneyPair;
}

export interface RiskAssessmentNode {
  readonly riskLevel: string;
  readonly provider: { readonly title: string } | null;
  readonly facts: readonly { readonly description: string; readonly sentiment: string }[];
}

interface MoneyWithCurrency {
  readonly amount: string;
  readonly currencyCode: string;
}

export interface TransactionNode {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly gateway: string | null;
  readonly formattedGateway: string | null;
  readonly manualPaymentGateway: boolean;
  readonly test: boolean;
  readonly errorCode: string | null;
  readonly paymentId: string | null;
  readonly createdAt: string;
  readonly processedAt: string | null;
  readonly receiptJson: unknown;
  readonly amountSet: { readonly shopMoney: MoneyWithCurrency; readonly presentmentMoney: MoneyWithCurrency };
  readonly amountRoundingSet: {
    readonly shopMoney: MoneyWithCurrency;
    readonly presentmentMoney: MoneyWithCurrency;
  } | null;
  readonly paymentDetails: Partial<CardDetails> | null;
}

interface CardDetails {
  readonly avsResultCode: string | null;
  readonly bin: string | null;
  readonly company: string | null;
  readonly cvvResultCode: string | null;
  readonly number: string | null;
}

interface DiscountAllocation {
  readonly allocatedAmountSet: MoneyPair;
}

export interface LineNode {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly sku: string | null;
  readonly vendor: string | null;
  readonly quantity: number;
  readonly unfulfilledQuantity: number;
  readonly isGiftCard: boolean;
  readonly taxable: boolean;
  readonly product: { readonly legacyResourceId: string } | null;
  readonly variant: { readonly legacyResourceId: string } | null;
  readonly originalUnitPriceSet: MoneyPair;
  readonly discountAllocations: readonly DiscountAllocation[];
  readonly taxLines: readonly TaxLineNode[];
  readonly customAttributes: readonly { readonly key: string; readonly value: string | null }[];
  readonly fulfillmentService: { readonly location: { readonly id: string } | null } | null;
}

export interface ShippingLineNode {
  readonly id: string | null;
  readonly isRemoved: boolean;
  readonly title: string;
  readonly code: string | null;
  readonly source: string | null;
  readonly originalPriceSet: MoneyPair;
  readonly discountAllocations: readonly DiscountAllocation[];
  readonly taxLines: readonly TaxLineNode[];
}

export interface FulfillmentOrderNode {
  readonly id: string;
  readonly status: string;
  readonly requestStatus: string;
  readonly updatedAt: string;
  readonly assignedLocation: { readonly location: { readonly id: string } | null };
  readonly deliveryMethod: { readonly methodType: string } | null;
  readonly lineItems: {
    readonly nodes: readonly {
      readonly id: string;
      readonly totalQuantity: number;
      readonly remainingQuantity: number;
      readonly lineItem: { readonly id: string };
    }[];
  };
}

export interface FulfillmentNode {
  readonly id: string;
  readonly status: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly service: { readonly serviceName: string } | null;
  readonly trackingInfo: readonly {
    readonly number: string | null;
    readonly company: string | null;
    readonly url: string | null;
  }[];
  readonly fulfillmentLineItems: {
    readonly nodes: readonly {
      readonly id: string;
      readonly quantity: number | null;
      readonly lineItem: { readonly id: string; readonly isGiftCard: boolean };
    }[];
  };
}
