import type { Executor } from "./connection.ts";
import { ofShops } from "./of-shops.ts";

/** Errors of one cause: the same report, shop and code, until the report succeeds for the shop. */
export interface ErrorGroup {
  /** Number of its first row in the log. */
  readonly groupNo: string;
  readonly report: string;
  readonly shop: string | null;
  readonly errorType: string;
  /** Rows of the log, and those nobody has settled. */
  readonly times: number;
  readonly openTimes: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Of the newest row. */
  readonly lastMessage: string | null;
  readonly lastParams: unknown;
  /** End of the run that succeeded. */
  readonly closedAt: Date | null;
  /** Somebody has to act: it is neither closed nor settled. */
  readonly isOpen: boolean;
}

export interface ErrorGroupFilter {
  /** Groups of these shops only. */
  readonly shops?: readonly string[];
  readonly report?: string;
  readonly code?: string;
  readonly isOpen?: boolean;
}

const filtered = (db: Executor, filter: ErrorGroupFilter) => {
  let query = db.selectFrom("jobErrorGroup");
  if (filter.shops !== undefined) query = query.where(ofShops(filter.shops));
  if (filter.report !== undefined) query = query.where("report", "=", filter.report);
  if (filter.code !== undefined) query = query.where("errorType", "=", filter.code);
  if (filter.isOpen !== undefined) query = query.where("isOpen", "=", filter.isOpen);
  return query;
};

/** The one seen last comes first; a page begins after a key. */
export async function listErrorGroups(
  db: Executor,
  filter: ErrorGroupFilter,
  page: { readonly after?: { readonly lastSeenAt: Date; readonly groupNo: string }; readonly limit: number },
): Promise<readonly ErrorGroup[]> {
  let query = filtered(db, filter).selectAll();
  const { after } = page;
  if (after !== undefined)
    query = query.where((eb) =>
      eb(eb.refTuple("lastSeenAt", "groupNo"), "<", eb.tuple(after.lastSeenAt, after.groupNo)),
    );
  const groups = query.orderBy("lastSeenAt", "desc").orderBy("groupNo", "desc").limit(page.limit);
  // Messages are read for this page alone.
  return db
    .selectFrom(groups.as("page"))
    .innerJoin("jobLog as last", "last.entryNo", "page.lastNo")
    .selectAll("page")
    .select(["last.errorMessage as lastMessage", "last.errorParams as lastParams"])
    .orderBy("page.lastSeenAt", "desc")
    .orderBy("page.groupNo", "desc")
    .$castTo<ErrorGroup>()
    .execute();
}

export async function countErrorGroups(db: Executor, filter: ErrorGroupFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
