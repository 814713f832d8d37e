import { OperationalError } from "#domain/failure";

// Never with the error of a library as cause: what receivers and mail servers say may name people, and goes into Temporal's histories.

/** Sending it again would not help until somebody changes something. */
export const receiverRefuses = (message: string): OperationalError =>
  new OperationalError("notification-refused", message, { retryable: false });

/** The receiver is away or busy. */
export const receiverUnavailable = (message: string, retryAfterMs?: number): OperationalError =>
  new OperationalError("notification-receiver-unavailable", message, {
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
