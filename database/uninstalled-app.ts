import { sql } from "kysely";
import type { Database } from "./connection.ts";
import { forgetShopChecks } from "./shop-checks.ts";

/**
 * A merchant has removed the app from a store: its shops are disabled, and what let us in is forgotten, as Shopify has ended it. Settings and imported
 * data stay. Nothing for what was connected or enabled again after `at`, because notifications may be hours late. Safe to repeat.
 */
export async function forgetUninstalledApp(db: Database, store: string, at: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const back = await transaction
      .selectFrom("oauthRequest")
      .select("stateHash")
      .where("store", "=", store)
      .where("connectedAt", ">", at)
      .union(
        transaction
          .selectFrom("shop")
          .select("code as stateHash")
          .where("store", "=", store)
          .where("enabled", "=", true)
          .where("enabledAt", ">", at),
      )
      .execute();
    if (back.length > 0) return;
    await transaction
      .updateTable("shop")
      .set({
        enabled: false,
        orderCreatedWebhooks: false,
        // Shopify has removed the subscriptions with the app.
        orderCreatedWebhookId: "",
        bulkOperationWebhookId: "",
        appUninstalledWebhookId: "",
        updatedAt: sql<Date>`now()`,
      })
      .where("store", "=", store)
      .execute();
    await transaction
      .updateTable("registeredStore")
      .set({
        accessToken: null,
        refreshToken: null,
        tokenExpiresAt: null,
        refreshTokenExpiresAt: null,
        actualScope: "",
        refusal: null,
      })
      .where("store", "=", store)
      .execute();
    await forgetShopChecks(transaction, store);
  });
}
