import { createHmac } from "node:crypto";

/**
 * The headers by which a receiver knows who sends, that nothing was changed, and what it has had already ("Standard Webhooks", 1.0). Several
 * secrets make several signatures, of which it needs to know one (there, "Webhook headers": a list delimited by spaces, for key rotation).
 */
export function signatureHeaders(
  secrets: readonly string[],
  id: string,
  sentAt: Date,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
