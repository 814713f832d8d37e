import { connectDatabase } from "#database/connection";
import { seedLedger } from "#erp/ledger/seed";

interface SandboxCounters {
  readonly records: { readonly products: number; readonly customers: number };
}

/**
 * Gives a new ledger a company, accounts, and counterparts for most of the sandbox shop's products and customers. A ledger
 * that has a company is left alone: what somebody deleted there stays deleted.
 */
export async function fillEmptyLedger(
  databaseUrl: string,
  sandboxUrl: string,
  store: string | undefined,
): Promise<void> {
  if (store === undefined) return;
  const db = connectDatabase(databaseUrl, { maxConnections: 1 });
  try {
    const company = await db.selectFrom("ledger.company").select("name").limit(1).executeTakeFirst();
    if (company !== undefined) return;
    const answer = await fetch(`${sandboxUrl}/__sandbox/counters?shop=${store}`);
    const { records } = (await answer.json()) as SandboxCounters;
    await seedLedger(db, records);
  } finally {
    await db.destroy();
  }
}
