import type { Logger } from "pino";
import type { z } from "zod";
import type { Database } from "#database/connection";
import type { ErpPort } from "#erp/port";
import type { Secrets } from "#shopify/secrets";
import type { Temporal } from "#temporal/connection";
import type { WebhookHandover } from "#temporal/webhook-handover";
import type { ReportName } from "#workflows/catalogue";
import type { Actions } from "./actions.ts";

/** What the API works with; api/main makes it. */
export interface ApiDeps {
  readonly db: Database;
  readonly erp: ErpPort;
  readonly temporal: Pick<Temporal, "isServing">;
  readonly actions: Actions;
  readonly webhooks: WebhookHandover;
  readonly secrets: Secrets;
  readonly log: Logger;
  readonly adminApiKey: string;
  /** Schemas of the reports that are available. */
  readonly reportParameters: Readonly<Partial<Record<ReportName, z.ZodType<Readonly<Record<string, unknown>>>>>>;
  /** Client secret of the installation's app, for stores without one of their own. */
  readonly defaultClientSecret?: string | undefined;
  /** Overrides the end of support of the pinned Shopify API version. */
  readonly apiVersionExpiresAt?: Date | undefined;
}
