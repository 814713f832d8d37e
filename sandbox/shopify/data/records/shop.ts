/** Facts about the shop itself and what apps have subscribed to. */
export interface ShopProfile {
  /** Host name, for example `demo.myshopify.com`. */
  readonly host: string;
  readonly id: number;
  name: string;
  email: string;
  plan: "basic" | "grow" | "advanced" | "plus" | "plus-trial" | "development";
  currencyCode: string;
  enabledPresentmentCurrencies: readonly string[];
  taxesIncluded: boolean;
  taxShipping: boolean;
  /** State, county or national rate applied to placed orders; 0: no tax lines. */
  taxRate: number;
  taxTitle: string;
  ianaTimezone: string;
  weightUnit: "GRAMS" | "KILOGRAMS" | "OUNCES" | "POUNDS";
  shipsToCountries: readonly string[];
  countryCode: string;
  features: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
  given?: Record<string, unknown>;
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
