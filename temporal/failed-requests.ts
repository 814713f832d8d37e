import { InterceptingCall, status, type Interceptor } from "@grpc/grpc-js";

/** What a process tells Prometheus of its requests, under the same name in every process; Prometheus has counters end in `_total`. */
export const failedRequests = {
  name: "temporal_client_failed_requests",
  help: "Requests to Temporal that failed, by operation and gRPC status code; each repeat counts",
} as const;

/** Both have few values: an operation is a name of Temporal's API, a code one of gRPC's sixteen. */
export interface FailedRequest {
  readonly operation: string;
  readonly code: string;
}

/** Tells of each request that ends otherwise than with OK. Inside of what repeats requests it sees each of them. */
export function tellFailedRequests(tell: (failed: FailedRequest) => void): Interceptor {
  return (options, nextCall) => {
    const operation = options.method_definition.path.split("/").at(-1) ?? "";
    return new InterceptingCall(nextCall(options), {
      start: (metadata, _listener, next) => {
        next(metadata, {
          onReceiveStatus: (ended, pass) => {
            // What is no code of gRPC counts as UNKNOWN ("gRPC: status codes").
            if (ended.code !== status.OK)
              tell({ operation, code: ended.code in status ? status[ended.code] : "UNKNOWN" });
            pass(ended);
          },
        });
      },
    });
  };
}
