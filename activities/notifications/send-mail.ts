import { createTransport } from "nodemailer";
import { english } from "#domain/jobs/notification-texts";
import type { Message } from "./message.ts";
import { receiverRefuses, receiverUnavailable } from "./receiver-failures.ts";

/** Where mail goes out. */
export interface MailServer {
  /** `smtp://` or `smtps://`, with user and password. */
  readonly url: string;
  readonly from: string;
}

const CONNECT_MS = 5_000;
const SILENCE_MS = 10_000;

/**
 * Sends a message as text. A repeat has the same Message-ID, by which mail systems know it. Throws `notification-refused` when the mail server
 * will not take it later either, and `notification-receiver-unavailable`; what the server says stays out of both, because it may name the receiver.
 */
export async function sendMail({ url, from }: MailServer, to: string, message: Message): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  const { details, restart } = message.links;
  try {
    await transport.sendMail({
      from,
      to,
      subject: message.title,
      text: [
        message.text,
        ...(details === null ? [] : [`${english.details}: ${details}`]),
        ...(restart === null ? [] : [`${english.restart}: POST ${restart}`]),
      ].join("\n\n"),
      messageId: `<${message.id}@${domainOf(from)}>`,
      // No answer of a machine is wanted (RFC 3834, 5).
      headers: { "Auto-Submitted": "auto-generated" },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw failureOf(error);
  } finally {
    transport.close();
  }
}

/** Of `a@example.com` or `Name <a@example.com>`. */
const domainOf = (from: string): string => /@(?<domain>[^\s>]+)>?\s*$/.exec(from)?.groups?.["domain"] ?? "localhost";

function failureOf(error: unknown): Error {
  const { code, responseCode } = error as { readonly code?: string; readonly responseCode?: number };
  if (code === "EAUTH")
    return receiverUnavailable("The mail server does not let us in: look at user and password in SMTP_URL");
  if (responseCode !== undefined && responseCode >= 500)
    return receiverRefuses(`The mail server refuses with ${responseCode}: look at the address, and at SMTP_FROM`);
  return receiverUnavailable(
    `The mail server cannot be reached or is busy: ${responseCode ?? code ?? "no reason given"}`,
  );
}
