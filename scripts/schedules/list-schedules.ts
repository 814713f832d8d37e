import { defined } from "#database/defined";
import type { Schedule } from "#temporal/schedule-view";
import { findReport } from "#workflows/catalogue";
import type { Connected } from "./connect.ts";

const PAGE = 100;

/** All schedules of the file and the API, in the order of their ids. One that was made just now may be missing for seconds. */
export async function allSchedules(
  { schedules }: Pick<Connected, "schedules">,
  filter: { readonly shop?: string | undefined; readonly report?: string | undefined } = {},
): Promise<readonly Schedule[]> {
  const report = filter.report === undefined ? undefined : (findReport(filter.report)?.name ?? filter.report);
  const found: Schedule[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await schedules.list(
      { shops: filter.shop === undefined ? undefined : [filter.shop.toUpperCase()], report },
      {
        limit: PAGE,
        ...defined({ after }),
      },
    );
    found.push(...page.items.filter(({ owner }) => owner !== "system"));
    after = page.next;
  }
  return found;
}
