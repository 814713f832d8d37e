import { findCallContext, noteRefusal, type Refusal } from "#database/registered-store-tokens";
import { OperationalError } from "#domain/failure";
import { apiVersionExpiry } from "./api-version.ts";
import type { ClientDeps, ShopifyClientOptions } from "./client-deps.ts";
import type { Answer, ExecuteOptions, Operation, ShopifyClient } from "./client.ts";
import { factsOf, IDEMPOTENCY_KEY, type DocumentFacts } from "./document.ts";
import { shopNotConnected, type CallFacts } from "./failures.ts";
import { checkGates } from "./gates.ts";
import { runCall } from "./run-call.ts";
import { defaultPauses } from "./pacing.ts";

/**
 * The client that all processes of this installation use at once: what they must agree on (quota, tokens, versions) is in the database; memory holds
 * only what saves a process from doing a thing twice. Order inside a call: gates, reservation, token, exchange, settlement, log entry, verdict.
 */
export function createShopifyClient(options: ShopifyClientOptions): ShopifyClient {
  const said = new Set<string>();
  const pauses = { ...defaultPauses, ...options.pauses };
  const deps: ClientDeps = {
    ...options,
    now: options.now ?? (() => new Date()),
    pauses,
    tokenRetryPauseMs: pauses.serverErrorMs,
    renewals: new Map(),
    once: (key, say) => {
      if (said.has(key)) return;
      said.add(key);
      say();
    },
  };
  return {
    async execute<R, V>(
      shop: string,
      operation: Operation<R, V>,
      variables: NoInfer<V>,
      callOptions: ExecuteOptions = {},
    ): Promise<Answer<R>> {
      const document = factsOf(operation);
      const context = await findCallContext(deps.db, shop);
      if (context === undefined) throw shopNotConnected(shop);
      const call: CallFacts = { shop, store: context.store, operation: document.name, requestId: null };
      const body = JSON.stringify({
        query: document.text,
        operationName: document.name,
        variables: { ...variables, ...keyVariable(document, callOptions) },
      });
      checkGates(document, body, context, call, {
        apiVersionExpiresAt: deps.apiVersionExpiresAt ?? apiVersionExpiry(),
        now: deps.now(),
        evenWhileDisabled: callOptions.evenWhileDisabled ?? false,
      });
      try {
        const answer = await runCall(deps, { document, context, call, body, options: callOptions });
        if (context.access.refusal !== null) await note(deps, call, null);
        return answer as Answer<R>;
      } catch (error) {
        const refusal = error instanceof OperationalError ? REFUSAL_OF_FAILURE[error.type] : undefined;
        if (refusal !== undefined) await note(deps, call, refusal);
        throw error;
      }
    },
  };
}

/** Failures a store goes on with until a person has acted, by type. */
const REFUSAL_OF_FAILURE: Readonly<Record<string, Refusal>> = {
  "access-token-refused": "tokenRefused",
  "reconnect-needed": "reconnectNeeded",
  "store-unavailable": "storeUnavailable",
};

/** What the shop card says of the store is no reason to lose what the call came to. */
async function note(deps: ClientDeps, call: CallFacts, refusal: Refusal | null): Promise<void> {
  try {
    await noteRefusal(deps.db, call.store, refusal);
  } catch (error) {
    deps.log.error({ ...call, err: error }, "refusal of a Shopify store not noted");
  }
}

/** A key that the document does not hand on protects nothing, and yet the call would be repeated as if it did. */
function keyVariable(document: DocumentFacts, { idempotencyKey }: ExecuteOptions): Readonly<Record<string, string>> {
  if (idempotencyKey === undefined) return {};
  if (!document.carriesIdempotencyKey) {
    throw new Error(
      `${document.name} was given an idempotency key, but not all of its fields have @idempotent(key: $${IDEMPOTENCY_KEY})`,
    );
  }
  return { [IDEMPOTENCY_KEY]: idempotencyKey };
}
