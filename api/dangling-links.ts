import { linkedCustomerNos, linkedItemNos } from "#database/mapped-records";
import type { Database } from "#database/connection";
import type { ErpPort } from "#erp/port";

const NUMBERS_AT_ONCE = 5_000;

interface LinkDeps {
  readonly db: Database;
  readonly erp: ErpPort;
}

/** Numbers that Shopify customers are linked to and that no customer of the ERP has any more. */
export const danglingCustomers = ({ db, erp }: LinkDeps): Promise<readonly string[]> =>
  dangling(
    (after) => linkedCustomerNos(db, after, NUMBERS_AT_ONCE),
    (nos) => erp.existingCustomers(nos),
  );

/** Numbers that Shopify products are linked to and that no item of the ERP has any more. */
export const danglingItems = ({ db, erp }: LinkDeps): Promise<readonly string[]> =>
  dangling(
    (after) => linkedItemNos(db, after, NUMBERS_AT_ONCE),
    (nos) => erp.existingItems(nos),
  );

async function dangling(
  linked: (after: string) => Promise<readonly string[]>,
  existing: (nos: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly string[]> {
  const lost: string[] = [];
  for (let after: string | undefined = ""; after !== undefined;) {
    const nos = await linked(after);
    if (nos.length === 0) break;
    const known = await existing(nos);
    lost.push(...nos.filter((no) => !known.has(no)));
    after = nos.length < NUMBERS_AT_ONCE ? undefined : nos.at(-1);
  }
  return lost;
}
