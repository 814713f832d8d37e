import { isGrpcServiceError } from "@temporalio/client";

/** Status codes of gRPC that we tell apart ("gRPC: status codes"). */
export const grpcCodes = {
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  resourceExhausted: 8,
  unimplemented: 12,
  unavailable: 14,
} as const;

/** Whether the service itself answered with this status. Handles and clients wrap most errors; raw calls throw them as they are. */
export function hasGrpcCode(error: unknown, code: number): boolean {
  if (!isGrpcServiceError(error)) return false;
  const answered: number = error.code;
  return answered === code;
}
