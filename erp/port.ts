import type { AliasableExpression } from "kysely";
import type { DecimalText, SalesDocumentDraft } from "#domain/documents/sales-document";
import type { SetupFacts, SetupQuestion } from "#domain/shops/erp-setup";
import type { CreatedSalesDocument, DocumentChange, SourcedDocument } from "./sourced-documents.ts";

/**
 * Numbers that the connector keeps, as a query of its database that nobody has run yet: an ERP in the same database joins with it,
 * one elsewhere reads it in pages. Numbers may occur more than once.
 */
export type StoredNumbers = AliasableExpression<{ readonly no: string }>;

/**
 * What the connector needs from an ERP. `erp/ledger` implements it in PostgreSQL, `erp/business-central` over API v2.0.
 *
 * All methods: blank text means "empty", `undefined` means "there is none". Failures are `OperationalError`s; each method
 * names the types it throws. When the ERP is away the error is `erp-unavailable` (retryable); every other type needs a
 * person first and is not retryable unless said otherwise.
 */
export interface ErpPort {
  /** Settings of the company. Throws `company-missing` when the ERP is not set up. */
  company(): Promise<Company>;

  /** What of the set-up that documents need is there: for a check before orders come. Never throws for what is missing. */
  setupFacts(question: SetupQuestion): Promise<SetupFacts>;

  findCustomer(no: string): Promise<Customer | undefined>;

  /** The customer whose whole e-mail equals `email`, ignoring case; of several the lowest number. Blank finds nothing. */
  findCustomerByEmail(email: string): Promise<Customer | undefined>;

  /**
   * The customer whose phone contains the digits of `phone` in their order, the last one at the very end; of several the
   * lowest number. Everything but digits, and leading zeros, are left out of `phone` first; then blank finds nothing.
   */
  findCustomerByPhone(phone: string): Promise<Customer | undefined>;

  /** The customer with exactly this tax id; of several the lowest number. Blank finds nothing. */
  findCustomerByTaxId(match: TaxId): Promise<Customer | undefined>;

  /** The customer with exactly this name, name 2, address, county and country (ignoring case); of several the lowest number. */
  findCustomerByNameAndAddress(match: NameAndAddress): Promise<Customer | undefined>;

  /** Those of the numbers that belong to a customer. For checking many stored links in one question. */
  existingCustomers(nos: readonly string[]): Promise<ReadonlySet<string>>;

  /** Those of the numbers that belong to no customer, once each. For all stored links there are. */
  missingCustomers(stored: StoredNumbers): Promise<readonly string[]>;

  /**
   * Finds a customer by the first key that matches anybody, else creates one from template and draft. Calls that share a
   * key wait for each other, whatever the store, so that two orders of one new buyer make one customer: repeat it freely.
   *
   * A country that the ERP does not know is added to it, with the draft's code.
   *
   * Throws `customer-template-missing`, `number-taken` (a given number belongs to somebody the keys do not match),
   * `number-series-missing`, and `reference-missing` (a code that does not exist; `params.table`, `params.code`).
   */
  createCustomerOnce(keys: readonly CustomerMatchKey[], draft: CustomerDraft): Promise<Once<Customer>>;

  /** Number of the person contact of the customer's company whose name equals `name`, ignoring case. */
  findContactNo(customerNo: string, name: string): Promise<string | undefined>;

  findItem(no: string): Promise<Item | undefined>;
  findItemVariant(itemNo: string, code: string): Promise<ItemVariant | undefined>;

  /** Those of the numbers that belong to an item. */
  existingItems(nos: readonly string[]): Promise<ReadonlySet<string>>;

  /** Those of the numbers that belong to no item, once each. */
  missingItems(stored: StoredNumbers): Promise<readonly string[]>;

  /** As `createCustomerOnce`. Throws `item-template-missing`, `number-taken`, `number-series-missing`, `reference-missing`. */
  createItemOnce(keys: readonly ItemMatchKey[], draft: ItemDraft): Promise<Once<Item>>;

  findGlAccount(no: string): Promise<GlAccount | undefined>;

  /** The ERP's country/region code for a country: the one with this code, else the one with this ISO code. */
  countryCode(isoOrCode: string): Promise<string | undefined>;

  /**
   * The ERP's currency code for an ISO code: blank for the local currency (and for blank), else the first currency with
   * that ISO code, else the currency with that code.
   */
  currencyCode(isoCode: string): Promise<string | undefined>;

  /** The currency with exactly this code. */
  findCurrency(code: string): Promise<Currency | undefined>;

  /**
   * Creates the sales document of `sourceKey` in this store, complete or not at all; when there already is one, of
   * whatever kind, open or posted, it is returned untouched and the draft is ignored. Calls with one key at the same time
   * give one document. Nothing is kept and no number is used up when it throws.
   *
   * Order of work: number, customer defaults, given values over them, lines, totals, the line for the remaining amount,
   * comparison with `expectedTotal`, release. Fields this ERP cannot store are left out and named in `notTransferred`.
   *
   * Throws
   * - `document-number-invalid` (starts with "@", or is longer than 20), `document-number-taken`,
   *   `manual-numbers-not-allowed`, `number-series-missing`;
   * - `customer-missing`, `customer-blocked`;
   * - `account-missing`, `account-not-postable` (a heading, or no direct posting), `account-blocked`;
   * - `item-missing`, `item-blocked`, `item-variant-missing`, `item-variant-blocked`, `unit-of-measure-missing`;
   * - `charge-missing`, `charge-not-assignable` (no item line to take it);
   * - `reference-missing` (location, terms, method, agent, …; `params.table`, `params.code`);
   * - `vat-setup-missing` (`params.vatBusinessGroup`, `params.vatProductGroup`), `exchange-rate-missing`;
   * - `invoice-discount-too-large`, `nothing-to-release`;
   * - `remaining-account-missing` (an amount remains and the draft has no account for it; `params.remaining`);
   * - `document-total-differs` (`params.expectedTotal`, `params.documentTotal`), only with `onTotalDifference: "error"`.
   */
  createSalesDocumentOnce(store: string, sourceKey: string, draft: SalesDocumentDraft): Promise<CreatedSalesDocument>;

  /** The document made for this key, open or posted; undefined when there is none, or it was deleted unposted. */
  findDocumentBySource(store: string, sourceKey: string): Promise<SourcedDocument | undefined>;

  /** Those of the sales orders that still have a quantity to ship. An order that no longer exists has none. */
  ordersWithOutstandingQuantity(orderNos: readonly string[]): Promise<ReadonlySet<string>>;

  /**
   * Documents with a source that were deleted or posted after change number `sinceSeq` (0 = from the beginning), oldest
   * first. Numbers appear in order: whoever remembers the last `seq` misses nothing.
   */
  documentChanges(sinceSeq: number, limit: number): Promise<readonly DocumentChange[]>;
}

/** Result of a find-or-create. */
export interface Once<T> {
  readonly kind: "created" | "found";
  readonly record: T;
}

export interface Company {
  readonly name: string;
  /** IANA name; decides which day it is. */
  readonly timeZone: string;
  /** Currency the books are kept in, such as `USD`; blank currency codes stand for it. */
  readonly localCurrencyCode: string;
  readonly countryCode: string;
}

export interface Customer {
  readonly id: string;
  readonly no: string;
  readonly name: string;
  readonly name2: string;
  readonly contact: string;
  readonly address: string;
  readonly address2: string;
  readonly city: string;
  readonly postCode: string;
  readonly county: string;
  readonly countryCode: string;
  readonly phone: string;
  readonly email: string;
  readonly registrationNo: string;
  readonly vatRegistrationNo: string;
  readonly billToCustomerNo: string;
  readonly vatBusinessGroup: string;
  readonly currencyCode: string;
  readonly paymentTermsCode: string;
  readonly paymentMethodCode: string;
  readonly shipmentMethodCode: string;
  readonly shippingAgentCode: string;
  readonly salespersonCode: string;
  readonly taxAreaCode: string;
  readonly taxLiable: boolean;
  readonly pricesIncludeVat: boolean;
  readonly blocked: boolean;
}

export interface NameAndAddress {
  readonly name: string;
  readonly name2: string;
  readonly address: string;
  readonly address2: string;
  readonly city: string;
  readonly postCode: string;
  readonly county: string;
  /** As the ERP codes it; blank: none. */
  readonly countryCode: string;
}

/** A tax id, and the field of the customer it is in. */
export interface TaxId {
  readonly field: "registrationNo" | "vatRegistrationNo";
  readonly taxId: string;
}

/** What tells one buyer from another. Blank e-mails and tax ids, and phones without a digit, match nobody. */
export type CustomerMatchKey =
  | { readonly by: "number"; readonly no: string }
  | { readonly by: "email"; readonly email: string }
  | { readonly by: "phone"; readonly phone: string }
  | ({ readonly by: "nameAndAddress" } & NameAndAddress)
  | ({ readonly by: "taxId" } & TaxId)
  /** Where the customer came from, such as `demo.myshopify.com/customer/71`; stored with the customer that is created. */
  | { readonly by: "source"; readonly key: string };

export interface CustomerDraft {
  /** Null: the next number of the customer series. */
  readonly no: string | null;
  readonly templateCode: string;
  readonly name: string;
  readonly name2: string;
  readonly contact: string;
  readonly address: string;
  readonly address2: string;
  readonly city: string;
  readonly postCode: string;
  readonly county: string;
  readonly countryCode: string;
  readonly phone: string;
  readonly email: string;
  readonly registrationNo: string;
  readonly vatRegistrationNo: string;
  /** Null: what the template says. */
  readonly paymentTermsCode: string | null;
  readonly taxAreaCode: string | null;
  readonly taxLiable: boolean | null;
  readonly vatBusinessGroup: string | null;
}

export interface Item {
  readonly id: string;
  readonly no: string;
  readonly description: string;
  readonly baseUnitOfMeasure: string;
  readonly salesUnitOfMeasure: string;
  readonly unitPrice: DecimalText;
  readonly unitCost: DecimalText;
  readonly vatProductGroup: string;
  readonly reserve: "never" | "optional" | "always";
  readonly blocked: boolean;
  readonly salesBlocked: boolean;
}

export interface ItemVariant {
  readonly id: string;
  readonly itemNo: string;
  readonly code: string;
  readonly description: string;
  readonly blocked: boolean;
}

export type ItemMatchKey =
  | { readonly by: "number"; readonly no: string }
  /** Where the item came from, such as `demo.myshopify.com/variant/501`; stored with the item that is created. */
  | { readonly by: "source"; readonly key: string };

export interface ItemDraft {
  /** Null: the next number of the item series. */
  readonly no: string | null;
  readonly templateCode: string;
  readonly description: string;
  /** Unit the item is counted and sold in; blank: the template's. */
  readonly unitOfMeasureCode: string;
  readonly unitPrice: DecimalText;
  readonly unitCost: DecimalText;
  /** Blank: the template's. */
  readonly vatProductGroup: string;
}

export interface GlAccount {
  readonly no: string;
  readonly name: string;
  readonly type: "posting" | "heading" | "total" | "beginTotal" | "endTotal";
  readonly directPosting: boolean;
  readonly blocked: boolean;
  readonly vatProductGroup: string;
}

export interface Currency {
  readonly code: string;
  /** Its ISO code; the code itself where none is entered. */
  readonly isoCode: string;
  /** Whether any rate is entered, of whatever day. Without one no amount can be converted. */
  readonly hasExchangeRate: boolean;
}
