import { isGrpcServiceError, NamespaceNotFoundError } from "@temporalio/client";
import { EnvironmentError } from "#config/environment";
import { startProblem } from "#config/start-problem";
import { OperationalError } from "#domain/failure";
import { grpcCodes, hasGrpcCode } from "#temporal/grpc-code";
import { OperatorError } from "../lib/operator-error.ts";
import type { Connected } from "./connect.ts";

type Places = Pick<Connected, "databaseUrl" | "temporalAddress" | "temporalNamespace">;

/** SQLSTATE: there is no such table, or no such column. */
const OTHER_TABLES = ["42P01", "42703"];

/** One sentence for what somebody can put right; the whole error for what nobody expected. */
export function explain(error: unknown, places: Places | undefined): unknown {
  if (error instanceof OperatorError || error instanceof EnvironmentError) return error.message;
  if (places === undefined) return error;
  const { databaseUrl, temporalAddress, temporalNamespace } = places;
  if (error instanceof OperationalError)
    switch (error.type) {
      case "temporal-unavailable":
        return `Temporal does not answer at ${temporalAddress}: start it, or set TEMPORAL_ADDRESS to where it is`;
      case "schedule-not-found":
        return `${error.message}: npm run schedules -- list shows those there are`;
      default:
        return error.message;
    }
  if (error instanceof NamespaceNotFoundError || isOfMissingNamespace(error))
    return `Temporal at ${temporalAddress} has no namespace ${temporalNamespace}: set TEMPORAL_NAMESPACE to one it has`;
  if (isOfUnpreparedNamespace(error))
    return `The namespace ${temporalNamespace} is not prepared yet: start npm run worker once, which does it`;
  if (OTHER_TABLES.includes((error as { readonly code?: string } | null)?.code ?? ""))
    return "The database is not that of this version: start npm run worker once, which brings it up to date";
  return startProblem(error, { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress }) ?? error;
}

/** As the service answers a call that the SDK does not put into words of its own. */
const isOfMissingNamespace = (error: unknown): boolean =>
  isGrpcServiceError(error) && hasGrpcCode(error, grpcCodes.notFound) && error.details.startsWith("Namespace ");

/** Its search attributes are made by the first worker. */
function isOfUnpreparedNamespace(error: unknown): boolean {
  const status = isGrpcServiceError(error) || !(error instanceof Error) ? error : error.cause;
  return (
    isGrpcServiceError(status) &&
    hasGrpcCode(status, grpcCodes.invalidArgument) &&
    status.details.includes("search attribute")
  );
}
