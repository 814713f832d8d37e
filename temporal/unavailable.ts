import { isGrpcServiceError } from "@temporalio/client";
import { OperationalError } from "#domain/failure";
import { grpcCodes } from "./grpc-code.ts";

const AWAY: readonly number[] = [grpcCodes.deadlineExceeded, grpcCodes.unavailable, grpcCodes.resourceExhausted];

/** The gRPC status that an error is about; looks through the wrappers of the client. */
const statusOf = (error: unknown): number | undefined => grpcErrorOf(error)?.code;

function grpcErrorOf(error: unknown): { readonly code: number; readonly details: string } | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (isGrpcServiceError(cause)) return cause;
  return undefined;
}

/** Whether Temporal said no, or nothing: not our own mistake in reading what it said. */
export const isOfTemporal = (error: unknown): boolean => statusOf(error) !== undefined;

/** Whether Temporal did not answer, or had no time for us. */
export function isTemporalAway(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && (AWAY.includes(status) || gaveUp(error));
}

/**
 * The service gives up at the deadline it was told, and in a busy process its word comes before our own clock's. Where we cancel a call ourselves it is
 * "Cancelled on client" instead.
 */
const gaveUp = (error: unknown): boolean =>
  grpcErrorOf(error)?.code === grpcCodes.cancelled && grpcErrorOf(error)?.details === "Call cancelled";

/** Runs calls that have to be answered within `ms`. Throws `temporal-busy` or `temporal-unavailable` when they are not. */
export async function answeredWithin<R>(
  client: { withDeadline<T>(deadline: number, fn: () => Promise<T>): Promise<T> },
  ms: number,
  fn: () => Promise<R>,
): Promise<R> {
  try {
    return await client.withDeadline(Date.now() + ms, fn);
  } catch (error) {
    throw failureOfTemporal(error) ?? error;
  }
}

/** What an error amounts to when Temporal is away or busy: `temporal-busy` or `temporal-unavailable`. Undefined for any other. */
export function failureOfTemporal(error: unknown): OperationalError | undefined {
  if (!isTemporalAway(error)) return undefined;
  return statusOf(error) === grpcCodes.resourceExhausted ? temporalBusy(error) : temporalUnavailable(error);
}

const temporalBusy = (cause: unknown): OperationalError =>
  new OperationalError("temporal-busy", "The Temporal service has too much to do: try again in a few seconds", {
    retryable: true,
    retryAfterMs: 5_000,
    cause,
  });

export const temporalUnavailable = (cause?: unknown): OperationalError =>
  new OperationalError(
    "temporal-unavailable",
    "The Temporal service does not answer; jobs that run go on when it is back. Try again in a moment",
    { retryable: true, retryAfterMs: 5_000, cause },
  );
