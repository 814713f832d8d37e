import type { ShopPatch } from "./plan-shop-change.ts";

/** What a person chooses in the guide; what is left out stays as it is. */
export interface InitialImportChoices {
  readonly itemTemplCode?: string | undefined;
  readonly customerTemplCode?: string | undefined;
  readonly shippingChargesAccount?: string | undefined;
  readonly autoCreateOrders?: boolean | undefined;
  readonly images: boolean;
}

/**
 * How the guide of Business Central sets a shop for its initial import ("Microsoft Learn: Get started with the Shopify connector"):
 * everything comes from Shopify, what is unknown is made, and nothing is sent to Shopify until somebody turns that on.
 */
export function initialImportPreset({ images, ...chosen }: InitialImportChoices): ShopPatch {
  return {
    ...chosen,
    allowOutgoingRequests: false,
    syncItem: "fromShopify",
    autoCreateUnknownItems: true,
    autoCreateUnknownCustomers: true,
    customerImportFromShopify: "allCustomers",
    ...(images ? { syncItemImages: "fromShopify" } : {}),
  };
}
