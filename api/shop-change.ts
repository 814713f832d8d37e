import { OperationalError } from "#domain/failure";
import { planShopChange, type SettingProblem, type ShopChanges, type ShopPatch } from "#domain/shops/plan-shop-change";
import { problemOfReference, type ReferencedRecord } from "#domain/shops/problem-of-reference";
import type { Reference, Setting } from "#domain/shops/setting";
import { settings, type SettingName } from "#domain/shops/settings";
import type { Shop } from "#domain/shops/shop";
import type { ErpPort } from "#erp/port";
import { invalid } from "./http/problem.ts";

/**
 * What of a patch refers to something the ERP does not have. Asked before the shop is locked: who holds a connection of the pool must
 * not wait for a second one.
 */
export async function referenceProblems(erp: ErpPort, patch: ShopPatch): Promise<readonly SettingProblem[]> {
  const checks = Object.entries(patch).flatMap(([name, code]) => {
    const setting = (settings as Readonly<Record<string, Setting>>)[name];
    if (setting?.kind !== "text" || setting.refersTo === undefined || typeof code !== "string" || code === "")
      return [];
    return [check(erp, name as SettingName, setting.refersTo, code)];
  });
  return (await Promise.all(checks)).filter((problem) => problem !== undefined);
}

/**
 * The changes a patch makes to a shop, given what is wrong with its references; that of a value which stays as it is does not count.
 * Throws a problem that names every refused setting, or the state that forbids the change.
 */
export function acceptedChange(shop: Shop, patch: ShopPatch, references: readonly SettingProblem[]): ShopChanges {
  const plan = planShopChange(shop, patch);
  if (plan.kind === "conflict") {
    const { code, message, params } = plan.problem;
    throw new OperationalError(code, message, { retryable: false, params: { shop: shop.code, ...params } });
  }
  const problems =
    plan.kind === "rejected"
      ? [...plan.problems, ...references]
      : references.filter(({ setting }) => setting in plan.changes);
  if (problems.length > 0 || plan.kind === "rejected") throw invalid(problems.map(toInvalidValue));
  return plan.changes;
}

const toInvalidValue = ({ setting, code, message }: SettingProblem) =>
  ({ in: "body", pointer: `/${setting}`, code, detail: message }) as const;

async function check(
  erp: ErpPort,
  setting: SettingName,
  reference: Reference,
  code: string,
): Promise<SettingProblem | undefined> {
  return problemOfReference(setting, reference, code, await lookUp(erp, reference, code));
}

async function lookUp(erp: ErpPort, reference: Reference, code: string): Promise<ReferencedRecord | undefined> {
  if (reference === "currency") return erp.findCurrency(code);
  if (reference === "customer") return (await erp.findCustomer(code)) === undefined ? undefined : {};
  const account = await erp.findGlAccount(code);
  return account === undefined ? undefined : { account };
}
