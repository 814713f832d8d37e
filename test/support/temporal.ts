import { randomBytes } from "node:crypto";
import { Client, Connection } from "@temporalio/client";
import { msToTs } from "@temporalio/common/lib/time.js";
import type { NativeConnection } from "@temporalio/worker";

export interface TestNamespace {
  readonly address: string;
  readonly namespace: string;
  readonly connection: Connection;
  /** For workers; whoever starts none does not load the SDK's (0.3 s for each test file). */
  nativeConnection(): Promise<NativeConnection>;
  readonly client: Client;
  close(): Promise<void>;
}

/** A namespace of the caller's own, on the shared server unless another is named, so that ids and task queues can be those of production. */
export async function aNamespace(address = process.env["TEST_TEMPORAL_ADDRESS"]): Promise<TestNamespace> {
  if (address === undefined)
    throw new Error("TEST_TEMPORAL_ADDRESS is not set: run the tests with `npm test` or `node scripts/jest.mjs`");
  const namespace = `test-${randomBytes(6).toString("hex")}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs("1 day"),
  });
  let native: Promise<NativeConnection> | undefined;
  return {
    address,
    namespace,
    connection,
    nativeConnection: () => (native ??= connectNatively(address)),
    client: new Client({ connection, namespace }),
    close: async () => {
      await (await native)?.close();
      await connection.close();
    },
  };
}

async function connectNatively(address: string): Promise<NativeConnection> {
  await import("./quiet-runtime.ts");
  const worker = await import("@temporalio/worker");
  return worker.NativeConnection.connect({ address });
}
