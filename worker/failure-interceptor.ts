import { ApplicationFailure, ApplicationFailureCategory } from "@temporalio/common";
import type { ActivityInterceptorsFactory } from "@temporalio/worker";
import { storable } from "#database/storable";
import { OperationalError } from "#domain/failure";
import type { OperationalDetails } from "#workflows/failures";

/** Less would use up the attempts of an activity that only waits for its quota. */
const MINIMUM_RETRY_DELAY_MS = 5_000;

/** Turns what adapters and stores throw into failures that Temporal and our workflows can read. Other errors stay what they are. */
export const failureInterceptor: ActivityInterceptorsFactory = () => ({
  inbound: {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        sayWhole(error);
        throw error instanceof OperationalError ? toFailure(error) : error;
      }
    },
  },
});

/**
 * Texts of others may be cut in the middle of a character. Temporal's messages are UTF-8 and hold no half of one: the worker would end over it, and the
 * next worker over the repeat.
 */
function sayWhole(error: unknown): void {
  const seen = new Set<unknown>();
  for (let one = error; one instanceof Error && !seen.has(one); one = one.cause) {
    seen.add(one);
    one.message = storable(one.message);
    if (one.stack !== undefined) one.stack = storable(one.stack);
  }
}

function toFailure(error: OperationalError): ApplicationFailure {
  return ApplicationFailure.create({
    type: error.type,
    message: error.message,
    nonRetryable: !error.retryable,
    details: [{ isTemporary: error.retryable, params: error.params } satisfies OperationalDetails],
    cause: error,
    ...(error.retryAfterMs === undefined
      ? {}
      : {
          nextRetryDelay: Math.max(MINIMUM_RETRY_DELAY_MS, error.retryAfterMs),
          // A quota that is used up is everyday life: no error in logs and metrics.
          category: ApplicationFailureCategory.BENIGN,
        }),
  });
}
