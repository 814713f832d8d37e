/** A call to Shopify as the log has it. */
export interface LoggedCall {
  readonly createdAt: Date;
  readonly store: string;
  readonly url: string;
  readonly statusCode: number;
  readonly requestId: string;
  readonly request: string;
  readonly response: string;
}

const ESCALATION_DAYS = 14;
const DAY_MS = 86_400_000;

/** Shopify looks into its own errors, and only while it still has its logs of them ("Microsoft Learn: Troubleshoot the Shopify connector"). */
export const canEscalate = (
  { statusCode, createdAt }: Pick<LoggedCall, "statusCode" | "createdAt">,
  now: Date,
): boolean => statusCode === 500 && now.getTime() - createdAt.getTime() <= ESCALATION_DAYS * DAY_MS;

/** What Shopify's support needs to find the call. */
export const escalationText = (call: LoggedCall): string =>
  [
    "A call to the Admin API was answered with an internal error (500).",
    "",
    `Request ID: ${call.requestId}`,
    `Time (UTC): ${call.createdAt.toISOString()}`,
    `Store: ${call.store}`,
    `API version: ${/\/admin\/api\/([^/]+)\//u.exec(call.url)?.[1] ?? "unknown"}`,
    "",
    "Request:",
    call.request,
    "",
    "Response:",
    call.response,
  ].join("\n");
