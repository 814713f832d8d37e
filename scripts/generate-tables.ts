/**
 * Writes database/tables.ts: one TypeScript interface per table and view, read from a freshly migrated database.
 * `--check` writes nothing and fails when the checked-in file is out of date.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { connectDatabase } from "../database/connection.ts";
import { migrate } from "../database/migrate.ts";
import { tableTypes, type ColumnRow } from "./lib/table-types.ts";
import { ensureDatabase, startPostgres } from "./lib/postgres.ts";
import { projectPath } from "./lib/project.ts";

const COLUMNS = `
  select n.nspname as schema, c.relname as "table", a.attname as "column", t.typname as type,
         a.attnotnull as "notNull", (a.atthasdef or a.attidentity <> '' or a.attgenerated <> '') as "hasDefault",
         (a.attidentity = 'a' or a.attgenerated <> '' or c.relkind = 'v') as "readOnly"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v') and not c.relispartition
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'ledger')
    join pg_type t on t.oid = a.atttypid
   where a.attnum > 0 and not a.attisdropped and c.relname not like 'kysely_%'
   order by n.nspname = 'ledger', c.relname, a.attnum`;

async function readColumns(): Promise<readonly ColumnRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "tables-"));
  chmodSync(folder, 0o711);
  const server = await startPostgres({ folder: join(folder, "postgres"), disposable: true });
  try {
    const url = await ensureDatabase(server, "tables");
    const db = connectDatabase(url);
    await migrate(db, projectPath("database/migrations"));
    await db.destroy();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<ColumnRow>(COLUMNS);
    await client.end();
    return rows;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const target = projectPath("database/tables.ts");
const wanted = tableTypes(await readColumns());
if (!process.argv.includes("--check")) {
  writeFileSync(target, wanted);
} else if (readFileSync(target, "utf8") !== wanted) {
  console.error("database/tables.ts does not match the migrations: run `npm run tables` and commit the result");
  process.exitCode = 1;
}
