import { sql, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { NotificationRuleTable } from "./tables.ts";

export const notificationKinds = ["inProduct", "webhook", "email"] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Who is told of what; the table's constraint keeps the receiver to its kind. */
export type NotificationRule = Omit<Selectable<NotificationRuleTable>, "kind"> & {
  readonly kind: NotificationKind;
  /** Until then a webhook is signed with a former secret too. */
  readonly formerSecretUntil: Date | null;
};

const formerSecretUntil = sql<Date | null>`(
  select max(signs_until) from notification_former_secret where rule_id = notification_rule.id and signs_until > now())`.as(
  "formerSecretUntil",
);

/** Where the secret of a rule is kept, for sealing it. */
export const placeOfSecret = (ruleId: string): string => `notification_rule/${ruleId}/secret`;

/** What can be changed of a rule. */
export type RuleTerms = Pick<
  NotificationRule,
  "principal" | "toInitiator" | "address" | "report" | "shop" | "afterFailures" | "onRecovery" | "enabled"
>;

export async function insertRule(
  db: Executor,
  rule: RuleTerms & Pick<NotificationRule, "id" | "kind" | "sealedSecret" | "createdBy">,
): Promise<NotificationRule> {
  return db
    .insertInto("notificationRule")
    .values(rule)
    .returningAll()
    .returning(formerSecretUntil)
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
    .returning(formerSecretUntil)
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
    .select(formerSecretUntil)
    .where("id", "=", id)
    .$castTo<NotificationRule>()
    .executeTakeFirst();
}

/** The rule, which nobody else changes until the transaction ends. */
export async function lockRule(db: Executor, id: string): Promise<NotificationRule | undefined> {
  return db
    .selectFrom("notificationRule")
    .selectAll()
    .select(formerSecretUntil)
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
    .select(formerSecretUntil)
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
    .select(formerSecretUntil)
    .where("enabled", "=", true)
    .orderBy("id")
    .$castTo<NotificationRule>()
    .execute();
}

/** Sealed secrets a webhook is signed with now: its own, and former ones whose time is not over. */
export async function listSealedSecrets(db: Executor, ruleId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly sealedSecret: string }>`
    select sealed_secret from notification_rule where id = ${ruleId} and sealed_secret is not null
    union all
    select sealed_secret from notification_former_secret where rule_id = ${ruleId} and signs_until > now()`.execute(db);
  return rows.map(({ sealedSecret }) => sealedSecret);
}

/** A rule whose secret is replaced, which its caller has locked. */
type RuleWithSecret = Pick<NotificationRule, "id"> & { readonly sealedSecret: string };

/**
 * From now on messages are signed with the new secret, and for those hours with the former one too; 0: with no former one, not even from an
 * earlier change. What ended before is still told: `since` stays.
 */
export async function replaceSecret(
  db: Executor,
  { id, sealedSecret: former }: RuleWithSecret,
  { sealedSecret, overlapHours }: { readonly sealedSecret: string; readonly overlapHours: number },
  by: string,
): Promise<NotificationRule> {
  await db
    .deleteFrom("notificationFormerSecret")
    .where("ruleId", "=", id)
    .$if(overlapHours > 0, (query) => query.where("signsUntil", "<=", sql<Date>`now()`))
    .execute();
  if (overlapHours > 0)
    await db
      .insertInto("notificationFormerSecret")
      .values({
        ruleId: id,
        sealedSecret: former,
        signsUntil: sql<Date>`now() + ${overlapHours} * interval '1 hour'`,
      })
      .execute();
  return db
    .updateTable("notificationRule")
    .set({ sealedSecret, changedAt: sql<Date>`now()`, changedBy: by })
    .where("id", "=", id)
    .returningAll()
    .returning(formerSecretUntil)
    .$castTo<NotificationRule>()
    .executeTakeFirstOrThrow();
}
