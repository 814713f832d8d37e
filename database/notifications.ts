import { sql, type Insertable, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { NotificationKind } from "./notification-rules.ts";
import type { NotificationTable } from "./tables.ts";

export type NotificationEvent = "job.failed" | "job.recovered" | "test";
export const notificationStates = ["open", "dismissed", "pending", "delivered", "failed"] as const;
export type NotificationState = (typeof notificationStates)[number];

type NewNotification = Omit<Insertable<NotificationTable>, "event" | "state"> & {
  readonly event: NotificationEvent;
  readonly state: Exclude<NotificationState, "dismissed">;
};

/** Writes down what there is to tell. What a rule has told of a row of the log already stays as it is. */
export async function insertNotifications(db: Executor, notifications: readonly NewNotification[]): Promise<void> {
  if (notifications.length === 0) return;
  await db
    .insertInto("notification")
    .values(
      notifications.map((one) => ({
        ...one,
        errorParams: one.errorParams === null ? null : JSON.stringify(one.errorParams),
      })),
    )
    .onConflict((conflict) => conflict.constraint("notification_once").doNothing())
    .execute();
}

/** Which of these rows of the log each rule has told of. */
export async function toldByRule(
  db: Executor,
  ruleIds: readonly string[],
  entryNos: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ readonly ruleId: string; readonly entryNos: readonly string[] }>`
    select rule_id, array_agg(entry_no::text) as entry_nos from notification
     where rule_id = any(${[...ruleIds]}::uuid[]) and entry_no = any(${[...entryNos]}::bigint[])
     group by rule_id`.execute(db);
  return new Map(rows.map(({ ruleId, entryNos: told }) => [ruleId, new Set(told)]));
}

/** A notification as one person sees it. */
export interface SeenNotification extends Omit<Selectable<NotificationTable>, "event" | "state" | "handedOverAt"> {
  readonly event: NotificationEvent;
  readonly state: NotificationState;
  readonly kind: NotificationKind;
  readonly dismissedAt: Date | null;
  /** The failed job can be started again: nobody has yet, and nothing else has settled it. */
  readonly canRestart: boolean;
}

export interface NotificationFilter {
  /** Notifications about these shops only. */
  readonly shops?: readonly string[];
  readonly report?: string;
  readonly kind?: NotificationKind;
  readonly state?: NotificationState;
  readonly event?: NotificationEvent;
}

/** Those this principal may see. */
const seenBy = (db: Executor, principal: string, filter: NotificationFilter) => {
  let query = db
    .selectFrom("notification as n")
    .innerJoin("notificationRule as rule", "rule.id", "n.ruleId")
    .leftJoin("notificationDismissal as dismissal", (join) =>
      join.onRef("dismissal.notificationId", "=", "n.id").on("dismissal.principal", "=", principal),
    )
    .where((eb) => {
      // A rule may have been changed since it told this.
      const only = eb.fn.coalesce("n.initiator", "rule.principal");
      return eb.or([eb(only, "is", null), eb(only, "=", principal)]);
    });
  if (filter.shops !== undefined) query = query.where(sql.ref("n.shop"), "=", sql`any(${[...filter.shops]}::text[])`);
  if (filter.report !== undefined) query = query.where("n.report", "=", filter.report);
  if (filter.kind !== undefined) query = query.where("rule.kind", "=", filter.kind);
  if (filter.event !== undefined) query = query.where("n.event", "=", filter.event);
  if (filter.state === "dismissed") query = query.where("dismissal.dismissedAt", "is not", null);
  else if (filter.state !== undefined)
    query = query.where("n.state", "=", filter.state).where("dismissal.dismissedAt", "is", null);
  return query;
};

/** The newest first; a page begins after an id. */
export async function listNotifications(
  db: Executor,
  principal: string,
  filter: NotificationFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<readonly SeenNotification[]> {
  let query = seenBy(db, principal, filter)
    .selectAll("n")
    .select((eb) => [
      "rule.kind",
      "dismissal.dismissedAt",
      sql<string>`case when dismissal.dismissed_at is null then n.state else 'dismissed' end`.as("state"),
      eb
        .exists(
          eb
            .selectFrom("jobLog as row")
            .select("row.entryNo")
            .whereRef("row.entryNo", "=", "n.entryNo")
            .where("row.errorType", "is not", null)
            .where("row.isFinal", "=", true)
            .where("row.restartedAt", "is", null)
            .where("row.supersededAt", "is", null)
            .where("row.deletedAt", "is", null),
        )
        .as("canRestart"),
    ]);
  if (page.after !== undefined) query = query.where("n.id", "<", page.after);
  return query.orderBy("n.id", "desc").limit(page.limit).$castTo<SeenNotification>().execute();
}

export async function countNotifications(db: Executor, principal: string, filter: NotificationFilter): Promise<number> {
  const { count } = await seenBy(db, principal, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What is dismissed: named ones, or all that a filter matches. */
export type NotificationChoice = { readonly ids: readonly string[] } | { readonly filter: NotificationFilter };

/**
 * From now on this principal does not see these as open. Of named ones those that it may not see, or that are not shown in product, are left
 * out. Answers how many were open.
 */
export async function dismissNotifications(
  db: Executor,
  principal: string,
  shops: readonly string[] | undefined,
  choice: NotificationChoice,
): Promise<number> {
  const filter = "filter" in choice ? choice.filter : {};
  let open = seenBy(db, principal, { ...filter, ...(shops === undefined ? {} : { shops }), state: "open" });
  if ("ids" in choice) open = open.where("n.id", "in", [...choice.ids]);
  const result = await db
    .insertInto("notificationDismissal")
    .columns(["notificationId", "principal"])
    .expression(open.select(["n.id", sql.val(principal).as("principal")]))
    .onConflict((conflict) => conflict.columns(["notificationId", "principal"]).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0);
}

/** Whether this principal is shown such a notification in product. */
export async function isShownTo(db: Executor, principal: string, id: string): Promise<boolean> {
  const row = await seenBy(db, principal, { kind: "inProduct" })
    .select("n.id")
    .where("n.id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}
