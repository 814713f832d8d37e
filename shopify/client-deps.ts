import type { AccessDeps } from "./access.ts";
import type { PauseSettings } from "./pacing.ts";

/** The part of a pino logger the client uses. */
interface ClientLog {
  warn(facts: object, event: string): void;
  error(facts: object, event: string): void;
}

/** One exchange with Shopify, for metrics. */
export interface ExchangeReport {
  readonly store: string;
  readonly operation: string;
  /** Verdict on the answer, or `unanswered`. */
  readonly outcome: string;
  readonly durationMs: number;
  readonly actualCost: number | null;
}

export interface ShopifyClientOptions extends Omit<AccessDeps, "now" | "tokenRetryPauseMs" | "renewals"> {
  readonly log: ClientLog;
  /** Default: the clock of this process. */
  readonly now?: () => Date;
  readonly pauses?: Partial<PauseSettings>;
  /** Default: twelve months after the pinned version. */
  readonly apiVersionExpiresAt?: Date;
  readonly onExchange?: (report: ExchangeReport) => void;
}

/** What every part of a call works with. */
export type ClientDeps = Omit<ShopifyClientOptions, "pauses"> &
  AccessDeps & {
    readonly pauses: PauseSettings;
    /** Says a thing once per process. */
    readonly once: (key: string, say: () => void) => void;
  };
