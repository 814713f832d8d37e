import { initialSettings, type Shop } from "#domain/shops/shop";

/** A disabled shop with the settings of a new one. */
export const aShop = (settings: Partial<Shop> = {}): Shop => ({
  code: "DEMO",
  shopifyUrl: "https://demo.myshopify.com",
  store: "demo.myshopify.com",
  enabled: false,
  enabledBy: "",
  enabledAt: null,
  enablingProblem: null,
  ...initialSettings,
  ...settings,
});
