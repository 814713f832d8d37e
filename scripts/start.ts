/**
 * `npm start`: the whole product on this machine. Starts what is not configured elsewhere, connects the demo shop, brings its
 * orders into the ledger once, says what happened and stays until Ctrl-C. `--once` ends after the first run, with status 0 only
 * if the jobs succeeded.
 */
import { join, resolve } from "node:path";
import { EnvironmentError, readEnvironment, type Environment } from "#config/environment";
import { firstRun } from "./lib/first-run.ts";
import { OperatorError } from "./lib/operator-error.ts";
import { startParts, type StartedParts } from "./lib/parts.ts";
import { ensureAdminApiKey, ensureEncryptionKey } from "./lib/secrets.ts";
import { takeStartLock } from "./lib/start-lock.ts";
import { supervise } from "./lib/supervisor.ts";

const startedAt = Date.now();
const seconds = (): string => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
const say = (line: string): void => {
  console.log(`[${seconds().padStart(7)}] ${line}`);
};

function announce(environment: Environment, parts: StartedParts, newKey: string | undefined): void {
  const keyFile = join(environment.DATA_DIR, "admin-api-key");
  console.log(`
Ready after ${seconds()}.

  API docs         ${parts.apiUrl}/api/docs
  Status cues      ${parts.apiUrl}/api/cues
  Temporal Web UI  ${parts.temporalUiUrl ?? `(the server at ${parts.temporalAddress} has its own)`}
  API key          ${newKey ?? `in ${keyFile}`}

Ctrl-C stops everything; .data keeps it for the next start.`);
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends at once. */
function untilToldToStop(): Promise<void> {
  return new Promise((stop) => {
    const told = (): void => {
      process.once("SIGINT", () => process.exit(130));
      stop();
    };
    process.once("SIGINT", told);
    process.once("SIGTERM", told);
  });
}

async function main(): Promise<number> {
  const isOnce = process.argv.includes("--once");
  const environment = readEnvironment(process.env);
  const dataFolder = resolve(environment.DATA_DIR);
  const giveLockBack = takeStartLock(dataFolder);
  const supervisor = supervise(say);
  const told = untilToldToStop();
  try {
    const key = environment.ADMIN_API_KEY ?? ensureAdminApiKey(dataFolder);
    const adminApiKey = typeof key === "string" ? key : key.value;
    const encryptionKey = environment.ENCRYPTION_KEY ?? ensureEncryptionKey(dataFolder).value;
    const starting = startParts({ environment, dataFolder, adminApiKey, encryptionKey, supervisor, say });
    const parts = await Promise.race([starting, told.then(() => undefined)]);
    if (parts === undefined) return 130;
    const hasSucceeded = await firstRun({ apiUrl: parts.apiUrl, adminApiKey, say });
    announce(environment, parts, typeof key === "string" || !key.isNew ? undefined : key.value);
    if (isOnce) return hasSucceeded ? 0 : 1;
    await told;
    say("Stopping");
    return 0;
  } finally {
    await supervisor.stop();
    giveLockBack();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isForPeople = error instanceof OperatorError || error instanceof EnvironmentError;
  console.error(isForPeople ? error.message : error);
  process.exitCode = 1;
}
