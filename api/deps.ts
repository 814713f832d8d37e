import type { Logger } from "pino";
import type { z } from "zod";
import type { Database, Executor } from "#database/connection";
import type { ErpPort } from "#erp/port";
import type { Installation } from "#shopify/installation";
import type { Secrets } from "#shopify/secrets";
import type { LedgerRecords } from "#erp/records";
import type { Temporal } from "#temporal/connection";
import type { InitialImports } from "#temporal/initial-imports";
import type { JobQueue } from "#temporal/job-queue";
import type { Schedules } from "#temporal/schedules";
import type { WebhookHandover } from "#temporal/webhook-handover";
import type { Catalogue, ReportName } from "#workflows/catalogue";
import type { Actions } from "./actions.ts";
import type { RateLimits } from "./http/rate-limit.ts";
import type { Metrics } from "./metrics.ts";

/** What the API works with; api/main makes it. */
export interface ApiDeps {
  readonly db: Database;
  readonly erp: ErpPort;
  /** The embedded ledger's records, in a transaction if need be. Undefined with another ERP: then there is no /api/ledger. */
  readonly ledger?: ((db: Executor) => LedgerRecords) | undefined;
  readonly temporal: Pick<Temporal, "isServing">;
  readonly actions: Actions;
  readonly jobs: JobQueue;
  readonly initialImports: InitialImports;
  readonly schedules: Schedules;
  readonly webhooks: WebhookHandover;
  readonly secrets: Secrets;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "measure">;
  /** The key of the environment; undefined: there are others. */
  readonly adminApiKey: string | undefined;
  readonly rateLimits: RateLimits;
  /** How many proxies stand before this API, each of which adds to X-Forwarded-For; 0: the address is that of the connection. */
  readonly trustedProxies: number;
  readonly catalogue: Catalogue;
  /** Schemas of the reports that are available. */
  readonly reportParameters: Readonly<Partial<Record<ReportName, z.ZodType<Readonly<Record<string, unknown>>>>>>;
  /** The installation's app at Shopify, for stores without one of their own. */
  readonly appOf: Installation["appOf"];
  /** Where stores of the sandbox are. */
  readonly hosts: Installation["hosts"];
  /** Hosts that webhooks of notifications may also reach by http. */
  readonly webhookHosts: readonly string[];
  /** Whether mail goes out from here. */
  readonly hasMailServer: boolean;
  /** Where Shopify and browsers reach this API; undefined: not from outside. */
  readonly publicUrl?: string | undefined;
  /** Overrides the end of support of the pinned Shopify API version. */
  readonly apiVersionExpiresAt?: Date | undefined;
}
