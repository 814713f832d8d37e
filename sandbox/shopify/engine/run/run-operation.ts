/** Runs one prepared operation: quota, execution, cost, answer. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  execute,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import type { ShopPart } from "../contract.ts";
import { actualCost } from "../cost/actual.ts";
import { fieldCosts } from "../cost/requested.ts";
import { takeHiddenTypes } from "../document/deliver.ts";
import type { EngineContext } from "../engine-context.ts";
import type { EffectOf } from "../faults/effects.ts";
import type { Resolvers } from "../resolve.ts";
import { publishedSchema } from "../schema.ts";
import type { SearchReport } from "../search/report.ts";
import type { Shop } from "../shop/shop.ts";
import type { Token } from "../shop/tokens.ts";
import type { GraphqlRequest, ReadyOperation } from "./operation.ts";

export interface OperationOutcome {
  readonly body: Readonly<Record<string, unknown>>;
  readonly outcome: "ok" | "errors" | "throttled";
  readonly errorCodes: readonly string[];
  readonly actualCost: number | null;
  readonly notes: readonly string[];
}

export interface RunOptions<D extends ShopPart> {
  readonly schema: GraphQLSchema;
  readonly resolvers: Resolvers<D>;
  readonly shop: Shop<D>;
  readonly token: Token;
  readonly request: GraphqlRequest;
  readonly requestId: string;
  /** Called when the operation is let in. */
  readonly takeFaults: () => readonly EffectOf<"during">[];
  /** Headers `Shopify-GraphQL-Cost-Debug` and `Shopify-Search-Query-Debug`. */
  readonly isCostDebug: boolean;
  readonly isSearchDebug: boolean;
}

const THROTTLED_ERROR = {
  message: "Throttled",
  extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
};

/** What THROTTLED looks like, with or without a reason. */
export function throttled<D extends ShopPart>(shop: Shop<D>, token: Token, requested: number): OperationOutcome {
  const cost = {
    requestedQueryCost: requested,
    actualQueryCost: null,
    throttleStatus: shop.bucketOf(token).status(),
  };
  return {
    body: { errors: [THROTTLED_ERROR], extensions: { cost } },
    outcome: "throttled",
    errorCodes: ["THROTTLED"],
    actualCost: null,
    notes: [],
  };
}

export async function runOperation<D extends ShopPart>(
  operation: ReadyOperation,
  options: RunOptions<D>,
): Promise<OperationOutcome> {
  const { shop, token } = options;
  const bucket = shop.bucketOf(token);
  if (!bucket.take(operation.requestedCost)) return throttled(shop, token, operation.requestedCost);
  const latencyMs = shop.nextLatencyMs();
  if (latencyMs > 0) await sleep(latencyMs);
  const searches: SearchReport[] = [];
  const notes: string[] = [];
  const result = await executeOperation(operation, options, searches, notes);
  const typeOf = operation.hasHiddenTypes ? takeHiddenTypes(result.data) : () => "";
  const { listCost } = shop.settings;
  const actual = actualCost(operation.selection, result.data ?? null, listCost, typeOf);
  // Elements that count for themselves are the one case in which more may be gone than was asked for.
  const spent = listCost === "perElement" ? actual : Math.min(operation.requestedCost, actual);
  bucket.settle(operation.requestedCost, spent);
  const errors = (result.errors ?? []).map(formatted);
  const search = searches.filter(({ warnings }) => options.isSearchDebug || warnings.length > 0);
  const cost = {
    requestedQueryCost: operation.requestedCost,
    actualQueryCost: spent,
    throttleStatus: bucket.status(),
    ...(options.isCostDebug ? { fields: fieldCosts(operation.selection) } : {}),
  };
  return {
    body: {
      ...(errors.length === 0 ? {} : { errors }),
      data: result.data ?? null,
      extensions: { cost, ...(search.length === 0 ? {} : { search }) },
    },
    outcome: errors.length === 0 ? "ok" : "errors",
    errorCodes: errors.map(({ extensions }) => String(extensions?.["code"])),
    actualCost: spent,
    notes,
  };
}

/** An error without a code is a mistake of the sandbox itself and says so. */
function formatted(error: GraphQLError): GraphQLFormattedError {
  const json = error.toJSON();
  return { ...json, extensions: { code: "SANDBOX_ERROR", ...json.extensions } };
}

async function executeOperation<D extends ShopPart>(
  operation: ReadyOperation,
  options: RunOptions<D>,
  searches: SearchReport[],
  notes: string[],
): Promise<ExecutionResult> {
  const { shop, resolvers, request } = options;
  const common = {
    document: operation.executable,
    variableValues: request.variables,
    operationName: request.operationName,
  };
  // Clients that read the schema have to see it as it is published; such documents ask for nothing else.
  if (operation.isIntrospection) return execute({ schema: publishedSchema(), ...common });
  return execute({
    schema: options.schema,
    ...common,
    rootValue: operation.type === "mutation" ? shop.data.mutation : shop.data.query,
    contextValue: contextOf(options, searches, notes),
    fieldResolver: resolvers.fieldResolver,
    typeResolver: resolvers.typeResolver,
  });
}

function contextOf<D extends ShopPart>(
  { shop, token, requestId, takeFaults }: RunOptions<D>,
  searches: SearchReport[],
  notes: string[],
): EngineContext<D> {
  const now = shop.clock.now();
  const faults = takeFaults();
  const lagMs = Math.max(0, ...faults.map((fault) => (fault.kind === "indexLag" ? fault.ms : 0)));
  const scopes = faults.reduce(
    (left, fault) => (fault.kind === "missingScope" ? left.without(fault.scope) : left),
    token.scopes,
  );
  return {
    shop,
    data: shop.data,
    now,
    requestId,
    scopes,
    faults,
    idempotency: shop.idempotency,
    indexedUntil: lagMs === 0 ? Infinity : now - lagMs,
    hasScope: (scope) => scopes.has(scope),
    noteSearch: (report) => void searches.push(report),
    note: (words) => void notes.push(words),
  };
}
