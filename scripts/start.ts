/**
 * `npm start`: the whole product on this machine. Starts what is not configured elsewhere, connects the demo shop, brings its
 * orders into the ledger once, says what happened and stays until Ctrl-C. `--once` ends after the first run, with status 0 only
 * if the jobs succeeded.
 */
import { join, resolve } from "node:path";
import { EnvironmentError, readEnvironment, type Environment } from "#config/environment";
import { OperationalError } from "#domain/failure";
import { diskProblem } from "./lib/disk-problem.ts";
import { firstRun } from "./lib/first-run.ts";
import { OperatorError } from "./lib/operator-error.ts";
import { startParts, type StartedParts } from "./lib/parts.ts";
import { killAllStarted } from "./lib/processes.ts";
import { forgetServices } from "./lib/running-services.ts";
import { ensureAdminApiKey, ensureEncryptionKey } from "./lib/secrets.ts";
import { takeStartLock } from "./lib/start-lock.ts";
import { supervise } from "./lib/supervisor.ts";
import { untilToldToStop } from "./lib/told-to-stop.ts";

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
  Logs             ${join(parts.logFolder, "worker.log")} and api.log, level ${environment.LOG_LEVEL}
  API key          ${newKey ?? `in ${keyFile}`}
  Recurring jobs   npm run schedules -- apply    starts those of config/schedules.yaml

Ctrl-C stops everything; ${environment.DATA_DIR} keeps it for the next start.`);
}

async function main(): Promise<number> {
  const isOnce = process.argv.includes("--once");
  const environment = readEnvironment(process.env);
  const dataFolder = resolve(environment.DATA_DIR);
  const giveLockBack = takeStartLock(dataFolder);
  // Those of a start that was killed.
  forgetServices(dataFolder);
  const supervisor = supervise(say);
  const told = untilToldToStop(killAllStarted).then(() => "told" as const);
  try {
    const key = environment.ADMIN_API_KEY ?? ensureAdminApiKey(dataFolder);
    const adminApiKey = typeof key === "string" ? key : key.value;
    const encryptionKey = environment.ENCRYPTION_KEY ?? ensureEncryptionKey(dataFolder).value;
    const parts = await Promise.race([
      told,
      startParts({ environment, dataFolder, adminApiKey, encryptionKey, supervisor, say }),
    ]);
    const sandboxStores = environment.SANDBOX_HOSTS;
    const hasSucceeded =
      parts === "told"
        ? parts
        : await Promise.race([told, firstRun({ apiUrl: parts.apiUrl, adminApiKey, sandboxStores, say })]);
    if (parts === "told" || hasSucceeded === "told") {
      say("Stopping before the first run is over; Ctrl-C again ends at once");
      return 130;
    }
    announce(environment, parts, typeof key === "string" || !key.isNew ? undefined : key.value);
    if (isOnce) return hasSucceeded ? 0 : 1;
    await told;
    say("Stopping; Ctrl-C again ends at once");
    return 0;
  } finally {
    forgetServices(dataFolder);
    await supervisor.stop();
    giveLockBack();
  }
}

/** One sentence for what somebody can put right; the whole error for what nobody expected. */
function explain(error: unknown): unknown {
  const dataFolder = resolve(process.env["DATA_DIR"] ?? ".data");
  const isForPeople =
    error instanceof OperatorError || error instanceof EnvironmentError || error instanceof OperationalError;
  return diskProblem(error, dataFolder) ?? (isForPeople ? error.message : error);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
