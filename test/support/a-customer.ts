import type { ShopifyCustomer } from "#database/customers";

/** Shopify customer 71 of the shop DEMO as it is stored, without an address. */
export const aShopifyCustomer = (changes: Partial<ShopifyCustomer> = {}): ShopifyCustomer => ({
  store: "demo.myshopify.com",
  shopifyCustomerId: "71",
  shop: "DEMO",
  firstName: "Jane",
  lastName: "Roe",
  email: "jane@example.com",
  phone: "",
  acceptsMarketing: false,
  verifiedEmail: true,
  taxExempt: false,
  state: "enabled",
  note: "",
  tags: [],
  shopifyCreatedAt: "2026-01-01T00:00:00Z",
  shopifyUpdatedAt: "2026-01-01T00:00:00Z",
  addresses: [],
  ...changes,
});
