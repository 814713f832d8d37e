import { failedFilters, type FilteredRow, type OrderFilters } from "./queue-filter.ts";

/** A recurring import of a shop's orders. */
export interface OrderJob {
  /** Id of its schedule, such as `file.demo-orders`. */
  readonly schedule: string;
  readonly filters: OrderFilters;
  readonly isOnHold: boolean;
}

/** What is known of an order somebody misses. */
export interface MissedOrder {
  readonly shop: { readonly code: string; readonly enabled: boolean };
  /** Scopes the import of orders needs and the store has not granted. */
  readonly missingScopes: readonly string[];
  /** The shop it is imported for. */
  readonly importedBy: string | undefined;
  /** Found at Shopify and not imported yet. */
  readonly queued: QueuedOrder | undefined;
  /** As the store has it now; undefined: it does not show it to us. */
  readonly atShopify: FilteredRow | undefined;
  /** Changes before this time were asked for already; undefined: never. */
  readonly cursor: Date | undefined;
  readonly jobs: readonly OrderJob[];
}

export interface QueuedOrder {
  readonly claimedBy: string | null;
  /** What its last import failed with; blank when it has not. The message is left out: it may quote what a buyer wrote. */
  readonly errorCode: string;
  readonly row: FilteredRow;
}

/** One reason, with what to do about it. */
export type Reason =
  | { readonly code: "imported"; readonly shop: string }
  | { readonly code: "shop-disabled" }
  | { readonly code: "scope-missing"; readonly scopes: readonly string[] }
  | { readonly code: "unknown-to-shopify" }
  | { readonly code: "archived" }
  | { readonly code: "before-cursor"; readonly cursor: string }
  | { readonly code: "claimed-by-another-shop"; readonly shop: string }
  | { readonly code: "import-failed"; readonly errorCode: string }
  | { readonly code: "filtered"; readonly schedule: string; readonly filters: readonly string[] }
  | { readonly code: "on-hold"; readonly schedule: string }
  | { readonly code: "no-schedule" }
  | { readonly code: "next-run"; readonly schedules: readonly string[] };

/** A listing looks so far back before its cursor. */
const OVERLAP_MS = 120_000;

/**
 * Why an order is not among the imported ones: the checks a person would make, in their order, ending with the first that settles it.
 * `next-run`: nothing stands in its way (microsoft/BCApps, Shopify connector: troubleshooting of orders that are not imported).
 */
export function explainOrder(order: MissedOrder): readonly Reason[] {
  const { shop, importedBy, queued } = order;
  if (importedBy === shop.code) return [{ code: "imported", shop: importedBy }];
  const owner = importedBy ?? queued?.claimedBy ?? shop.code;
  if (owner !== shop.code) return [{ code: "claimed-by-another-shop", shop: owner }];
  const ofShop: readonly Reason[] = [
    ...(shop.enabled ? [] : [{ code: "shop-disabled" } as const]),
    ...(order.missingScopes.length === 0 ? [] : [{ code: "scope-missing", scopes: order.missingScopes } as const]),
  ];
  const ofOrder = queued === undefined ? ofUnlisted(order) : ofQueued(queued);
  if (ofOrder.kind === "settled") return [...ofShop, ofOrder.reason];
  const ofJobs = reasonsOfJobs(order.jobs, ofOrder.row);
  // What will run does not help a shop that cannot.
  return ofShop.length === 0 ? ofJobs : [...ofShop, ...ofJobs.filter(({ code }) => code !== "next-run")];
}

type OrderVerdict =
  { readonly kind: "settled"; readonly reason: Reason } | { readonly kind: "open"; readonly row: FilteredRow };

const settled = (reason: Reason): OrderVerdict => ({ kind: "settled", reason });

function ofQueued({ errorCode, row }: QueuedOrder): OrderVerdict {
  return errorCode === "" ? { kind: "open", row } : settled({ code: "import-failed", errorCode });
}

function ofUnlisted({ atShopify: row, cursor }: MissedOrder): OrderVerdict {
  if (row === undefined) return settled({ code: "unknown-to-shopify" });
  // The first listing asks for open orders, a later one leaves out what is archived before it was imported.
  if (row.closed) return settled({ code: "archived" });
  if (cursor !== undefined && Date.parse(row.updatedAt) < cursor.getTime() - OVERLAP_MS)
    return settled({ code: "before-cursor", cursor: cursor.toISOString() });
  return { kind: "open", row };
}

function reasonsOfJobs(jobs: readonly OrderJob[], row: FilteredRow): readonly Reason[] {
  const judged = jobs.map((job) => ({ ...job, failed: failedFilters(job.filters, row) }));
  const matching = judged.filter(({ failed }) => failed.length === 0);
  const running = matching.filter(({ isOnHold }) => !isOnHold).map(({ schedule }) => schedule);
  if (running.length > 0) return [{ code: "next-run", schedules: running }];
  if (jobs.length === 0) return [{ code: "no-schedule" }];
  return judged.map(({ schedule, failed }) =>
    failed.length === 0 ? { code: "on-hold", schedule } : { code: "filtered", schedule, filters: failed },
  );
}

/** A sentence for a person: what is the case, and what to do. `no` is the order as it was asked for. */
export function reasonText(reason: Reason, no: string): string {
  switch (reason.code) {
    case "imported":
      return `Order ${no} is imported by shop ${reason.shop}: look for it among the orders`;
    case "shop-disabled":
      return "The shop is disabled, so that nothing of it is imported: enable it on the shop card";
    case "scope-missing":
      return `The store has not granted ${reason.scopes.join(", ")}: connect it again and grant them; without read_all_orders it shows orders of the last 60 days only`;
    case "unknown-to-shopify":
      return `The store shows no order ${no}: check the number and the store; without the scope read_all_orders it hides orders older than 60 days`;
    case "archived":
      return `Order ${no} was archived at Shopify before it was imported, and archived orders are left out: import it by its number or id`;
    case "before-cursor":
      return `Order ${no} last changed before ${reason.cursor}, from when on changes are read: import it by its number or id, or reset the orders cursor of the shop`;
    case "claimed-by-another-shop":
      return `Order ${no} belongs to shop ${reason.shop} of the same store, whose filters matched it first: look there`;
    case "import-failed":
      return `The last import of order ${no} failed (${reason.errorCode}) and is tried again in every run: the orders to import with an error say why`;
    case "filtered":
      return `Schedule ${reason.schedule} leaves order ${no} out by its ${reason.filters.length === 1 ? "filter" : "filters"} ${reason.filters.join(", ")}: change the schedule, or import the order by its number or id`;
    case "on-hold":
      return `Schedule ${reason.schedule} would import order ${no}, and is on hold: set it to ready`;
    case "no-schedule":
      return `No schedule imports the orders of this shop: make one for syncOrders, or import order ${no} by its number or id`;
    case "next-run":
      return `Nothing stands in the way of order ${no}: the next run of ${reason.schedules.join(" or ")} imports it`;
  }
}
