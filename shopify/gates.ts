import type { CallContext } from "#database/registered-store-tokens";
import { PINNED_API_VERSION } from "./api-version.ts";
import type { DocumentFacts } from "./document.ts";
import {
  apiVersionExpired,
  apiVersionMismatch,
  dataSyncDisabled,
  requestTooLong,
  scopeChanged,
  shopDisabled,
  type CallFacts,
} from "./failures.ts";
import { missingScopes, requestedScopes } from "./scopes.ts";

/** Characters of document and variables together; bulk uploads go another way. */
const LONGEST_REQUEST = 50_000;

/** Changes that keep the connection itself and no data: allowed while "Allow Data Sync to Shopify" is off. */
const ALWAYS_ALLOWED = new Set(["webhookSubscriptionCreate", "webhookSubscriptionDelete"]);

export interface GateTerms {
  readonly apiVersionExpiresAt: Date;
  readonly now: Date;
  /** Enabling and disabling talk to a store whose shop is not enabled. */
  readonly evenWhileDisabled: boolean;
}

/** Refuses a call that must not be sent, in this order; throws what a person has to do. Nothing is reserved, fetched or logged before. */
export function checkGates(
  document: DocumentFacts,
  body: string,
  context: CallContext,
  call: CallFacts,
  terms: GateTerms,
): void {
  if (body.length > LONGEST_REQUEST) throw requestTooLong(call, body.length, LONGEST_REQUEST);
  if (terms.apiVersionExpiresAt <= terms.now)
    throw apiVersionExpired(call, PINNED_API_VERSION, terms.apiVersionExpiresAt);
  if (document.kind === "mutation") checkMutation(document, context, call);
  if (!context.enabled && !terms.evenWhileDisabled) throw shopDisabled(call);
  if (context.access.authKind === "oauth") {
    const missing = missingScopes(context.access.requestedScope, requestedScopes);
    if (missing.length > 0) throw scopeChanged(call, missing);
  }
}

function checkMutation(document: DocumentFacts, context: CallContext, call: CallFacts): void {
  const exempt = document.rootFields.every((field) => ALWAYS_ALLOWED.has(field));
  if (!context.allowOutgoingRequests && !exempt) throw dataSyncDisabled(call);
  const { askedVersion, servedVersion } = context;
  // What another release of this program was served says nothing about what this one will be.
  if (askedVersion === PINNED_API_VERSION && servedVersion !== null && servedVersion !== PINNED_API_VERSION) {
    throw apiVersionMismatch(call, PINNED_API_VERSION, servedVersion);
  }
}
