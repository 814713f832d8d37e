/** Facts a message is built from and a page can translate: never secrets, never personal data. */
export type FailureParams = Readonly<Record<string, string | number | boolean>>;

/** What an `OperationalError` carries besides its message. */
export interface FailureOptions {
  /** Will trying again help without anybody changing anything? */
  readonly retryable: boolean;
  /** Milliseconds before a repeat makes sense; known for quotas and rate limits. */
  readonly retryAfterMs?: number;
  readonly params?: FailureParams;
  readonly cause?: unknown;
}

/**
 * Something outside our control went wrong, or a person has to act. `type` is the stable kebab-case code that is shown as
 * the problem code of the API, the failure type in Temporal and the error code on a record; the message says what to do.
 */
export class OperationalError extends Error {
  override readonly name = "OperationalError";
  readonly type: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly params: FailureParams;

  constructor(type: string, message: string, options: FailureOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.type = type;
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
    this.params = options.params ?? {};
  }
}
