import type { ShipToCountries } from "#domain/customers/ship-to-countries";
import { inGroups } from "#domain/in-groups";
import type { Database } from "./connection.ts";

/** Rows of a statement, well below the 65,535 parameters PostgreSQL takes. */
const ROWS_AT_ONCE = 1_000;

/**
 * Brings a shop's rows of *Customer Setup by Country/Region* up to the countries its store ships to, all or nothing: those of no or of
 * any country go, missing ones come, and with them the tax areas of their counties, which belong to all shops. Rows that exist stay as
 * they are. Answers how many countries are new.
 */
export const storeShipToCountries = (
  db: Database,
  shop: string,
  { countryCodes, counties }: ShipToCountries,
): Promise<number> =>
  db.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom("customerTemplateMapping")
      .where("shop", "=", shop)
      .where("countryCode", "in", ["", "*"])
      .execute();
    if (countryCodes.length === 0) return 0;
    const added = await transaction
      .insertInto("customerTemplateMapping")
      .values(countryCodes.map((countryCode) => ({ shop, countryCode })))
      .onConflict((conflict) => conflict.columns(["shop", "countryCode"]).doNothing())
      .executeTakeFirst();
    for (const group of inGroups(counties, ROWS_AT_ONCE)) {
      await transaction
        .insertInto("taxAreaMapping")
        .values(group)
        .onConflict((conflict) => conflict.columns(["countryCode", "county"]).doNothing())
        .execute();
    }
    return Number(added.numInsertedOrUpdatedRows ?? 0n);
  });
