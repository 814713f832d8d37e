import type { Database } from "#database/connection";
import { createLedger } from "#erp/ledger/ledger";
import { seedLedger } from "#erp/ledger/seed";
import type { ErpPort } from "#erp/port";
import { aDatabase } from "../support/database.ts";

export interface TestLedger {
  readonly db: Database;
  readonly erp: ErpPort;
  drop(): Promise<void>;
}

/** A seeded ledger in a database of its own: items 1000 … 1017, customers 10001 … 10018. */
export async function aLedger(): Promise<TestLedger> {
  const { db, drop } = await aDatabase();
  await seedLedger(db, { products: 20, customers: 20 });
  return { db, erp: createLedger(db), drop };
}
