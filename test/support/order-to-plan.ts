import type {
  OrderHeaderToPlan,
  OrderLineToPlan,
  OrderToPlan,
  ShippingChargeToPlan,
  TaxLineToPlan,
} from "#domain/orders/order-to-plan";
import type { DocumentMappings, DocumentSettings } from "#domain/orders/plan-sales-document";

/** The shop of the acceptance scenarios. */
export const documentSettings = (settings: Partial<DocumentSettings> = {}): DocumentSettings => ({
  currencyCode: "",
  currencyHandling: "shopCurrency",
  createInvoicesFromOrders: true,
  autoReleaseSalesOrders: true,
  onTotalDifference: "error",
  shopifyOrderNoOnDocLine: false,
  shippingChargesAccount: "6110",
  tipAccount: "6120",
  soldGiftCardAccount: "2420",
  cashRoundingsAccount: "9140",
  dutiesAndFeesAccount: "",
  ...settings,
});

export const documentMappings = (mappings: Partial<DocumentMappings> = {}): DocumentMappings => ({
  shipmentMethods: [],
  locationCodes: {},
  countries: { US: "US", DK: "DK" },
  currency: { code: "", isoCode: "USD" },
  ...mappings,
});

export const aLineToPlan = (line: Partial<OrderLineToPlan> = {}): OrderLineToPlan => ({
  lineId: "11",
  tip: false,
  giftCard: false,
  isExchangeItem: false,
  itemNo: "1000",
  variantCode: "",
  unitOfMeasureCode: "",
  locationId: null,
  quantity: 1,
  unitPrice: "25.00",
  presentmentUnitPrice: line.unitPrice ?? "25.00",
  discountAmount: "0",
  presentmentDiscountAmount: line.discountAmount ?? "0",
  ...line,
});

export const aChargeToPlan = (charge: Partial<ShippingChargeToPlan> = {}): ShippingChargeToPlan => ({
  shippingLineId: "21",
  title: "Express",
  amount: "12.00",
  presentmentAmount: charge.amount ?? "12.00",
  discountAmount: "0",
  presentmentDiscountAmount: charge.discountAmount ?? "0",
  ...charge,
});

export const aTaxLineToPlan = (tax: Partial<TaxLineToPlan> = {}): TaxLineToPlan => ({
  parentKind: "line",
  parentId: "11",
  ratePercent: "20",
  amount: "5.00",
  presentmentAmount: tax.amount ?? "5.00",
  ...tax,
});

const block = <P extends "sellTo" | "shipTo" | "billTo">(prefix: P) =>
  ({
    [`${prefix}Name`]: "Jane Roe",
    [`${prefix}Name2`]: "",
    [`${prefix}ContactName`]: "Jane Roe",
    [`${prefix}Address`]: "1 Main Street",
    [`${prefix}Address2`]: "",
    [`${prefix}PostCode`]: "98101",
    [`${prefix}City`]: "Seattle",
    [`${prefix}County`]: "WA",
    [`${prefix}CountryCode`]: "US",
  }) as Pick<
    OrderHeaderToPlan,
    `${P}${"Name" | "Name2" | "ContactName" | "Address" | "Address2" | "PostCode" | "City" | "County" | "CountryCode"}`
  >;

export const aHeaderToPlan = (header: Partial<OrderHeaderToPlan> = {}): OrderHeaderToPlan => ({
  shopifyOrderId: "5001",
  shopifyOrderNo: "#1001",
  useShopifyOrderNo: false,
  documentDate: "2026-07-01",
  dueDate: null,
  email: "jane@example.com",
  phone: "",
  poNumber: "",
  workDescription: "",
  vatIncluded: true,
  fulfillmentStatus: "unfulfilled",
  shopCurrency: "USD",
  presentmentCurrency: "USD",
  totalAmount: "25.00",
  presentmentTotalAmount: header.totalAmount ?? "25.00",
  discountAmount: "0",
  presentmentDiscountAmount: header.discountAmount ?? "0",
  paymentRoundingAmount: "0",
  presentmentPaymentRoundingAmount: header.paymentRoundingAmount ?? "0",
  dutiesAmount: "0",
  presentmentDutiesAmount: header.dutiesAmount ?? "0",
  additionalFeesAmount: "0",
  presentmentAdditionalFeesAmount: header.additionalFeesAmount ?? "0",
  sellToCustomerNo: "10000",
  billToCustomerNo: "10000",
  sellToContactNo: "",
  billToContactNo: "",
  shipmentMethodCode: "",
  shippingAgentCode: "",
  shippingAgentServiceCode: "",
  paymentMethodCode: "",
  paymentTermsCode: "",
  taxAreaCode: "",
  taxLiable: false,
  salespersonCode: "",
  ...block("sellTo"),
  ...block("shipTo"),
  ...block("billTo"),
  ...header,
});

/** One item at 25.00, unfulfilled, prices including VAT. */
export const anOrderToPlan = (
  order: Partial<Omit<OrderToPlan, "header">> & { readonly header?: Partial<OrderHeaderToPlan> } = {},
): OrderToPlan => ({
  lines: [aLineToPlan()],
  shippingCharges: [],
  taxLines: [],
  ...order,
  header: aHeaderToPlan(order.header),
});
