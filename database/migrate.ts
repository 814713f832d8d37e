import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Migrator, sql, type Migration } from "kysely";
import { OperationalError } from "#domain/failure";
import type { Database } from "./connection.ts";

/**
 * Brings the schema up to date from the forward-only `.sql` files of `folder`, in the order of their names. Every process does so
 * before it works: those that start at once wait for each other, by an advisory lock that a killed one lets go of. Returns the names
 * that were applied; throws `database-newer`, with the file's name when one fails (all are rolled back), and what the database says
 * when it cannot be reached.
 */
export async function migrate(db: Database, folder: string): Promise<readonly string[]> {
  const migrator = new Migrator({
    // The migrator's own tables are snake_case already.
    db: db.withoutPlugins(),
    provider: { getMigrations: () => readMigrations(folder) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await refuseNewer(db, folder, error);
    const reason = error instanceof Error ? error : new Error(JSON.stringify(error));
    const failed = results?.find((result) => result.status === "Error")?.migrationName;
    // Before the first of them it is the database that cannot be worked with.
    if (failed === undefined) throw reason;
    throw new Error(`Migration ${failed} failed: ${reason.message}`, { cause: error });
  }
  return (results ?? []).map((result) => result.migrationName);
}

/** A schema that this program does not know yet is none that it may write to. */
async function refuseNewer(db: Database, folder: string, cause: unknown): Promise<void> {
  const known = new Set(Object.keys(await readMigrations(folder)));
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`
    .execute(db)
    .then(({ rows }) => rows.map(({ name }) => name))
    // Without the table, or the database, the error is another one.
    .catch(() => []);
  const unknown = applied.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new OperationalError(
    "database-newer",
    `The database belongs to a later version of this program (it has migration ${unknown}): start that version, or set DATABASE_URL to another database`,
    { retryable: false, params: { migration: unknown }, cause },
  );
}

async function readMigrations(folder: string): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql"));
  const migrations = files.map(async (file): Promise<[string, Migration]> => {
    const text = await readFile(join(folder, file), "utf8");
    return [
      file.slice(0, -".sql".length),
      {
        up: async (db) => {
          await sql.raw(text).execute(db);
        },
      },
    ];
  });
  return Object.fromEntries(await Promise.all(migrations));
}
