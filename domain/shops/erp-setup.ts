/** What documents of Shopify orders need of the ERP's set-up: what is asked, and what is there. Codes are the ERP's. */

/** Number series by what they number. */
export type OrderNumberSeries = "salesOrder" | "salesInvoice" | "customer" | "contact" | "item";

/** Tables whose codes a mapping may name. An agent's service is `agent/service`. */
export type SetupTable =
  | "paymentTerms"
  | "paymentMethod"
  | "shipmentMethod"
  | "shippingAgent"
  | "shippingAgentService"
  | "salesperson"
  | "taxArea"
  | "location"
  | "item";

export interface SetupReference {
  readonly table: SetupTable;
  readonly code: string;
}

export interface SetupQuestion {
  readonly customerTemplates: readonly string[];
  readonly itemTemplates: readonly string[];
  readonly customers: readonly string[];
  readonly accounts: readonly string[];
  /** Currency Code of the shop; blank: the local currency. */
  readonly currencyCode: string;
  /** ISO codes. */
  readonly currencies: readonly string[];
  /** ISO codes or the ERP's own. */
  readonly countries: readonly string[];
  readonly itemCharges: readonly string[];
  readonly references: readonly SetupReference[];
}

export interface SetupCompany {
  readonly timeZone: string;
  readonly localCurrencyCode: string;
}

export interface SetupAccount {
  readonly no: string;
  readonly isPostable: boolean;
  readonly blocked: boolean;
  readonly vatProductGroup: string;
}

export interface SetupCurrency {
  readonly isoCode: string;
  /** Blank: the local currency. */
  readonly code: string;
  /** A rate is valid today; the local currency needs none. */
  readonly hasRate: boolean;
}

export interface VatPair {
  readonly vatBusinessGroup: string;
  readonly vatProductGroup: string;
}

/** What is not there is left out of a list. */
export interface SetupFacts {
  /** Null: the ERP is not set up at all, and all lists are empty. */
  readonly company: SetupCompany | null;
  readonly numberSeries: readonly { readonly code: OrderNumberSeries; readonly manualAllowed: boolean }[];
  readonly customerTemplates: readonly { readonly code: string; readonly vatBusinessGroup: string }[];
  readonly itemTemplates: readonly { readonly code: string; readonly vatProductGroup: string }[];
  readonly customers: readonly {
    readonly no: string;
    readonly vatBusinessGroup: string;
    readonly blocked: boolean;
  }[];
  readonly accounts: readonly SetupAccount[];
  /** The currency with the shop's code; null: there is none. */
  readonly shopCurrency: SetupCurrency | null;
  readonly currencies: readonly SetupCurrency[];
  readonly countries: readonly string[];
  readonly itemCharges: readonly { readonly no: string; readonly vatProductGroup: string }[];
  readonly references: readonly SetupReference[];
  readonly vatPostingSetup: readonly VatPair[];
  /** Groups of customers and items that may be sold to and sold. */
  readonly customerGroups: readonly string[];
  readonly itemGroups: readonly string[];
}
