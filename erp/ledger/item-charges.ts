import { Decimal } from "decimal.js";
import type { Insertable } from "kysely";
import type { Tables } from "#database/tables";
import { spread } from "#domain/documents/rounding";
import type { DocumentTotals } from "#domain/documents/totals";
import type { ResolvedLine } from "./document-lines.ts";

/** Decimals of assigned quantities, as in Business Central. */
const QUANTITY_DECIMALS = 5;

/** Assigns every item charge of a document equally to its item lines; quantities and amounts add up to the charge's. */
export function chargeAssignments(
  documentId: string,
  lines: readonly ResolvedLine[],
  totals: DocumentTotals,
  decimals: number,
): readonly Insertable<Tables["ledger.itemChargeAssignment"]>[] {
  const items = lines.filter(({ line }) => line.kind === "item");
  const equally = items.map(() => new Decimal(1));
  return lines
    .filter(({ line }) => line.kind === "chargeItem")
    .flatMap(({ line }) => {
      const charged = totals.lines.find(({ lineNo }) => lineNo === line.lineNo)?.amount ?? new Decimal(0);
      const amounts = spread(charged, equally, decimals);
      const quantities = spread(new Decimal(line.quantity), equally, QUANTITY_DECIMALS);
      return items.map((item, index) => ({
        documentId,
        chargeLineNo: line.lineNo,
        itemLineNo: item.line.lineNo,
        quantity: quantities[index]?.toFixed() ?? "0",
        amount: (amounts[index] ?? new Decimal(0)).toFixed(decimals),
      }));
    });
}
