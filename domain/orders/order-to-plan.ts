import type { DateText, DecimalText } from "#domain/documents/sales-document";

/** The fields of an imported order that its sales document is planned from. Amounts: plain = shop currency. */
export interface OrderHeaderToPlan {
  readonly shopifyOrderId: string;
  readonly shopifyOrderNo: string;
  readonly useShopifyOrderNo: boolean;
  readonly documentDate: DateText;
  readonly dueDate: DateText | null;
  readonly email: string;
  readonly phone: string;
  readonly poNumber: string;
  readonly workDescription: string;
  readonly vatIncluded: boolean;
  readonly fulfillmentStatus: string;
  /** ISO codes of the currencies the two amounts are in. */
  readonly shopCurrency: string;
  readonly presentmentCurrency: string;
  readonly totalAmount: DecimalText;
  readonly presentmentTotalAmount: DecimalText;
  readonly discountAmount: DecimalText;
  readonly presentmentDiscountAmount: DecimalText;
  readonly paymentRoundingAmount: DecimalText;
  readonly presentmentPaymentRoundingAmount: DecimalText;
  readonly dutiesAmount: DecimalText;
  readonly presentmentDutiesAmount: DecimalText;
  readonly additionalFeesAmount: DecimalText;
  readonly presentmentAdditionalFeesAmount: DecimalText;
  readonly sellToCustomerNo: string;
  readonly billToCustomerNo: string;
  readonly sellToContactNo: string;
  readonly billToContactNo: string;
  readonly shipmentMethodCode: string;
  readonly shippingAgentCode: string;
  readonly shippingAgentServiceCode: string;
  readonly paymentMethodCode: string;
  readonly paymentTermsCode: string;
  readonly taxAreaCode: string;
  readonly taxLiable: boolean;
  readonly salespersonCode: string;
  readonly sellToName: string;
  readonly sellToName2: string;
  readonly sellToContactName: string;
  readonly sellToAddress: string;
  readonly sellToAddress2: string;
  readonly sellToPostCode: string;
  readonly sellToCity: string;
  readonly sellToCounty: string;
  readonly sellToCountryCode: string;
  readonly shipToName: string;
  readonly shipToName2: string;
  readonly shipToContactName: string;
  readonly shipToAddress: string;
  readonly shipToAddress2: string;
  readonly shipToPostCode: string;
  readonly shipToCity: string;
  readonly shipToCounty: string;
  readonly shipToCountryCode: string;
  readonly billToName: string;
  readonly billToName2: string;
  readonly billToContactName: string;
  readonly billToAddress: string;
  readonly billToAddress2: string;
  readonly billToPostCode: string;
  readonly billToCity: string;
  readonly billToCounty: string;
  readonly billToCountryCode: string;
}

export interface OrderLineToPlan {
  readonly lineId: string;
  readonly tip: boolean;
  readonly giftCard: boolean;
  readonly isExchangeItem: boolean;
  readonly itemNo: string;
  readonly variantCode: string;
  readonly unitOfMeasureCode: string;
  readonly locationId: string | null;
  readonly quantity: number;
  readonly unitPrice: DecimalText;
  readonly presentmentUnitPrice: DecimalText;
  readonly discountAmount: DecimalText;
  readonly presentmentDiscountAmount: DecimalText;
}

export interface ShippingChargeToPlan {
  readonly shippingLineId: string;
  readonly title: string;
  readonly amount: DecimalText;
  readonly presentmentAmount: DecimalText;
  readonly discountAmount: DecimalText;
  readonly presentmentDiscountAmount: DecimalText;
}

export interface TaxLineToPlan {
  readonly parentKind: string;
  readonly parentId: string;
  readonly ratePercent: DecimalText;
  readonly amount: DecimalText;
  readonly presentmentAmount: DecimalText;
}

export interface OrderToPlan {
  readonly header: OrderHeaderToPlan;
  readonly lines: readonly OrderLineToPlan[];
  readonly shippingCharges: readonly ShippingChargeToPlan[];
  readonly taxLines: readonly TaxLineToPlan[];
}

export type CurrencyHandling = "shopCurrency" | "presentmentCurrency";

/** Chooses between the two amounts every money column holds. */
export type ChooseAmount = (shop: DecimalText, presentment: DecimalText) => DecimalText;

/** The amounts a document is written in, by the shop's currency handling. */
export const amountsIn = (handling: CurrencyHandling): ChooseAmount =>
  handling === "shopCurrency" ? (shop) => shop : (_shop, presentment) => presentment;
