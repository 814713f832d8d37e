import { readDataFile, lazily } from "../data-files.ts";

/** Scopes the schema's list does not name, or names only in words. */
const UNLISTED = [
  "read_all_orders",
  "read_shipping",
  "write_shipping",
  "read_shopify_payments_payouts",
  "read_shopify_payments_disputes",
];

/** Every scope there is: what an app gets unless `PUT /__sandbox/shop` says otherwise. */
export const allScopes: () => readonly string[] = lazily(() => {
  const named = readDataFile("access-scopes-2026-07.json.gz").matchAll(/"((?:read|write)_[a-z_]+)"/g);
  return [...new Set([...[...named].map(([, scope]) => scope ?? ""), ...UNLISTED])].toSorted();
});
