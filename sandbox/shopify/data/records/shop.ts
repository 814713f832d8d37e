/** Facts about the shop itself and what apps have subscribed to. */
export interface ShopProfile {
  /** Host name, for example `demo.myshopify.com`. */
  readonly host: string;
  readonly id: number;
  name: string;
  email: string;
  plan: "basic" | "grow" | "advanced" | "plus" | "development";
  currencyCode: string;
  enabledPresentmentCurrencies: readonly string[];
  taxesIncluded: boolean;
  taxShipping: boolean;
  ianaTimezone: string;
  weightUnit: "GRAMS" | "KILOGRAMS" | "OUNCES" | "POUNDS";
  shipsToCountries: readonly string[];
  countryCode: string;
  features: Readonly<Record<string, unknown>>;
  createdAt: number;
  updatedAt: number;
  given?: Readonly<Record<string, unknown>>;
}

export interface WebhookSubscriptionRecord {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  readonly topic: string;
  readonly uri: string;
  readonly format: "JSON" | "XML";
  readonly filter: string | null;
  readonly includeFields: readonly string[];
  readonly metafieldNamespaces: readonly string[];
  readonly name: string | null;
  readonly apiVersion: string;
  /** Deliveries in a row that failed for good. */
  failures: number;
}
