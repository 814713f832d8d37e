import { findShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { completeDefinition, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import type { Shop } from "#domain/shops/shop";
import type { Report } from "#workflows/catalogue";
import type { GivenSchedule } from "./contract/schedules.ts";
import type { ApiDeps } from "./deps.ts";
import { invalid, type InvalidValue } from "./http/problem.ts";
import { checkParameters } from "./start-jobs.ts";

export interface RequestedSchedule {
  readonly definition: ScheduleDefinition;
  /** Host name of the shop's store. */
  readonly store: string | null;
}

type CheckDeps = Pick<ApiDeps, "db" | "erp" | "catalogue" | "reportParameters">;

/**
 * The complete definition of a schedule that can run. Throws the problem of all members that cannot be as they are,
 * `report-not-available` and `shop-disabled`.
 */
export async function requestedSchedule(deps: CheckDeps, given: GivenSchedule): Promise<RequestedSchedule> {
  const checked = await checkSchedule(deps, given);
  switch (checked.kind) {
    case "refused":
      throw invalid(checked.errors);
    case "notAvailable":
      throw new OperationalError("report-not-available", `${checked.report.caption} is not part of this version yet`, {
        retryable: false,
        params: { report: checked.report.name },
      });
    case "complete": {
      const { definition, shop } = checked;
      if (shop?.enabled === false)
        throw new OperationalError("shop-disabled", `Shop ${shop.code} is disabled: enable it on the shop card first`, {
          retryable: false,
          params: { shop: shop.code },
        });
      return { definition, store: shop?.store ?? null };
    }
  }
}

export type CheckedSchedule =
  | { readonly kind: "complete"; readonly definition: ScheduleDefinition; readonly shop: Shop | null }
  /** Nothing is wrong, but the report is not built yet. */
  | { readonly kind: "notAvailable"; readonly report: Report }
  | { readonly kind: "refused"; readonly errors: readonly InvalidValue[] };

/** What a schedule amounts to, with all that is wrong with it. The shop may be disabled. */
export async function checkSchedule(deps: CheckDeps, given: GivenSchedule): Promise<CheckedSchedule> {
  const report = deps.catalogue.find(given.report);
  const shop = await shopOf(deps, report, given.shopCode);
  const parameters = checkParameters(deps, report?.name, given.parameters);
  const completed = completeDefinition({
    ...given,
    report: report?.name ?? given.report,
    parameters: parameters.kind === "checked" ? parameters.parameters : given.parameters,
    category: given.category === undefined ? (report?.category ?? null) : given.category,
    timeZone: given.timeZone ?? (await deps.erp.company()).timeZone,
  });
  const errors = [
    ...problemsOfReport(report, given.report),
    ...(shop.kind === "refused" ? [shop.error] : []),
    ...(parameters.kind === "refused" ? parameters.errors : []),
    ...(completed.kind === "refused"
      ? completed.problems.map(({ member, code, detail }) => refusal(member, code, detail))
      : []),
  ];
  if (report === undefined || shop.kind === "refused" || completed.kind === "refused" || errors.length > 0)
    return { kind: "refused", errors };
  return report.available
    ? { kind: "complete", definition: completed.definition, shop: shop.shop }
    : { kind: "notAvailable", report };
}

function problemsOfReport(report: Report | undefined, nameOrNumber: string): readonly InvalidValue[] {
  if (report === undefined)
    return [refusal("report", "report-unknown", `There is no report ${nameOrNumber}: see GET /api/reports`)];
  if (!report.schedulable)
    return [refusal("report", "report-not-schedulable", `${report.caption} is only started by hand`)];
  return [];
}

type NamedShop =
  { readonly kind: "found"; readonly shop: Shop | null } | { readonly kind: "refused"; readonly error: InvalidValue };

/** Null for a report of the whole company, and for an unknown one that names no shop. */
async function shopOf({ db }: CheckDeps, report: Report | undefined, code: string | null): Promise<NamedShop> {
  const refused = (problem: string, detail: string): NamedShop => ({
    kind: "refused",
    error: refusal("shopCode", problem, detail),
  });
  if (code === null)
    return report?.scope === "shop"
      ? refused("shop-code-required", `${report.caption} works for one shop: name it`)
      : { kind: "found", shop: null };
  if (report?.scope === "company")
    return refused("shop-code-not-allowed", `${report.caption} works for the whole company: leave the shop out`);
  const shop = await findShop(db, code);
  return shop === undefined ? refused("shop-unknown", `There is no shop ${code}`) : { kind: "found", shop };
}

const refusal = (member: keyof GivenSchedule, code: string, detail: string): InvalidValue => ({
  in: "body",
  pointer: `/${member}`,
  code,
  detail,
});
