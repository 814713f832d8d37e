import { sql } from "kysely";
import type { Executor } from "#database/connection";

/**
 * Lets only one transaction at a time look for, and create, what these keys stand for. The locks go with the transaction;
 * they are taken in one order, so that two callers with the same keys never wait for each other in a circle.
 */
export async function lockKeys(transaction: Executor, keys: readonly string[]): Promise<void> {
  for (const key of [...new Set(keys)].toSorted()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction);
  }
}
