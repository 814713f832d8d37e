const adminPrefix = "https://admin.shopify.com/store/";
const internalAddress = /^https:\/\/([a-z0-9][a-z0-9-]*\.myshopify\.com)\/*$/;

export const maxUrlLength = 250;

/**
 * The host name of the store that a person's input means: an internal address with or without `https://` and slashes, or the
 * address of the store's admin pages. Undefined for everything else, above all for public storefront domains, which do not
 * answer the Admin API.
 */
export function storeOfUrl(input: string): string | undefined {
  const trimmed = input.trim().toLowerCase();
  if (trimmed.length > maxUrlLength) return undefined;
  const url = trimmed.startsWith("https://") ? trimmed : `https://${trimmed}`;
  const name = url.startsWith(adminPrefix) ? url.slice(adminPrefix.length).split(/[/?#]/, 1)[0] : undefined;
  return internalAddress.exec(name === undefined ? url : `https://${name}.myshopify.com`)?.[1];
}
