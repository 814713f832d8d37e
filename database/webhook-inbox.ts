import { sql, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { WebhookInboxTable } from "./tables.ts";

export type ReceivedWebhook = Pick<Selectable<WebhookInboxTable>, "webhookId" | "store" | "topic" | "triggeredAt">;

export interface NewWebhook extends ReceivedWebhook {
  /** Legacy id of what it is about. */
  readonly subjectId: string | null;
}

/** Writes a webhook down. False when it is there already: Shopify repeats what was not answered in time. */
export async function receiveWebhook(db: Executor, webhook: NewWebhook): Promise<boolean> {
  const result = await db
    .insertInto("webhookInbox")
    .values(webhook)
    .onConflict((conflict) => conflict.column("webhookId").doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

export async function markHandedOver(db: Executor, webhookIds: readonly string[]): Promise<void> {
  if (webhookIds.length === 0) return;
  await db
    .updateTable("webhookInbox")
    .set({ handedOverAt: sql<Date>`now()` })
    .where("webhookId", "in", [...webhookIds])
    .where("handedOverAt", "is", null)
    .execute();
}

/** Webhooks that no job has, received at least `olderThanMs` ago: their own request may still be at it before that. */
export async function listWaitingWebhooks(
  db: Executor,
  olderThanMs: number,
  limit: number,
): Promise<readonly ReceivedWebhook[]> {
  return db
    .selectFrom("webhookInbox")
    .select(["webhookId", "store", "topic", "triggeredAt"])
    .where("handedOverAt", "is", null)
    .where("receivedAt", "<=", sql<Date>`now() - ${olderThanMs} * interval '1 millisecond'`)
    .orderBy("receivedAt")
    .limit(limit)
    .execute();
}

/** Forgets webhooks that were handed over longer ago than Shopify would repeat one. */
export async function forgetOldWebhooks(db: Executor, days: number): Promise<void> {
  await db
    .deleteFrom("webhookInbox")
    .where("handedOverAt", "<", sql<Date>`now() - ${days} * interval '1 day'`)
    .execute();
}
