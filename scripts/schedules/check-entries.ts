import { checkSchedule } from "#api/schedule-request";
import { listShops } from "#database/shops";
import type { WantedSchedule } from "#domain/jobs/schedule-plan";
import { reports, type Report } from "#workflows/catalogue";
import type { ReadEntry } from "./read-file.ts";
import type { FileProblem } from "./yaml-text.ts";

export interface CheckedEntries {
  readonly wanted: readonly WantedSchedule[];
  readonly notAvailable: readonly { readonly name: string; readonly report: Report }[];
  readonly problems: readonly FileProblem[];
}

/** Which schedules can be made, with all that is wrong with the others. Throws `company-missing` when a time zone is needed. */
export async function checkEntries(
  deps: Parameters<typeof checkSchedule>[0],
  entries: readonly ReadEntry[],
): Promise<CheckedEntries> {
  const shops = (await listShops(deps.db)).map(({ code }) => code);
  const wanted: WantedSchedule[] = [];
  const notAvailable: { name: string; report: Report }[] = [];
  const problems: FileProblem[] = [];
  for (const { entry, problemOf } of entries) {
    const { name, ...given } = entry;
    const checked = await checkSchedule(deps, given);
    switch (checked.kind) {
      case "refused":
        problems.push(
          ...checked.errors.flatMap(({ pointer, code, detail }) => {
            const problem = problemOf({ pointer, code, detail: allowed(code, given.report, shops) ?? detail });
            return problem === undefined ? [] : [problem];
          }),
        );
        break;
      case "notAvailable":
        notAvailable.push({ name, report: checked.report });
        break;
      case "complete": {
        const { definition, shop } = checked;
        wanted.push({ name, definition, store: shop?.store ?? null, awaitsShop: shop?.enabled === false });
      }
    }
  }
  return { wanted, notAvailable, problems };
}

/** Where the file's author cannot look things up in the API, the sentence says what there is. */
function allowed(code: string, report: string, shops: readonly string[]): string | undefined {
  const known = shops.length === 0 ? "there is none yet" : `shops are ${shops.join(", ")}`;
  switch (code) {
    case "report-unknown":
      return `There is no report ${report}; schedules can have ${schedulable.join(", ")}`;
    case "shop-unknown":
      return `There is no such shop; ${known}`;
    case "shop-code-required":
      return `The report works for one shop, so it has to be named; ${known}`;
    default:
      return undefined;
  }
}

const schedulable = reports.flatMap(({ schedulable, name, number }) =>
  schedulable ? [`${name} (${String(number)})`] : [],
);
