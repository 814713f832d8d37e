import type { DateText, DecimalText, DocumentAddress, SalesDocumentKind } from "#domain/documents/sales-document";
import type { Company, Customer, CustomerDraft, GlAccount, Item, ItemDraft, ItemVariant } from "./port.ts";

/**
 * The embedded ledger's records for people: what the API lists, creates and changes. Another ERP has its own pages for
 * that, so this is no part of `ErpPort`.
 *
 * Failures are `OperationalError`s as in `ErpPort`: `number-taken`, `reference-missing`, `document-not-found`,
 * `document-partly-posted`, `nothing-to-release`, and those of creation.
 */
export interface LedgerRecords {
  readonly company: {
    get(): Promise<Company>;
    /** Keeps it as it is until the transaction ends; undefined when it is not set up yet. */
    lock(): Promise<Company | undefined>;
    /** Sets up or changes the company. Throws `time-zone-invalid`, and `local-currency-in-use` once there are documents. */
    save(company: Company): Promise<Company>;
  };
  readonly customers: EditableRecords<Customer, CustomerFilter, CustomerDraft, CustomerValues> & Lockable<Customer>;
  readonly items: EditableRecords<Item, SearchFilter, ItemDraft, ItemValues> & Lockable<Item>;
  /** By id, a UUID. */
  readonly itemVariants: EditableRecords<ItemVariant, ItemVariantFilter, NewItemVariant, ItemVariantValues>;
  readonly locations: EditableRecords<Location, SearchFilter, Location, Omit<Location, "code">>;
  readonly glAccounts: EditableRecords<GlAccount, SearchFilter, GlAccount, Omit<GlAccount, "no">>;
  /** By id, a UUID. */
  readonly salesDocuments: SalesDocuments;
}

interface SalesDocuments extends RecordList<SalesDocument, SalesDocumentFilter>, Lockable<SalesDocument> {
  /** Lines in the order of their numbers; empty when there is no such document. */
  lines(id: string): Promise<readonly SalesDocumentLineRecord[]>;
  /** Releases an open document; a released one stays as it is. */
  release(id: string): Promise<void>;
  /** Deletes a document nothing of which is shipped or invoiced; its source becomes free again. */
  delete(id: string): Promise<void>;
}

/** Where a record stands in its list. */
export type RecordKey = readonly string[];

export interface RecordList<T, F> {
  /** Records after a key, in the order of keys. */
  read(after: RecordKey | undefined, limit: number, filter: F): Promise<readonly T[]>;
  count(filter: F): Promise<number>;
  find(id: string): Promise<T | undefined>;
  keyOf(record: T): RecordKey;
}

interface Lockable<T> {
  /** The record, which nobody else changes until the transaction ends. */
  lock(id: string): Promise<T | undefined>;
}

interface EditableRecords<T, F, D, V> extends RecordList<T, F> {
  create(draft: D): Promise<T>;
  /** Changes the given values; undefined when there is no such record. */
  change(id: string, values: Changes<V>): Promise<T | undefined>;
}

/** Values to change; a member that is missing or undefined stays as it is. */
type Changes<V> = { readonly [K in keyof V]?: V[K] | undefined };

export interface SearchFilter {
  /** Part of number, code or name, ignoring case. */
  readonly search?: string | undefined;
}

export interface CustomerFilter extends SearchFilter {
  /** The whole e-mail, ignoring case. */
  readonly email?: string | undefined;
}

type CustomerValues = Omit<Customer, "id" | "no">;
type ItemValues = Omit<Item, "id" | "no" | "baseUnitOfMeasure">;

export interface ItemVariantFilter extends SearchFilter {
  readonly itemNo?: string | undefined;
}
type NewItemVariant = Omit<ItemVariant, "id">;
type ItemVariantValues = Pick<ItemVariant, "description" | "blocked">;

export interface Location {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly address2: string;
  readonly city: string;
  readonly postCode: string;
  readonly county: string;
  readonly countryCode: string;
}

export interface SalesDocumentFilter {
  readonly kind?: SalesDocumentKind | undefined;
  readonly status?: "open" | "released" | undefined;
  readonly no?: string | undefined;
  readonly sellToCustomerNo?: string | undefined;
  readonly shopifyOrderId?: string | undefined;
  readonly shopifyOrderNo?: string | undefined;
}

/** An open or released sales document as the ledger holds it. */
export interface SalesDocument {
  readonly id: string;
  readonly kind: SalesDocumentKind;
  readonly no: string;
  readonly status: "open" | "released";
  readonly sellToCustomerNo: string;
  readonly sellToContactNo: string;
  readonly sellTo: DocumentAddress;
  readonly sellToPhone: string;
  readonly sellToEmail: string;
  readonly billToCustomerNo: string;
  readonly billToContactNo: string;
  readonly billTo: DocumentAddress;
  readonly shipTo: DocumentAddress;
  readonly pricesIncludeVat: boolean;
  readonly currencyCode: string;
  readonly documentDate: DateText;
  readonly postingDate: DateText;
  readonly dueDate: DateText;
  readonly externalDocumentNo: string;
  readonly paymentTermsCode: string;
  readonly paymentMethodCode: string;
  readonly shipmentMethodCode: string;
  readonly shippingAgentCode: string;
  readonly shippingAgentServiceCode: string;
  readonly salespersonCode: string;
  readonly taxAreaCode: string;
  readonly taxLiable: boolean;
  readonly workDescription: string;
  readonly shopifyOrderId: string | null;
  readonly shopifyRefundId: string | null;
  readonly shopifyOrderNo: string;
  readonly invoiceDiscountAmount: DecimalText;
  readonly amount: DecimalText;
  readonly vatAmount: DecimalText;
  readonly amountIncludingVat: DecimalText;
  readonly createdAt: Date;
}

export interface SalesDocumentLineRecord {
  readonly lineNo: number;
  readonly sourceLineKey: string | null;
  readonly type: "comment" | "item" | "glAccount" | "chargeItem";
  readonly no: string;
  readonly variantCode: string;
  readonly locationCode: string;
  readonly unitOfMeasureCode: string;
  readonly description: string;
  readonly quantity: DecimalText;
  readonly unitPrice: DecimalText;
  readonly lineDiscountAmount: DecimalText;
  readonly lineAmount: DecimalText;
  readonly invoiceDiscountAmount: DecimalText;
  readonly vatPercent: DecimalText;
  readonly amount: DecimalText;
  readonly vatAmount: DecimalText;
  readonly amountIncludingVat: DecimalText;
  readonly quantityShipped: DecimalText;
  readonly quantityInvoiced: DecimalText;
  readonly outstandingQuantity: DecimalText;
}
