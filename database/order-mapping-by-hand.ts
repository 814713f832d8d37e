import { sql } from "kysely";
import type { Executor } from "./connection.ts";
import { defined } from "./defined.ts";
import type { MappedOrderLine, OrderMappingColumns } from "./order-mapping.ts";

/**
 * Mapping looks neither for a salesperson, which an order has from its first import on unless somebody enters another, nor for the template of a
 * customer that is to be created.
 */
type Columns = OrderMappingColumns & { readonly salespersonCode: string; readonly customerTemplateCode: string };

/** What a person enters; members left out stay. */
export interface OrderMappingByHand {
  readonly header: { readonly [Column in keyof Columns]?: Columns[Column] | undefined };
  readonly lines: readonly MappedOrderLine[];
}

/**
 * Stores a mapping entered by hand. Mapping fills blanks only, so it stays. `processed` when the order's document is made already.
 * To be called by `changeOrder`: no job may work on it.
 */
export async function storeMappingByHand(
  transaction: Executor,
  shopifyOrderId: string,
  { header, lines }: OrderMappingByHand,
): Promise<"stored" | "processed"> {
  const order = await transaction
    .updateTable("orderHeader")
    // Something has to be set for the row to be locked, even when only lines were entered.
    .set({ ...serviceOf(header), ...defined(header), ...contactsOf(header), processed: false })
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
}

/** A service belongs to its agent: another agent has none of it, unless one is entered with it. */
const serviceOf = ({ shippingAgentCode }: OrderMappingByHand["header"]) =>
  shippingAgentCode === undefined
    ? {}
    : {
        shippingAgentServiceCode: sql<string>`case shipping_agent_code when ${shippingAgentCode} then shipping_agent_service_code else '' end`,
      };

/** A contact belongs to its customer: it is looked for again. */
const contactsOf = (header: OrderMappingByHand["header"]): Partial<OrderMappingColumns> => ({
  ...(header.sellToCustomerNo === undefined ? {} : { sellToContactNo: "" }),
  ...(header.billToCustomerNo === undefined ? {} : { billToContactNo: "" }),
});
