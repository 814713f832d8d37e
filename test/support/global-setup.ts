import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectDatabase } from "#database/connection";
import { migrate } from "#database/migrate";
import { ensureDatabase, startPostgres, type PostgresServer } from "#scripts/lib/postgres";
import { projectPath } from "#scripts/lib/project";
import { ensureTemporalCli, startTemporal } from "#scripts/lib/temporal-cli";
import globalTeardown from "./global-teardown.ts";
import { keepServers, runningServers } from "./servers.ts";

/** Database every test file's own database is cloned from. */
const TEMPLATE = "template_migrated";

async function migratedPostgres(folder: string): Promise<PostgresServer> {
  const postgres = await startPostgres({ folder: join(folder, "postgres"), disposable: true });
  const db = connectDatabase(await ensureDatabase(postgres, TEMPLATE));
  await migrate(db, projectPath("database/migrations"));
  await db.destroy();
  return postgres;
}

/** One PostgreSQL and one Temporal server for the whole run; each test file takes a database and a namespace of its own. */
export default async function globalSetup(): Promise<void> {
  // jest calls this once per project; the servers are shared.
  if (runningServers() !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), "sync-test-"));
  // PostgreSQL runs as another user when we are root and has to be able to enter.
  chmodSync(folder, 0o711);
  const [postgres, temporal] = await Promise.all([
    migratedPostgres(folder),
    ensureTemporalCli().then((cli) => startTemporal(cli, { databaseFile: join(folder, "temporal.db") })),
  ]);
  keepServers({ folder, postgres, temporal });
  // Somebody ends the run: jest then tears nothing down, and the servers have process groups of their own.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void globalTeardown().finally(() => process.exit(130)));
  process.env["TEST_FOLDER"] = folder;
  process.env["TEST_DATABASE_URL"] = postgres.url(TEMPLATE);
  process.env["TEST_TEMPORAL_ADDRESS"] = temporal.address;
}
