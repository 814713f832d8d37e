/** The shop as its settings describe it. */
import type { ShopState } from "../engine/contract.ts";
import type { ShopProfile } from "./records/shop.ts";

/** Shops are as old as this before the sandbox makes them. */
const AGE_MS = 700 * 86_400_000;

export function profileOf(shop: ShopState, createdAt: number, updatedAt: number): ShopProfile {
  const { settings } = shop;
  const [name = shop.host] = shop.host.split(".");
  return {
    host: shop.host,
    id: 60_000_000_000 + (shop.seed % 1_000_000) * 1_000,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    email: `owner@${shop.host}`,
    plan: settings.plan,
    currencyCode: settings.currency,
    enabledPresentmentCurrencies: settings.presentmentCurrencies,
    taxesIncluded: settings.taxesIncluded,
    taxShipping: false,
    ianaTimezone: settings.timeZone,
    weightUnit: "KILOGRAMS",
    shipsToCountries: ["CA", "DE", "DK", "GB", "JP", "US"],
    countryCode: "US",
    features: settings.features,
    createdAt: createdAt - AGE_MS,
    updatedAt,
    given: settings.fields,
  };
}
