/** What the product asks for when a store is connected, in the order Microsoft's connector asks for it. */
export const requestedScopes: readonly string[] = [
  "write_orders",
  "read_all_orders",
  "write_assigned_fulfillment_orders",
  "read_checkouts",
  "write_customers",
  "read_discounts",
  "write_files",
  "write_merchant_managed_fulfillment_orders",
  "write_fulfillments",
  "write_inventory",
  "read_locations",
  "write_products",
  "write_shipping",
  "read_shopify_payments_disputes",
  "read_shopify_payments_payouts",
  "write_returns",
  "write_translations",
  "write_third_party_fulfillment_orders",
  "write_order_edits",
  "write_publications",
  "write_payment_terms",
  "write_draft_orders",
  "read_locales",
  "read_shopify_payments_accounts",
  "read_users",
  "read_markets",
];

/** What a report cannot do without, and what it reads only where it is granted (an optional field is then unknown, never cleared). */
export interface ReportScopes {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const fulfillmentOrders = [
  "read_assigned_fulfillment_orders",
  "read_merchant_managed_fulfillment_orders",
  "read_third_party_fulfillment_orders",
];

/** Scopes by report. Without `read_all_orders` orders older than sixty days are missing without a word, so it is required. */
export const reportScopes = {
  syncOrders: {
    required: [
      "write_orders",
      "read_all_orders",
      "read_customers",
      "read_products",
      "read_locations",
      ...fulfillmentOrders,
    ],
    optional: ["read_returns", "read_payment_terms", "read_companies", "read_users", "read_gift_cards"],
  },
  createSalesOrders: { required: ["write_orders"], optional: [] },
} as const satisfies Readonly<Record<string, ReportScopes>>;

/** The scopes of a comma-separated list, with the read access that write access includes ("Shopify: API access scopes"). */
export function scopeSet(list: string): ReadonlySet<string> {
  const named = list.split(/[\s,]+/).filter((scope) => scope !== "");
  const included = named.flatMap((scope) =>
    scope.startsWith("write_") ? [`read_${scope.slice("write_".length)}`] : [],
  );
  return new Set([...named, ...included]);
}

/** Which of the wanted scopes a list does not grant. */
export function missingScopes(granted: string, wanted: readonly string[]): readonly string[] {
  const scopes = scopeSet(granted);
  return wanted.filter((scope) => !scopes.has(scope));
}
