import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;
/** What a statement runs on: the database, or a transaction its caller holds. */
export type Executor = Database | Transaction<Tables>;

/** Does its work in a transaction: in that of the caller, who holds one, else in one of its own. */
export const inTransaction = <R>(db: Executor, work: (transaction: Transaction<Tables>) => Promise<R>): Promise<R> =>
  db.isTransaction ? work(db as Transaction<Tables>) : db.transaction().execute(work);

export interface ConnectionOptions {
  /** Connections in the pool. */
  readonly maxConnections?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
}

const KEEP_ALIVE_MS = 10_000;

/** Opens a database with a pool of its own; see `databaseOn`. */
export const connectDatabase = (url: string, options: ConnectionOptions = {}): Database =>
  databaseOn(openPool(url, options));

/** Exact values stay exact: `numeric` and `bigint` arrive as strings, `date` as `YYYY-MM-DD`, `timestamptz` as a `Date`. */
export function openPool(url: string, options: ConnectionOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName ?? "shopify-bc-sync",
    // A server that is gone without a word answers no statement for ever; the system finds out by these.
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: {
      getTypeParser: (oid, format) =>
        oid === pg.types.builtins.DATE
          ? (text: string) => text
          : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  });
  // A connection lost while idle (server restart) is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  return pool;
}

/** SQL is snake_case, code is camelCase. Whoever closes the database closes the pool. */
export const databaseOn = (pool: pg.Pool): Database =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
