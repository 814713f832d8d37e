import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Migrator, sql, type Migration } from "kysely";
import type { Database } from "./connection.ts";

/**
 * Brings the schema up to date from the forward-only `.sql` files of `folder`, in the order of their names. Concurrent callers
 * wait for each other. Returns the names that were applied; throws with the file's name when one fails (it is rolled back).
 */
export async function migrate(db: Database, folder: string): Promise<readonly string[]> {
  const migrator = new Migrator({
    // The migrator's own tables are snake_case already.
    db: db.withoutPlugins(),
    provider: { getMigrations: () => readMigrations(folder) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === "Error")?.migrationName;
    throw new Error(
      `Migration ${failed ?? "(preparation)"} failed: ${error instanceof Error ? error.message : JSON.stringify(error)}`,
      {
        cause: error,
      },
    );
  }
  return (results ?? []).map((result) => result.migrationName);
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
