import type { FailureParams } from "../failure.ts";

/** What a store says of itself, of our app there, and of what it delivers to us. */
export interface StoreFacts {
  readonly currencyCode: string;
  /** Currencies buyers may pay in, the store's own among them. */
  readonly presentmentCurrencies: readonly string[];
  /** IANA name. */
  readonly timeZone: string;
  readonly shipsToCountries: readonly string[];
  readonly grantedScopes: readonly string[];
  readonly supportedApiVersions: readonly string[];
  /** Subscriptions that deliver to our address, by their number; null: we have none that could be delivered to. */
  readonly webhooks: readonly { readonly topic: string; readonly id: string }[] | null;
  /** Locations that are in use; null: the store may not tell. */
  readonly locations: readonly { readonly id: string; readonly name: string }[] | null;
}

/** A subscription that was gone from the store, and what came of renewing it. */
export interface WebhookRepair {
  readonly topic: string;
  /** Why it could not be renewed; null: it was. */
  readonly problem: string | null;
}

/** What asking a store came to. */
export type StoreAnswer =
  | { readonly kind: "told"; readonly facts: StoreFacts; readonly repairs: readonly WebhookRepair[] }
  /** It could not be asked, or said no. */
  | { readonly kind: "refused"; readonly problem: StoreProblem };

export interface StoreProblem {
  readonly code: string;
  readonly message: string;
  readonly params: FailureParams;
}

/** The last time the store of a shop was asked. */
export interface StoreCheck {
  readonly at: Date;
  readonly answer: StoreAnswer;
}
