import { sql } from "kysely";
import type { Executor } from "./connection.ts";

/** Class of our advisory locks: other users of the database have their own. */
const LOCK_CLASS = 30_105;

/**
 * From here to the end of the transaction one caller at a time has this name: for what is decided by reading and has no row to
 * lock, because it is not there yet or not here.
 */
export async function lockName(transaction: Executor, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${name}))`.execute(transaction);
}
