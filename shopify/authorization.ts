import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { AppCredentials } from "./installation.ts";
import { requestedScopes } from "./scopes.ts";
import type { HostMap } from "./transport.ts";

/** Shopify signs the seconds at which it sent the browser on; what comes later than this was kept by somebody. */
const SIGNED_FOR_MS = 10 * 60_000;

/** What is not worth guessing, and the digest it is found by when it comes back. */
export function newState(): { readonly state: string; readonly stateHash: string } {
  const state = randomBytes(32).toString("base64url");
  return { state, stateHash: hashOfState(state) };
}

export const hashOfState = (state: string): string => createHash("sha256").update(state).digest("hex");

/** Where the code of a merchant who comes back is kept; a sealed code opens only there. */
export const placeOfCode = (stateHash: string): string => `oauth_request/${stateHash}/code`;

/**
 * Where a merchant agrees to let our app into a store ("Shopify: Implement authorization code grant manually"). A store of the sandbox has no address of
 * its own that a browser could find: every name under `localhost` leads to this machine.
 */
export function authorizeUrl(
  hosts: HostMap,
  store: string,
  request: { readonly clientId: string; readonly redirectUri: string; readonly state: string },
): string {
  const url = new URL("/admin/oauth/authorize", hosts.get(store) ?? `https://${store}`);
  if (hosts.has(store)) url.hostname = `${store}.localhost`;
  url.searchParams.set("client_id", request.clientId);
  url.searchParams.set("scope", requestedScopes.join(","));
  url.searchParams.set("redirect_uri", request.redirectUri);
  url.searchParams.set("state", request.state);
  return url.href;
}

/** Whether Shopify sent a browser here, and not long ago. */
export type QuerySignature = "good" | "wrong" | "old";

/**
 * Checks the query of a browser that Shopify sent here: hexadecimal HMAC-SHA256, in `hmac`, of the other members in the order of their names, written as a
 * form. Takes the same time whatever is wrong.
 */
export function signatureOf(query: URLSearchParams, app: AppCredentials, now: Date): QuerySignature {
  const signed = new URLSearchParams([...query].filter(([name]) => name !== "hmac" && name !== "signature"));
  signed.sort();
  const expected = createHmac("sha256", app.clientSecret).update(signed.toString()).digest();
  const given = Buffer.from(query.get("hmac") ?? "", "hex");
  // An empty secret would make the signature public knowledge.
  if (app.clientSecret === "" || given.length !== expected.length || !timingSafeEqual(given, expected)) return "wrong";
  const sentAt = Number(query.get("timestamp") ?? "") * 1000;
  return Math.abs(now.getTime() - sentAt) <= SIGNED_FOR_MS ? "good" : "old";
}
