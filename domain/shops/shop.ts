import { settings, type ShopSettings } from "./settings.ts";
import type { StoreProblem } from "./store-facts.ts";

/**
 * One set of rules for talking to one Shopify store. Several shops may point at the same store; what they share (tokens, quota, the cursor
 * of orders) is keyed by `store`.
 */
export interface Shop extends ShopSettings {
  readonly code: string;
  /** `https://{store}`; blank until somebody connects the shop. */
  readonly shopifyUrl: string;
  /** Host name of the store, blank like the URL. */
  readonly store: string;
  /** Changed by the actions enable and disable only. */
  readonly enabled: boolean;
  /** Who agreed to the exchange of data with the store, and when. */
  readonly enabledBy: string;
  readonly enabledAt: Date | null;
  /** Why enabling it failed last; null: it did not, or that is put right. */
  readonly enablingProblem: StoreProblem | null;
}

/** What a new shop starts with. */
export const initialSettings: ShopSettings = Object.fromEntries(
  Object.entries(settings).map(([name, setting]) => [name, setting.initial]),
) as unknown as ShopSettings;

/** A shop before anybody has set anything. */
export const newShop = (code: string): Shop => ({
  code,
  shopifyUrl: "",
  store: "",
  enabled: false,
  enabledBy: "",
  enabledAt: null,
  enablingProblem: null,
  ...initialSettings,
});
