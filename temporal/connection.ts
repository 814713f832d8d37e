import { setTimeout as sleep } from "node:timers/promises";
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";
import { tellFailedRequests, type FailedRequest } from "./failed-requests.ts";
import { grpcCodes } from "./grpc-code.ts";

export interface TemporalSettings {
  /** `host:port`. */
  readonly address?: string;
  readonly namespace?: string;
}

export interface Temporal {
  readonly client: Client;
  readonly connection: Connection;
  readonly namespace: string;
  /** Whether the service answers. */
  isServing(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * How to reach Temporal: API key, TLS and profile come from the variables and files of the Temporal tools
 * ("Temporal: environment configuration"); what is given here wins.
 */
export function connectOptions(settings: TemporalSettings, variables: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(
    Object.entries(variables).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: given });
  return {
    connection: { ...connectionOptions, ...(settings.address === undefined ? {} : { address: settings.address }) },
    namespace: settings.namespace ?? namespace ?? "default",
  };
}

/** The timer of a repeat is set a little after its delay was asked for, and a busy process calls it later still. */
const TIMER_LATENESS_MS = 250;

/**
 * How calls are repeated. What a busy service refuses is repeated once, after 1.7 s: the SDK would go on until the deadline, and then
 * nobody could tell a service that is busy from one that is away.
 */
function repeats() {
  const usual = defaultGrpcRetryOptions();
  let nextAt = 0;
  let isOver = false;
  const options: typeof usual = {
    delayFunction: (attempt, status) => {
      const delayMs = usual.delayFunction(attempt, status);
      nextAt = Math.max(nextAt, Date.now() + delayMs);
      return delayMs;
    },
    retryableDecider: (attempt, status) => {
      const code: number = status.code;
      const isPatient = code !== grpcCodes.resourceExhausted || attempt === 1;
      return !isOver && isPatient && usual.retryableDecider(attempt, status);
    },
  };
  return {
    options,
    /** Lets no call be repeated any more. A repeat that came due on a closed connection would throw where nobody catches it. */
    end: async (): Promise<void> => {
      isOver = true;
      await sleep(Math.max(0, nextAt + TIMER_LATENESS_MS - Date.now()));
    },
  };
}

/**
 * A client that connects at its first call, so that a process starts and answers health checks while Temporal is away. `onFailedRequest` hears
 * of each request that failed, also of one that is repeated.
 */
export function connectTemporal(
  options: ReturnType<typeof connectOptions>,
  onFailedRequest?: (failed: FailedRequest) => void,
): Temporal {
  const repeated = repeats();
  const connection = Connection.lazy({
    ...options.connection,
    interceptors: [
      makeGrpcRetryInterceptor(repeated.options),
      ...(onFailedRequest === undefined ? [] : [tellFailedRequests(onFailedRequest)]),
    ],
  });
  const { namespace } = options;
  return {
    client: new Client({ connection, namespace }),
    connection,
    namespace,
    isServing: async () => {
      try {
        await connection.withDeadline(Date.now() + 2_000, () =>
          connection.healthService.check({ service: "temporal.api.workflowservice.v1.WorkflowService" }),
        );
        return true;
      } catch {
        return false;
      }
    },
    close: async () => {
      await repeated.end();
      await connection.close();
    },
  };
}
