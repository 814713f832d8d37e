import type { Logger } from "pino";
import type { Database } from "#database/connection";
import type { ErpPort } from "#erp/port";
import type { Secrets } from "#shopify/secrets";
import type { Actions } from "./actions.ts";

/** What the API works with; api/main makes it. */
export interface ApiDeps {
  readonly db: Database;
  readonly erp: ErpPort;
  readonly actions: Actions;
  readonly secrets: Secrets;
  readonly log: Logger;
  readonly adminApiKey: string;
  /** Overrides the end of support of the pinned Shopify API version. */
  readonly apiVersionExpiresAt?: Date | undefined;
}
