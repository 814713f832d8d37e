const REPLACEMENT = "(redacted)";

/** Upload targets are addresses with a signature: whoever reads one can write to the store's storage for as long as it lives. */
const SIGNED_PARAMETERS = /("parameters"\s*:\s*)\[[^\]]*\]/g;
const SIGNED_ADDRESSES = /("(?:url|resourceUrl)"\s*:\s*"[^"?]*\?)[^"]*"/g;
const STAGED = /stagedUploadsCreate|stagedTargets/;

/** A text that can be kept: without the given secrets, without signatures, and without the zero byte PostgreSQL refuses. */
export function redacted(text: string, secrets: readonly string[]): string {
  let clean = text.replaceAll("\u0000", "\uFFFD");
  for (const secret of secrets) if (secret !== "") clean = clean.replaceAll(secret, REPLACEMENT);
  if (!STAGED.test(clean)) return clean;
  return clean.replaceAll(SIGNED_PARAMETERS, `$1"${REPLACEMENT}"`).replaceAll(SIGNED_ADDRESSES, `$1${REPLACEMENT}"`);
}
