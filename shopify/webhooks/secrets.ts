import type { Executor } from "#database/connection";
import { findAccess } from "#database/registered-store-tokens";
import { credentialsOf } from "../access.ts";
import type { Installation } from "../installation.ts";
import type { Secrets } from "../secrets.ts";

/** Secrets a store's deliveries may be signed with: that of its own app, else that of this installation. None for a store we do not know. */
export async function webhookSecretsOf(
  deps: { readonly db: Executor; readonly secrets: Secrets; readonly appOf: Installation["appOf"] },
  store: string,
): Promise<readonly string[]> {
  const access = await findAccess(deps.db, store);
  const app = access && credentialsOf(deps, access);
  return app === undefined ? [] : [app.clientSecret];
}
