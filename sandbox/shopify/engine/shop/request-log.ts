/** What the shop was asked and what came of it; tests prove with it that a fault really happened. */
export interface LoggedRequest {
  /** Grows by one. */
  readonly seq: number;
  /** Business time, ISO. */
  readonly at: string;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly kind: "query" | "mutation" | "rest" | "oauth" | "webhook";
  readonly variables: unknown;
  /** Null when no answer was sent. */
  readonly status: number | null;
  readonly outcome: "ok" | "errors" | "throttled" | "refused" | "unanswered";
  readonly errorCodes: readonly string[];
  readonly requestedCost: number | null;
  readonly actualCost: number | null;
  /** Rule and kind of every fault that struck. */
  readonly faults: readonly { readonly rule: string; readonly kind: string }[];
  readonly notes: readonly string[];
  /** Real milliseconds. */
  readonly durationMs: number;
}

export interface RequestCounters {
  readonly requests: number;
  readonly throttled: number;
  readonly requestedCost: number;
  readonly actualCost: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly operations: Readonly<Record<string, number>>;
}

export interface RequestLog {
  add(entry: Omit<LoggedRequest, "seq">): void;
  list(filter: {
    readonly operation?: string;
    readonly after?: number;
    readonly limit?: number;
  }): readonly LoggedRequest[];
  counters(): RequestCounters;
  clear(): void;
}

/** Counters go on counting when old entries have left. */
const KEPT = 20_000;

export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  let seq = 0;
  let totals = { requests: 0, throttled: 0, requestedCost: 0, actualCost: 0 };
  const faults = new Map<string, number>();
  const operations = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

  return {
    add(entry) {
      seq += 1;
      entries.push({ seq, ...entry });
      if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT);
      totals = {
        requests: totals.requests + (entry.kind === "webhook" ? 0 : 1),
        throttled: totals.throttled + (entry.outcome === "throttled" ? 1 : 0),
        requestedCost: totals.requestedCost + (entry.actualCost === null ? 0 : (entry.requestedCost ?? 0)),
        actualCost: totals.actualCost + (entry.actualCost ?? 0),
      };
      for (const fault of entry.faults) count(faults, fault.kind);
      if (entry.operation !== null) count(operations, entry.operation);
    },
    list({ operation, after = 0, limit = KEPT }) {
      return entries
        .filter((entry) => entry.seq > after && (operation === undefined || entry.operation === operation))
        .slice(0, limit);
    },
    counters: () => ({ ...totals, faults: Object.fromEntries(faults), operations: Object.fromEntries(operations) }),
    clear() {
      entries = [];
      seq = 0;
      totals = { requests: 0, throttled: 0, requestedCost: 0, actualCost: 0 };
      faults.clear();
      operations.clear();
    },
  };
}
