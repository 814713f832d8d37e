import type { Executor } from "./connection.ts";
import { lockName } from "./record-lock.ts";

/** Payment terms a store can offer. */
export interface PaymentTermsTemplate {
  readonly shopifyPaymentTermsId: string;
  /** As orders name it: `net`. */
  readonly type: string;
  readonly name: string;
  readonly dueInDays: number | null;
  readonly description: string;
}

/** Stores what a store offers. Which terms of the ERP stand for it stays, and so do rows it does not offer any more. */
export async function storePaymentTerms(
  db: Executor,
  shop: string,
  templates: readonly PaymentTermsTemplate[],
): Promise<void> {
  if (templates.length === 0) return;
  await db
    .insertInto("paymentTermsMapping")
    .values(templates.map((template) => ({ shop, ...template })))
    .onConflict((conflict) =>
      conflict.columns(["shop", "shopifyPaymentTermsId"]).doUpdateSet((eb) => ({
        type: eb.ref("excluded.type"),
        name: eb.ref("excluded.name"),
        dueInDays: eb.ref("excluded.dueInDays"),
        description: eb.ref("excluded.description"),
      })),
    )
    .execute();
}

/** The primary payment terms of a shop, if it has any, locked against others becoming it until the transaction ends. */
export async function lockPrimaryPaymentTerms(
  db: Executor,
  shop: string,
): Promise<Pick<PaymentTermsTemplate, "shopifyPaymentTermsId" | "name"> | undefined> {
  await lockName(db, `primaryPaymentTerms/${shop}`);
  return db
    .selectFrom("paymentTermsMapping")
    .select(["shopifyPaymentTermsId", "name"])
    .where("shop", "=", shop)
    .where("isPrimary", "=", true)
    .executeTakeFirst();
}
