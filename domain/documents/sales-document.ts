/** A decimal number as text, such as `"12.50"`: money, prices, quantities and rates never become a binary float. */
export type DecimalText = string;

/** A calendar day, `YYYY-MM-DD`. */
export type DateText = string;

/** The sales documents of Business Central a Shopify order or refund can become. */
export type SalesDocumentKind = "order" | "invoice" | "creditMemo" | "returnOrder";

/** What to do when the ERP's total is not the total Shopify charged. */
export type OnTotalDifference =
  /** Keep nothing and report both figures. */
  | "error"
  /** Keep the document, but do not release it: a person looks at it. */
  | "keepOpen"
  /** Keep and release it as if the totals agreed. */
  | "release";

/** Name and address as they are printed on a document. Blank text means the field is empty. */
export interface DocumentAddress {
  readonly name: string;
  readonly name2: string;
  /** Name of the person, not the number of a contact record. */
  readonly contact: string;
  readonly address: string;
  readonly address2: string;
  readonly city: string;
  readonly postCode: string;
  readonly county: string;
  /** Country/region code of the ERP (see `ErpPort.countryCode`), blank when unknown. */
  readonly countryCode: string;
}

interface LineBase {
  /** 10000, 20000, …: unique in the document and the same on the posted lines. */
  readonly lineNo: number;
  /** Opaque to the ERP: which part of the Shopify document this line stands for. Null for lines we add. */
  readonly sourceLineKey: string | null;
}

interface AmountLineBase extends LineBase {
  /** Null: the description of the item, account or charge. */
  readonly description: string | null;
  readonly quantity: DecimalText;
  /** In the document's currency, with VAT when the document's prices include it. */
  readonly unitPrice: DecimalText;
  /** Line discount as an amount for the whole line. */
  readonly discountAmount: DecimalText;
  /** Null: the header's agent. */
  readonly shippingAgentCode: string | null;
  readonly shippingAgentServiceCode: string | null;
}

/** A line of text without an amount. */
export interface CommentLine extends LineBase {
  readonly kind: "comment";
  readonly description: string;
}

export interface ItemLine extends AmountLineBase {
  readonly kind: "item";
  readonly itemNo: string;
  /** Blank: the item itself. */
  readonly variantCode: string;
  /** Blank: no location. */
  readonly locationCode: string;
  /** Blank: the item's sales unit. */
  readonly unitOfMeasureCode: string;
}

export interface GlAccountLine extends AmountLineBase {
  readonly kind: "glAccount";
  readonly accountNo: string;
}

/** An item charge; its amount is assigned equally to all item lines of the document. */
interface ChargeItemLine extends AmountLineBase {
  readonly kind: "chargeItem";
  readonly chargeNo: string;
}

export type SalesDocumentLine = CommentLine | ItemLine | GlAccountLine | ChargeItemLine;

/** Shopify's tax of all lines with one rate. Used where prices exclude tax, see `bookShopifyTaxes`. */
export interface ShopifyTax {
  /** Percent, such as `"20"` or `"8.25"`. */
  readonly percent: DecimalText;
  readonly amount: DecimalText;
  /** How many tax lines the amount is the sum of: each was rounded on its own. */
  readonly taxLines: number;
}

/**
 * A last line that brings a document to a total: what was given back beside goods and shipping, or kept of it. The ERP adds it, because
 * only the ERP knows the VAT of the other lines.
 */
export interface RemainingAmount {
  /** What the document has to come to, including VAT. */
  readonly total: DecimalText;
  /** Blank: there is none, and the document is refused when something remains. */
  readonly accountNo: string;
}

/**
 * A sales document as the connector wants it, independent of the ERP. Codes are the ERP's own. A null code means "not
 * given: what the customer has", blank text means "empty".
 */
export interface SalesDocumentDraft {
  readonly kind: SalesDocumentKind;
  /** The document number (Shopify order number), at most 20 characters; null draws one from the number series. */
  readonly number: string | null;

  readonly sellToCustomerNo: string;
  readonly billToCustomerNo: string;
  readonly sellToContactNo: string | null;
  readonly billToContactNo: string | null;
  /** Null: the customer's own name and address. */
  readonly sellTo: DocumentAddress | null;
  readonly billTo: DocumentAddress | null;
  readonly shipTo: DocumentAddress | null;
  readonly sellToPhone: string;
  readonly sellToEmail: string;

  readonly pricesIncludeVat: boolean;
  /** Blank: the local currency. */
  readonly currencyCode: string;
  readonly documentDate: DateText;
  /** Null: document date and payment terms decide. */
  readonly dueDate: DateText | null;
  readonly externalDocumentNo: string;

  readonly paymentTermsCode: string | null;
  readonly paymentMethodCode: string | null;
  readonly shipmentMethodCode: string | null;
  readonly shippingAgentCode: string | null;
  readonly shippingAgentServiceCode: string | null;
  readonly salespersonCode: string | null;
  readonly taxAreaCode: string | null;
  readonly taxLiable: boolean | null;

  readonly workDescription: string;
  readonly shopifyOrderId: string | null;
  readonly shopifyRefundId: string | null;
  readonly shopifyOrderNo: string;

  readonly lines: readonly SalesDocumentLine[];
  /** Discount on the document as a whole, spread over its item lines. `"0"` for none. */
  readonly invoiceDiscount: DecimalText;
  /** Shopify's taxes when prices exclude tax; empty otherwise. */
  readonly shopifyTaxes: readonly ShopifyTax[];
  /** Null: the lines are all there is. */
  readonly remaining: RemainingAmount | null;

  /** Release the document after creation. */
  readonly release: boolean;
  /** Total including VAT that Shopify charged; null when there is nothing to compare with. */
  readonly expectedTotal: DecimalText | null;
  readonly onTotalDifference: OnTotalDifference;
}
