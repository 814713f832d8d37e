import { sql, type RawBuilder } from "kysely";
import type { Executor } from "#database/connection";
import { refused } from "./errors.ts";

export type NumberSeries =
  "customer" | "contact" | "item" | "salesOrder" | "salesInvoice" | "salesCreditMemo" | "salesReturnOrder";

/** The number an update of a series has drawn. */
const drawnNo = sql<string>`(prefix || (next - 1))`;

/**
 * Draws the next free number. The row stays locked until the caller's transaction ends, and a rollback gives the number
 * back: no gaps. So draw as late as possible. Numbers that were given by hand are passed over:
 * `isTaken` says whether a record has one.
 */
export async function drawNumber(
  transaction: Executor,
  series: NumberSeries,
  isTaken: (no: RawBuilder<string>) => RawBuilder<boolean>,
): Promise<string> {
  for (;;) {
    const drawn = await transaction
      .updateTable("ledger.numberSeries")
      .set({ next: sql<string>`next + 1` })
      .where("code", "=", series)
      .returning([drawnNo.as("no"), isTaken(drawnNo).as("isTaken")])
      .executeTakeFirst();
    if (drawn === undefined) throw seriesMissing(series);
    if (!drawn.isTaken) return drawn.no;
  }
}

/** Throws `manual-numbers-not-allowed` when the series does not let people choose a number. */
export async function checkManualNumber(db: Executor, series: NumberSeries, no: string): Promise<void> {
  const row = await db
    .selectFrom("ledger.numberSeries")
    .select("manualAllowed")
    .where("code", "=", series)
    .executeTakeFirst();
  if (row === undefined) throw seriesMissing(series);
  if (row.manualAllowed) return;
  throw refused(
    "manual-numbers-not-allowed",
    `Number ${no} cannot be used: number series ${series} does not allow manual numbers`,
    { series, no },
  );
}

const seriesMissing = (series: NumberSeries) =>
  refused("number-series-missing", `Number series ${series} is missing in the ledger: set it up`, { series });
