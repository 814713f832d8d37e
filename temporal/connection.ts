import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";
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

const usual = defaultGrpcRetryOptions();
/**
 * What a busy service refuses is repeated once, after 1.7 s. The SDK would go on until the deadline, and then nobody could tell
 * a service that is busy from one that is away.
 */
const retries: typeof usual = {
  ...usual,
  retryableDecider: (attempt, status) => {
    const code: number = status.code;
    return usual.retryableDecider(attempt, status) && (code !== grpcCodes.resourceExhausted || attempt === 1);
  },
};

/** A client that connects at its first call, so that a process starts and answers health checks while Temporal is away. */
export function connectTemporal(options: ReturnType<typeof connectOptions>): Temporal {
  const connection = Connection.lazy({ ...options.connection, interceptors: [makeGrpcRetryInterceptor(retries)] });
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
    close: () => connection.close(),
  };
}
