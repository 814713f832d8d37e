import { sql } from "kysely";
import type { Executor } from "./connection.ts";
import type { NotificationRule } from "./notification-rules.ts";
import type { SeenNotification } from "./notifications.ts";

/** Notifications to be sent, whose delivery was not started or not within that time; the oldest first. */
export async function listToDeliver(db: Executor, startedMsAgo: number, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("notification")
    .select("id")
    .where("state", "=", "pending")
    .where((eb) =>
      eb.or([
        eb("handedOverAt", "is", null),
        eb("handedOverAt", "<", sql<Date>`now() - ${startedMsAgo} * interval '1 millisecond'`),
      ]),
    )
    .orderBy("createdAt")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function markStarted(db: Executor, id: string): Promise<void> {
  await db
    .updateTable("notification")
    .set({ handedOverAt: sql<Date>`now()` })
    .where("id", "=", id)
    .execute();
}

/** What is sent, and where to. */
export interface Delivery {
  readonly notification: Pick<
    SeenNotification,
    | "id"
    | "event"
    | "entryNo"
    | "entryId"
    | "report"
    | "shop"
    | "errorType"
    | "errorMessage"
    | "failures"
    | "schedule"
    | "occurredAt"
  >;
  readonly rule: Pick<NotificationRule, "id" | "kind" | "address" | "enabled">;
}

/** Undefined when it need not be sent: it is delivered, given up, or gone with its rule. */
export async function findPendingDelivery(db: Executor, id: string): Promise<Delivery | undefined> {
  const notification = await db
    .selectFrom("notification")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "pending")
    .$castTo<SeenNotification>()
    .executeTakeFirst();
  if (notification === undefined) return undefined;
  const rule = await db
    .selectFrom("notificationRule")
    .select(["id", "kind", "address", "enabled"])
    .where("id", "=", notification.ruleId)
    .$castTo<NotificationRule>()
    .executeTakeFirst();
  return rule && { notification, rule };
}

/** Notes that it is being sent, before it is: a worker that dies has tried. */
export async function noteAttempt(db: Executor, id: string): Promise<void> {
  await db
    .updateTable("notification")
    .set((eb) => ({ attempts: eb("attempts", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

export async function noteAttemptFailed(db: Executor, id: string, error: string): Promise<void> {
  await db.updateTable("notification").set({ lastError: error }).where("id", "=", id).execute();
}

export async function markDelivered(db: Executor, id: string): Promise<void> {
  await db
    .updateTable("notification")
    .set({ state: "delivered", deliveredAt: sql<Date>`now()`, lastError: null })
    .where("id", "=", id)
    .execute();
}

/** It is not sent any more; one that was delivered stays so. */
export async function markUndelivered(db: Executor, id: string): Promise<void> {
  await db
    .updateTable("notification")
    .set((eb) => ({
      state: "failed",
      lastError: eb.fn.coalesce("lastError", sql.lit("Its delivery was ended in Temporal")),
    }))
    .where("id", "=", id)
    .where("state", "=", "pending")
    .execute();
}
