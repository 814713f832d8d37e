import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether a delivery was signed with one of our secrets: base64 HMAC-SHA256 of the raw body in `X-Shopify-Hmac-Sha256`. After a rotation either
 * secret may sign for an hour, so there is a list. Takes the same time whatever is wrong ("Shopify: Verify webhook deliveries").
 */
export function isSignedByShopify(
  rawBody: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  const given = Buffer.from(signature ?? "", "base64");
  let matches = false;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(rawBody).digest();
    // An empty secret would make the signature public knowledge.
    if (secret !== "" && given.length === expected.length && timingSafeEqual(given, expected)) matches = true;
  }
  return matches;
}
