import type { Reference } from "./setting.ts";
import type { SettingProblem } from "./plan-shop-change.ts";
import { settings, type SettingName } from "./settings.ts";

/** What the ERP says about a code that a setting refers to; undefined when it knows none. */
export interface ReferencedRecord {
  /** Currencies only. */
  readonly hasExchangeRate?: boolean;
  /** G/L accounts only. */
  readonly account?: { readonly type: string; readonly directPosting: boolean; readonly blocked: boolean };
}

/** Why this setting cannot hold the code, or undefined when it can. Blank codes need no record. */
export function problemOfReference(
  setting: SettingName,
  reference: Reference,
  code: string,
  record: ReferencedRecord | undefined,
): SettingProblem | undefined {
  if (code === "") return undefined;
  const { caption } = settings[setting];
  const refuse = (reason: string, property: string): SettingProblem => ({
    setting,
    code: "reference-invalid",
    message: `"${caption}": ${noun[reference]} ${code} ${reason}`,
    params: { setting, code, property },
  });
  if (record === undefined) return refuse("does not exist in the ERP", "no");
  if (record.hasExchangeRate === false) return refuse("has no exchange rate: enter one", "exchangeRate");
  if (reference !== "postingAccount" || record.account === undefined) return undefined;
  if (record.account.type !== "posting") return refuse("is not of type Posting", "type");
  if (!record.account.directPosting) return refuse("does not allow Direct Posting", "directPosting");
  return record.account.blocked ? refuse("is blocked", "blocked") : undefined;
}

const noun: Readonly<Record<Reference, string>> = {
  currency: "currency",
  customer: "customer",
  existingAccount: "G/L account",
  postingAccount: "G/L account",
};
