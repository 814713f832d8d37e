import { companiesToRead, companyLocationsToRead } from "#database/companies";
import { customersToRead, refundedVariantsToRead, variantsToRead } from "#database/order-mapping";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions } from "#shopify/client";
import { importCompanyLocations, importShopifyCompanies } from "../companies/import-shopify-companies.ts";
import { importShopifyCustomers } from "../customers/import-shopify-customers.ts";
import { importShopifyVariants } from "../products/import-shopify-variants.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/**
 * Reads the Shopify customers, companies and variants that the mapping of these orders needs and that are not known here. One call for
 * a group of orders costs as much as one for a single order; nothing unknown costs nothing. Safe to repeat.
 */
export async function importMasterData(
  deps: OrderActivityDeps,
  shop: Shop,
  orderIds: readonly string[],
  options: ExecuteOptions = {},
): Promise<void> {
  const customerIds = await customersToRead(deps.db, shop, orderIds);
  if (customerIds.length > 0) await importShopifyCustomers(deps, shop, customerIds, options);
  const companyIds = await companiesToRead(deps.db, shop, orderIds);
  if (companyIds.length > 0) await importShopifyCompanies(deps, shop, companyIds, options);
  const locationIds = await companyLocationsToRead(deps.db, shop, orderIds);
  if (locationIds.length > 0) await importCompanyLocations(deps, shop, locationIds, options);
  const variantIds = await variantsToRead(deps.db, shop.code, orderIds);
  if (variantIds.length > 0) await importShopifyVariants(deps, shop, variantIds, options);
}

/** Reads what the documents of these refunds need of Shopify and is not known here; otherwise as `importMasterData`. */
export async function importRefundedVariants(
  deps: OrderActivityDeps,
  shop: Shop,
  refundIds: readonly string[],
  options: ExecuteOptions = {},
): Promise<void> {
  const variantIds = await refundedVariantsToRead(deps.db, shop.code, refundIds);
  if (variantIds.length > 0) await importShopifyVariants(deps, shop, variantIds, options);
}
