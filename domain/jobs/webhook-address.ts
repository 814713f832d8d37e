/** Why a webhook may not be sent there. */
export type AddressProblem = "not-a-url" | "has-password" | "not-https";

/**
 * Whether notifications may be sent to an address, as far as the address itself tells: only by https and without a user or password in it, which
 * would be shown wherever the address is. Hosts that the installation trusts may also be reached by http.
 */
export function problemOfWebhookAddress(address: string, trustedHosts: readonly string[]): AddressProblem | undefined {
  if (!URL.canParse(address)) return "not-a-url";
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "not-a-url";
  if (url.username !== "" || url.password !== "") return "has-password";
  return url.protocol === "https:" || trustedHosts.includes(url.hostname) ? undefined : "not-https";
}
