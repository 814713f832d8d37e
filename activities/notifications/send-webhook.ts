import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { problemOfWebhookAddress } from "#domain/jobs/webhook-address";
import type { Message } from "./message.ts";
import { addressesOf, type ResolvedAddress } from "./public-addresses.ts";
import { receiverRefuses, receiverUnavailable } from "./receiver-failures.ts";
import { signatureHeaders } from "./webhook-signature.ts";

const TIMEOUT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;

export interface WebhookReceiver {
  readonly url: string;
  /** Each signs: the receiver knows one of them. */
  readonly secrets: readonly string[];
}

/**
 * Posts a message as JSON, signed. Throws `notification-refused` when it will not be accepted later either, and
 * `notification-receiver-unavailable`; neither says more of the receiver than its host. Redirects are not followed: the secrets are for one address.
 */
export async function sendWebhook(
  { url: address, secrets }: WebhookReceiver,
  message: Message,
  trustedHosts: readonly string[],
): Promise<void> {
  if (problemOfWebhookAddress(address, trustedHosts) !== undefined)
    throw receiverRefuses("Webhooks are only sent by https, or to a host that WEBHOOK_HOSTS names");
  const url = new URL(address);
  const isTrusted = trustedHosts.includes(url.hostname);
  const addresses = await addressesOf(url.hostname.replaceAll(/[[\]]/g, ""), isTrusted);
  const body = JSON.stringify(message);
  const { status, retryAfter } = await post(url, addresses, body, {
    ...signatureHeaders(secrets, message.id, new Date(), body),
    "content-type": "application/json",
    "user-agent": "shopify-business-central-sync",
  });
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400)
    throw receiverRefuses(`${url.host} redirects (${status}): enter the address it redirects to`);
  if (status >= 500 || status === 408 || status === 429)
    throw receiverUnavailable(`${url.host} answers with ${status}`, waitOf(retryAfter));
  throw receiverRefuses(`${url.host} refuses with ${status}: look at its address, and whether it knows the secret`);
}

interface WebhookAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function post(
  url: URL,
  addresses: readonly ResolvedAddress[],
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<WebhookAnswer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(
      url,
      {
        method: "POST",
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        // Where it may be, as it was looked up: the name is not looked up again.
        lookup: (_host, options, done) => {
          if (options.all === true) done(null, [...addresses]);
          else done(null, addresses[0]?.address ?? "", addresses[0]?.family);
        },
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] });
        // What it says is not read.
        response.destroy();
      },
    );
    request.once("error", (error: Error & { readonly code?: string }) => {
      const why = error.name === "AbortError" || error.name === "TimeoutError" ? "no answer in time" : error.code;
      reject(receiverUnavailable(`${url.host} cannot be reached: ${why ?? error.name}`));
    });
    request.end(body);
  });
}

/** Seconds to wait as the receiver says (RFC 9110, 10.2.3), within an hour. A date is left to our own delays. */
function waitOf(retryAfter: string | undefined): number | undefined {
  const ms = Number(retryAfter ?? Number.NaN) * 1_000;
  return ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : undefined;
}
