import { randomBytes } from "node:crypto";
import pg from "pg";
import { connectDatabase, type Database } from "#database/connection";

export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  /** Closes the pool and removes the database. */
  drop(): Promise<void>;
}

function templateUrl(): URL {
  const url = process.env["TEST_DATABASE_URL"];
  if (url === undefined)
    throw new Error("TEST_DATABASE_URL is not set: run the tests with `npm test` or `node scripts/jest.mjs`");
  return new URL(url);
}

async function asAdministrator(statement: string): Promise<void> {
  const url = templateUrl();
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A migrated, empty database of the caller's own: cloned from the template, about 50 ms. */
export const aDatabase = (): Promise<TestDatabase> => aCopyOf(templateUrl().pathname.slice(1));

/** A database without a single table, as an administrator hands it over. */
export const aBareDatabase = (): Promise<TestDatabase> => aCopyOf("template0");

async function aCopyOf(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdministrator(`create database ${name} template ${template}`);
  const url = templateUrl();
  url.pathname = `/${name}`;
  const db = connectDatabase(url.href);
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.destroy();
      await asAdministrator(`drop database if exists ${name} with (force)`);
    },
  };
}
