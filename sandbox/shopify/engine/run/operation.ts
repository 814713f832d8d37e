/** Chooses and prepares the operation of a request: everything that can be said before quota and data are touched. */
import {
  getVariableValues,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { getArgumentValues } from "graphql/execution/values.js";
import { planOperation, type Selection } from "../cost/plan.ts";
import { MAX_QUERY_COST, requestedCost } from "../cost/requested.ts";
import { inputSizeErrors } from "../document/input-size.ts";
import type { PreparedDocument } from "../document/prepare.ts";
import { variableErrors } from "../document/variables.ts";

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

export interface ReadyOperation {
  readonly kind: "ready";
  readonly name: string | null;
  readonly type: "query" | "mutation";
  readonly executable: DocumentNode;
  readonly hasHiddenTypes: boolean;
  readonly isIntrospection: boolean;
  readonly deprecated: readonly string[];
  readonly selection: Selection;
  readonly requestedCost: number;
}

export type PreparedOperation =
  ReadyOperation | { readonly kind: "refused"; readonly errors: readonly GraphQLFormattedError[] };

const refused = (...errors: readonly GraphQLFormattedError[]): PreparedOperation => ({ kind: "refused", errors });

/** The operation meant by a request, as far as that can be told; for logs and faults. */
export function operationOf(
  prepared: PreparedDocument,
  name: string | null,
): { readonly name: string | null; readonly type: "query" | "mutation" } {
  const operation = choose(prepared.operations, name);
  return {
    name: operation?.name?.value ?? name,
    type: operation?.operation === OperationTypeNode.MUTATION ? "mutation" : "query",
  };
}

const choose = (
  operations: readonly OperationDefinitionNode[],
  name: string | null,
): OperationDefinitionNode | undefined =>
  name === null
    ? operations.length === 1
      ? operations[0]
      : undefined
    : operations.find((operation) => operation.name?.value === name);

export function prepareOperation(
  schema: GraphQLSchema,
  prepared: PreparedDocument,
  request: GraphqlRequest,
): PreparedOperation {
  if (prepared.kind === "invalid") return refused(...prepared.errors);
  const operation = choose(prepared.operations, request.operationName);
  if (operation === undefined) {
    return refused({
      message:
        request.operationName === null
          ? "An operation name is required"
          : `No operation named "${request.operationName}"`,
    });
  }
  const root = operation.operation === OperationTypeNode.MUTATION ? schema.getMutationType() : schema.getQueryType();
  if (root === null || root === undefined || operation.operation === OperationTypeNode.SUBSCRIPTION)
    return refused({ message: "Schema is not configured for subscriptions" });

  const problems = variableErrors(schema, operation, request.variables);
  if (problems.length > 0) return refused(...problems);
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables);
  if (errors !== undefined)
    return refused(...errors.map(({ message }) => ({ message, extensions: { code: "INVALID_VARIABLE" } })));

  const calls = operation.selectionSet.selections.flatMap((node) => {
    const field = node.kind === Kind.FIELD ? root.getFields()[node.name.value] : undefined;
    if (node.kind !== Kind.FIELD || field === undefined) return [];
    return [{ field: node.alias?.value ?? node.name.value, args: getArgumentValues(field, node, coerced) }];
  });
  const tooLong = inputSizeErrors(calls);
  if (tooLong.length > 0) return refused(...tooLong);

  const selection = planOperation({ schema, fragments: prepared.fragments, variables: coerced }, operation, root);
  const cost = requestedCost(selection);
  if (cost > MAX_QUERY_COST) {
    return refused({
      message: `Query cost is ${String(cost)}, which exceeds the single query max cost limit (${String(MAX_QUERY_COST)}).`,
      extensions: {
        code: "MAX_COST_EXCEEDED",
        cost,
        maxCost: MAX_QUERY_COST,
        documentation: "https://shopify.dev/api/usage/rate-limits",
      },
    });
  }
  return {
    kind: "ready",
    name: operation.name?.value ?? null,
    type: operation.operation,
    executable: prepared.executable,
    hasHiddenTypes: prepared.hasHiddenTypes,
    isIntrospection: prepared.isIntrospection,
    deprecated: prepared.deprecated,
    selection,
    requestedCost: cost,
  };
}
