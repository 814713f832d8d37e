import type { Database } from "./connection.ts";
import { defined } from "./defined.ts";
import type { MappedOrderLine, OrderMappingColumns } from "./order-mapping.ts";
import { withOrderLocks } from "./order-locks.ts";

/** What a person enters; members left out stay. */
export interface OrderMappingByHand {
  readonly header: { readonly [Column in keyof OrderMappingColumns]?: OrderMappingColumns[Column] | undefined };
  readonly lines: readonly MappedOrderLine[];
}

/**
 * Stores a mapping entered by hand, all of it or nothing. Mapping fills blanks only, so it stays. `busy` while a job works on the
 * order, `processed` when its document is made already.
 */
export async function storeMappingByHand(
  db: Database,
  shopifyOrderId: string,
  { header, lines }: OrderMappingByHand,
): Promise<"stored" | "processed" | "busy"> {
  return withOrderLocks(db, (locks) =>
    locks.holding(shopifyOrderId, () =>
      db.transaction().execute(async (transaction) => {
        const order = await transaction
          .updateTable("orderHeader")
          // Something has to be set for the row to be locked, even when only lines were entered.
          .set({ ...defined(header), ...contactsOf(header), processed: false })
          .where("shopifyOrderId", "=", shopifyOrderId)
          .where("processed", "=", false)
          .returning("shopifyOrderId")
          .executeTakeFirst();
        if (order === undefined) return "processed";
        for (const { lineId, ...item } of lines) {
          await transaction
            .updateTable("orderLine")
            .set(item)
            .where("shopifyOrderId", "=", shopifyOrderId)
            .where("lineId", "=", lineId)
            .execute();
        }
        return "stored";
      }),
    ),
  );
}

/** A contact belongs to its customer: it is looked for again. */
const contactsOf = (header: OrderMappingByHand["header"]): Partial<OrderMappingColumns> => ({
  ...(header.sellToCustomerNo === undefined ? {} : { sellToContactNo: "" }),
  ...(header.billToCustomerNo === undefined ? {} : { billToContactNo: "" }),
});
