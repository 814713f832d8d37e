import type { Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import { anApi } from "../../api/an-api.ts";

/** An order whose document does not follow an edit at Shopify. */
export interface EditedOrder {
  readonly shop: string;
  readonly shopifyOrderId: string;
}

export const editedOrders = (db: Database): Promise<readonly EditedOrder[]> =>
  db.selectFrom("orderHeader").select(["shop", "shopifyOrderId"]).where("hasOrderStateError", "=", true).execute();

/**
 * Does for each order what its error asks a person to do, by the API: its document is deleted and the order unlinked, which resolves the conflict.
 * What remains is to sync the orders and to create their documents.
 */
export async function repairOrders(db: Database, client: Client, orders: readonly EditedOrder[]): Promise<void> {
  const api = await anApi({}, { db, client, close: () => Promise.resolve() });
  const call = async (method: string, path: string): Promise<void> => {
    const { status, body } = await api.call(method, path);
    if (status >= 300) throw new Error(`${method} ${path} was answered with ${status}: ${JSON.stringify(body)}`);
  };
  try {
    for (const { shopifyOrderId } of orders) {
      const documents = await db
        .selectFrom("ledger.salesHeader")
        .select("id")
        .where("shopifyOrderId", "=", shopifyOrderId)
        .where("kind", "in", ["order", "invoice"])
        .execute();
      for (const { id } of documents) await call("DELETE", `/api/ledger/sales-documents/${id}`);
      await call("POST", `/api/orders/${shopifyOrderId}/unlink`);
    }
  } finally {
    await api.close();
  }
}
