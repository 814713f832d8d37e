import { findShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { completeDefinition, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import type { Shop } from "#domain/shops/shop";
import type { Catalogue, Report } from "#workflows/catalogue";
import type { GivenSchedule } from "./contract/schedules.ts";
import type { ApiDeps } from "./deps.ts";
import { invalid, type InvalidValue } from "./http/problem.ts";
import { checkedParameters } from "./start-jobs.ts";

export interface RequestedSchedule {
  readonly definition: ScheduleDefinition;
  /** Host name of the shop's store. */
  readonly store: string | null;
}

/**
 * The complete definition of a schedule that can run. Throws the problem of members that cannot be as they are,
 * `report-not-available` and `shop-disabled`.
 */
export async function requestedSchedule(
  deps: Pick<ApiDeps, "db" | "erp" | "catalogue" | "reportParameters">,
  given: GivenSchedule,
): Promise<RequestedSchedule> {
  const report = schedulable(deps.catalogue, given.report);
  const shop = await shopOf(deps, report, given.shopCode);
  const completed = completeDefinition({
    ...given,
    report: report.name,
    parameters: checkedParameters(deps, { report: report.name, parameters: given.parameters }),
    category: given.category === undefined ? report.category : given.category,
    timeZone: given.timeZone ?? (await deps.erp.company()).timeZone,
  });
  if (completed.kind === "refused")
    throw invalid(completed.problems.map(({ member, code, detail }) => refusal(member, code, detail)));
  return { definition: completed.definition, store: shop?.store ?? null };
}

function schedulable(catalogue: Catalogue, nameOrNumber: string): Report {
  const report = catalogue.find(nameOrNumber);
  if (report === undefined)
    throw invalid([refusal("report", "report-unknown", `There is no report ${nameOrNumber}: see GET /api/reports`)]);
  if (!report.schedulable)
    throw invalid([refusal("report", "report-not-schedulable", `${report.caption} is only started by hand`)]);
  if (!report.available)
    throw new OperationalError("report-not-available", `${report.caption} is not part of this version yet`, {
      retryable: false,
      params: { report: report.name },
    });
  return report;
}

/** Null for a report of the whole company. */
async function shopOf({ db }: Pick<ApiDeps, "db">, report: Report, code: string | null): Promise<Shop | null> {
  if (report.scope === "company") {
    if (code === null) return null;
    throw invalid([
      refusal("shopCode", "shop-code-not-allowed", `${report.caption} works for the whole company: leave the shop out`),
    ]);
  }
  const shop = code === null ? undefined : await findShop(db, code);
  if (shop === undefined)
    throw invalid([
      code === null
        ? refusal("shopCode", "shop-code-required", `${report.caption} works for one shop: name it`)
        : refusal("shopCode", "shop-unknown", `There is no shop ${code}`),
    ]);
  if (!shop.enabled)
    throw new OperationalError("shop-disabled", `Shop ${shop.code} is disabled: enable it on the shop card first`, {
      retryable: false,
      params: { shop: shop.code },
    });
  return shop;
}

const refusal = (member: keyof GivenSchedule, code: string, detail: string): InvalidValue => ({
  in: "body",
  pointer: `/${member}`,
  code,
  detail,
});
