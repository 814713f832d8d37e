import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureTemporalCli, startTemporal } from "#scripts/lib/temporal-cli";
import { createSecrets } from "#shopify/secrets";
import { installationOf } from "#shopify/installation";
import { connectOptions, connectTemporal, type Temporal } from "#temporal/connection";
import { anApi, type TestApi } from "#test/api/an-api";
import { bundleFile } from "./bundle-file.ts";
import { aCrew, type Crew } from "./chaos-crew.ts";
import { aDatabase } from "./database.ts";
import { aSandbox, type SandboxHandle } from "./sandbox.ts";

/** An API with worker processes, stores, and a Temporal server of its own: all of them but the API and the database may die. */
export interface StormyPlace {
  readonly api: TestApi;
  readonly temporal: Temporal;
  /** The first store's; others are reached by `shop`. */
  readonly sandbox: SandboxHandle;
  readonly crew: Crew;
  /** Ends the Temporal server by SIGKILL and starts it again after a while. Answers when it was gone, in milliseconds since the epoch. */
  restartTemporal(awayMs: number): Promise<{ readonly from: number; readonly to: number }>;
  close(): Promise<void>;
}

type Undo = () => unknown;

export async function aStormyPlace(stores: readonly [string, ...string[]], workers: number): Promise<StormyPlace> {
  const folder = mkdtempSync(join(tmpdir(), "storm-"));
  const undo: Undo[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const databaseFile = join(folder, "temporal.db");
    const [cli, codePath, database, sandbox] = await Promise.all([
      ensureTemporalCli(),
      bundleFile(),
      aDatabase(),
      aSandbox(stores[0]),
    ]);
    undo.push(() => database.drop());
    undo.push(() => sandbox.close());
    let server = await startTemporal(cli, { databaseFile });
    undo.push(() => server.stop());
    const { address } = server;
    const temporal = connectTemporal(connectOptions({ address, namespace: "default" }, {}));
    undo.push(() => temporal.close());
    const encryptionKey = randomBytes(32).toString("base64");
    const crew = await aCrew(workers, {
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: "default",
      ENCRYPTION_KEY: encryptionKey,
      SANDBOX_HOSTS: stores.join(","),
      SANDBOX_PORT: String(sandbox.port),
      CHAOS_BUNDLE: codePath,
    });
    undo.push(() => crew.stop());
    const installation = installationOf({
      sandboxHosts: stores,
      sandboxPort: sandbox.port,
      clientId: undefined,
      clientSecret: undefined,
    });
    const api = await anApi(
      { ...installation, temporal, secrets: createSecrets([encryptionKey]) },
      { db: database.db, client: temporal.client, close: () => Promise.resolve() },
    );
    undo.push(() => api.close());
    return {
      api,
      temporal,
      sandbox,
      crew,
      restartTemporal: async (awayMs) => {
        const from = Date.now();
        process.kill(server.pid, "SIGKILL");
        await server.ended;
        await sleep(awayMs);
        server = await startTemporal(cli, { databaseFile, preferredPort: Number(address.split(":")[1]) });
        if (server.address !== address) throw new Error(`The port of ${address} was taken meanwhile`);
        return { from, to: Date.now() };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
