import { sql, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { NotificationRuleTable } from "./tables.ts";

export const notificationKinds = ["inProduct", "webhook", "email"] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Who is told of what; the table's constraint keeps the receiver to its kind. */
export type NotificationRule = Omit<Selectable<NotificationRuleTable>, "kind"> & { readonly kind: NotificationKind };

/** Where the secret of a rule is kept, for sealing it. */
export const placeOfSecret = (ruleId: string): string => `notification_rule/${ruleId}/secret`;

/** What can be changed of a rule. */
export type RuleTerms = Pick<
  NotificationRule,
  "principal" | "address" | "report" | "shop" | "afterFailures" | "onRecovery" | "enabled"
>;

export async function insertRule(
  db: Executor,
  rule: RuleTerms & Pick<NotificationRule, "id" | "kind" | "sealedSecret" | "createdBy">,
): Promise<NotificationRule> {
  return db
    .insertInto("notificationRule")
    .values(rule)
    .returningAll()
    .$castTo<NotificationRule>()
    .executeTakeFirstOrThrow();
}

/** From now on the rule is as given; what ended before is told no more. Undefined when there is none of this kind. */
export async function changeRule(
  db: Executor,
  { id, kind }: Pick<NotificationRule, "id" | "kind">,
  terms: RuleTerms,
  by: string,
): Promise<NotificationRule | undefined> {
  return db
    .updateTable("notificationRule")
    .set({ ...terms, since: sql<Date>`now()`, changedAt: sql<Date>`now()`, changedBy: by })
    .where("id", "=", id)
    .where("kind", "=", kind)
    .returningAll()
    .$castTo<NotificationRule>()
    .executeTakeFirst();
}

/** Removes a rule and what it has told. Answers whether there was one. */
export async function deleteRule(db: Executor, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("notificationRule").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function findRule(db: Executor, id: string): Promise<NotificationRule | undefined> {
  return db
    .selectFrom("notificationRule")
    .selectAll()
    .where("id", "=", id)
    .$castTo<NotificationRule>()
    .executeTakeFirst();
}

/** The rule, which nobody else changes until the transaction ends. */
export async function lockRule(db: Executor, id: string): Promise<NotificationRule | undefined> {
  return db
    .selectFrom("notificationRule")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .$castTo<NotificationRule>()
    .executeTakeFirst();
}

/** Rules in the order of their ids, from behind `after`. */
export async function listRules(
  db: Executor,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly NotificationRule[]> {
  const { after } = page;
  return db
    .selectFrom("notificationRule")
    .selectAll()
    .$if(after !== undefined, (query) => query.where("id", ">", after ?? ""))
    .orderBy("id")
    .limit(page.limit)
    .$castTo<NotificationRule>()
    .execute();
}

export async function countRules(db: Executor): Promise<number> {
  const { count } = await db
    .selectFrom("notificationRule")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function listEnabledRules(db: Executor): Promise<readonly NotificationRule[]> {
  return db
    .selectFrom("notificationRule")
    .selectAll()
    .where("enabled", "=", true)
    .orderBy("id")
    .$castTo<NotificationRule>()
    .execute();
}
