import { canonical } from "#domain/canonical";

/** Kinds of records that people change through the API, as the audit log names them. */
export const auditedKinds = [
  "apiKey",
  "company",
  "companyLocation",
  "cueSetup",
  "customer",
  "customerTemplateMapping",
  "initialImport",
  "jobQueueEntry",
  "jobQueueLogEntry",
  "ledgerCustomer",
  "ledgerGlAccount",
  "ledgerItem",
  "ledgerItemVariant",
  "notificationRule",
  "order",
  "orderToImport",
  "paymentMethodMapping",
  "paymentTermsMapping",
  "refund",
  "retentionPolicy",
  "salesDocument",
  "schedule",
  "shipmentMethodMapping",
  "shop",
  "shopLocation",
  "shopifyCompany",
  "shopifyLogEntry",
  "skippedRecord",
  "staffMapping",
  "store",
  "taxArea",
  "variant",
] as const;
export type AuditedKind = (typeof auditedKinds)[number];

/** What happened to one record. */
export interface AuditedChange {
  /** Null: many at once. */
  readonly recordId: string | null;
  /** Null: of no shop, or of all. */
  readonly shop: string | null;
  /** How the record was; left out: it is new, or there is nothing to compare. */
  readonly before?: object | undefined;
  /** How it is now, or what was asked for; left out: it is gone, or there is nothing to compare. */
  readonly after?: object | undefined;
  /** Why, in the words of who did it. */
  readonly reason?: string | undefined;
}

type Members = Readonly<Record<string, unknown>>;

/** What of a change is written down. Null: nothing changed, so nothing is. */
export interface ChangedMembers {
  readonly before: Members | null;
  readonly after: Members | null;
}

/** Only what differs, and of secrets only that they do. Dates and absent members are compared as JSON has them. */
export function changedMembers({ before, after }: Pick<AuditedChange, "before" | "after">): ChangedMembers | null {
  const [old, now] = [before, after].map((record) => record && asJson(record));
  if (old === undefined || now === undefined) return { before: shown(old), after: shown(now) };
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = names.filter((name) => canonical(old[name]) !== canonical(now[name]));
  if (changed.length === 0) return null;
  return { before: shown(only(changed, old)), after: shown(only(changed, now)) };
}

const asJson = (record: object): Members => JSON.parse(JSON.stringify(record)) as Members;

const only = (names: readonly string[], members: Members): Members =>
  Object.fromEntries(names.filter((name) => name in members).map((name) => [name, members[name]]));

const shown = (members: Members | undefined): Members | null =>
  members === undefined ? null : (withoutSecrets(members) as Members);

const SECRET = /secret|token|password|^key$|keyHash|apiKey$|hmac/i;

/** By their names, so that a secret that somebody adds later is none that is written down. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (SECRET.test(name) && member !== null && member !== "") return [name, "(secret)"];
      return [name, withoutSecrets(member)];
    }),
  );
}
