import type { Stage } from "./stage.ts";
import { joined, type Interval } from "./intervals.ts";

/** What calls are for. */
export const PURPOSES = ["listing", "reading", "lookups", "writeBacks", "other"] as const;
export type Purpose = (typeof PURPOSES)[number];

const purposes: Readonly<Record<string, Purpose>> = {
  OrdersToImport: "listing",
  OrderNodes: "reading",
  OrderLinesPage: "reading",
  OrderShippingLinesPage: "reading",
  OrderFulfillmentOrdersPage: "reading",
  FulfillmentOrderLinesPage: "reading",
  FulfillmentLinesPage: "reading",
  RefundTransactionsPage: "reading",
  RefundLinesPage: "reading",
  RefundShippingLinesPage: "reading",
  OrderReturnsPage: "reading",
  ReturnLinesPage: "reading",
  ReturnExchangeLinesPage: "reading",
  ReturnReverseFulfillmentOrdersPage: "reading",
  ReverseFulfillmentOrderLinesPage: "reading",
  CustomersById: "lookups",
  CustomerAddressPage: "lookups",
  VariantsById: "lookups",
  SoldGiftCards: "lookups",
  // Read before it is written: another app may have changed the attributes since.
  OrderAttributesById: "writeBacks",
  SetOrderAttributes: "writeBacks",
  CloseOrder: "writeBacks",
};

interface LoggedRequest {
  readonly seq: number;
  readonly at: string;
  readonly operation: string | null;
  readonly kind: string;
  readonly outcome: string;
  readonly actualCost: number | null;
  readonly durationMs: number;
}

export interface Tally {
  readonly points: Readonly<Record<Purpose, number>>;
  readonly calls: number;
  readonly throttled: number;
  /** When at least one call was under way at Shopify. */
  readonly busy: readonly Interval[];
}

const PAGE = 2_000;
/** The sandbox keeps the last 20,000 requests. */
const POLL_MS = 2_000;

/** Follows the sandbox's request log, which forgets, and adds up. `take` answers what came since the last `take`. */
export function tallyRequests(stage: Stage) {
  let after = 0;
  let points: Record<Purpose, number> = noPoints();
  let calls = 0;
  let throttled = 0;
  let intervals: readonly Interval[] = [];
  const read = async (): Promise<void> => {
    for (;;) {
      const path = `requests?after=${after}&limit=${PAGE}`;
      const { requests } = (await stage.control("GET", path)) as { readonly requests: readonly LoggedRequest[] };
      const found: Interval[] = [];
      for (const { operation, kind, actualCost, durationMs, outcome, at } of requests) {
        if (kind !== "query" && kind !== "mutation") continue;
        points[purposes[operation ?? ""] ?? "other"] += actualCost ?? 0;
        calls += 1;
        if (outcome === "throttled") throttled += 1;
        const start = Date.parse(at);
        found.push({ start, end: start + durationMs });
      }
      intervals = joined([...intervals, ...found]);
      after = requests.at(-1)?.seq ?? after;
      if (requests.length < PAGE) return;
    }
  };
  // One reading at a time, so that none is counted twice.
  let reading = Promise.resolve();
  const readNext = (): Promise<void> => (reading = reading.then(read));
  const timer = setInterval(() => void readNext().catch(() => undefined), POLL_MS);
  return {
    async take(): Promise<Tally> {
      await readNext();
      const tally = { points, calls, throttled, busy: intervals };
      points = noPoints();
      calls = 0;
      throttled = 0;
      intervals = [];
      return tally;
    },
    stop: () => clearInterval(timer),
  };
}

const noPoints = (): Record<Purpose, number> => ({ listing: 0, reading: 0, lookups: 0, writeBacks: 0, other: 0 });
