import { Decimal } from "decimal.js";
import { sql } from "kysely";
import type { Executor } from "#database/connection";
import type { ResolvedLine } from "./document-lines.ts";

/**
 * Locks the items that reserve stock, so that two documents cannot count on the same piece. Called before a number is drawn:
 * everybody takes items first and the number series last.
 */
export async function lockReservedItems(transaction: Executor, lines: readonly ResolvedLine[]): Promise<void> {
  const nos = lines.filter((line) => line.reserve).map((line) => line.no);
  if (nos.length === 0) return;
  await transaction
    .selectFrom("ledger.item")
    .select("no")
    .where("no", "in", nos)
    .orderBy("no")
    .forNoKeyUpdate()
    .execute();
}

/** Reserves for a line what stock has left, at most its quantity. Too little stock is no error: the rest stays open. */
export async function reserveStock(transaction: Executor, documentId: string, resolved: ResolvedLine): Promise<void> {
  const { line } = resolved;
  if (!resolved.reserve || line.kind !== "item") return;
  const stock = { itemNo: line.itemNo, variantCode: line.variantCode, locationCode: line.locationCode || null };
  const wanted = new Decimal(line.quantity).times(resolved.quantityPerUnit);
  const quantity = Decimal.min(wanted, await availableStock(transaction, stock));
  if (!quantity.greaterThan(0)) return;
  await transaction
    .insertInto("ledger.reservationEntry")
    .values({ documentId, lineNo: line.lineNo, ...stock, quantity: quantity.toFixed() })
    .execute();
}

async function availableStock(
  db: Executor,
  stock: { readonly itemNo: string; readonly variantCode: string; readonly locationCode: string | null },
): Promise<Decimal> {
  const sumOf = (table: "ledger.itemLedgerEntry" | "ledger.reservationEntry") =>
    db
      .selectFrom(table)
      .select(sql<string>`coalesce(sum(quantity), 0)`.as("quantity"))
      .where("itemNo", "=", stock.itemNo)
      .where("variantCode", "=", stock.variantCode)
      .where("locationCode", "is not distinct from", stock.locationCode)
      .executeTakeFirstOrThrow();
  const onHand = await sumOf("ledger.itemLedgerEntry");
  const reserved = await sumOf("ledger.reservationEntry");
  return new Decimal(onHand.quantity).minus(reserved.quantity);
}
