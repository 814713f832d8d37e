import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { connectDatabase } from "#database/connection";
import { migrate } from "#database/migrate";
import { projectPath } from "#scripts/lib/project";
import { aBareDatabase, type TestDatabase } from "../support/database.ts";

const folder = projectPath("database/migrations");
let database: TestDatabase;
beforeEach(async () => {
  database = await aBareDatabase();
});
afterEach(() => database.drop());

test("of processes that start at once one brings the database up to date, and the others wait for it", async () => {
  const processes = Array.from({ length: 4 }, () => connectDatabase(database.url));

  const applied = await Promise.all(
    processes.map(async (db) => {
      const names = await migrate(db, folder);
      // Whoever is told to go on finds everything.
      await db.selectFrom("batchProgress").selectAll().execute();
      return names.length;
    }),
  );

  const files = readdirSync(folder).filter((name) => name.endsWith(".sql")).length;
  expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, 0, files]);
  await Promise.all(processes.map((db) => db.destroy()));
});

test("a database of a later version is refused by the name of what is not known", async () => {
  await migrate(database.db, folder);
  await sql`insert into kysely_migration (name, timestamp) values ('9999_later', now()::text)`.execute(database.db);

  await expect(migrate(database.db, folder)).rejects.toMatchObject({
    type: "database-newer",
    message: expect.stringContaining("9999_later"),
  });
});

test("a migration that fails is named, and nothing of it or of those before it is left", async () => {
  const broken = mkdtempSync(join(tmpdir(), "migrations-"));
  writeFileSync(join(broken, "0001_good.sql"), "create table good (id integer);");
  writeFileSync(join(broken, "0002_bad.sql"), "create table bad (id integer); select 1 / 0;");

  await expect(migrate(database.db, broken)).rejects.toThrow("Migration 0002_bad failed: division by zero");

  const { rows } = await sql`select to_regclass('good') as good, to_regclass('bad') as bad`.execute(database.db);
  expect(rows).toEqual([{ good: null, bad: null }]);
  rmSync(broken, { recursive: true });
});
