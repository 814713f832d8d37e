import { isGrpcServiceError } from "@temporalio/client";
import { OperationalError } from "#domain/failure";

const DEADLINE_EXCEEDED = 4;
const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;

/** The gRPC status that an error is about; looks through the wrappers of the client. */
function statusOf(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (isGrpcServiceError(cause)) return cause.code;
  return undefined;
}

/** Whether Temporal said no, or nothing: not our own mistake in reading what it said. */
export const isOfTemporal = (error: unknown): boolean => statusOf(error) !== undefined;

/** Whether Temporal did not answer, or had no time for us. */
export function isTemporalAway(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && [DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE].includes(status);
}

/** Runs calls that have to be answered within `ms`. Throws `temporal-unavailable` when they are not. */
export async function answeredWithin<R>(
  client: { withDeadline<T>(deadline: number, fn: () => Promise<T>): Promise<T> },
  ms: number,
  fn: () => Promise<R>,
): Promise<R> {
  try {
    return await client.withDeadline(Date.now() + ms, fn);
  } catch (error) {
    if (!isTemporalAway(error)) throw error;
    throw new OperationalError(
      "temporal-unavailable",
      "The Temporal service does not answer; jobs that run go on when it is back. Try again in a moment",
      { retryable: true, retryAfterMs: 5_000, cause: error },
    );
  }
}
