import { storeShipToCountries } from "#database/ship-to-countries";
import { planShipToCountries } from "#domain/customers/ship-to-countries";
import type { ExecuteOptions } from "#shopify/client";
import { ShipToCountriesDocument } from "#shopify/generated/operations";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";

/** Countries of a store, and how many of them are new to the shop. */
export interface SyncedCountries {
  readonly read: number;
  readonly added: number;
}

/**
 * Reads the countries a store ships to, and adds what the set-up of customers by country has not got yet (report 30110). Safe to run
 * twice: what is there stays as it is, and is not counted as new.
 */
export async function syncCountries(
  deps: Pick<ShopActivityDeps, "db" | "shopify">,
  shopCode: string,
  options: ExecuteOptions,
): Promise<SyncedCountries> {
  const { data } = await deps.shopify.execute(shopCode, ShipToCountriesDocument, {}, options);
  const plan = planShipToCountries(data.shop.shipsToCountries);
  const added = await storeShipToCountries(deps.db, shopCode, plan);
  return { read: plan.countryCodes.length, added };
}
