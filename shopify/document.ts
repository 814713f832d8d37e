import { Kind, OperationTypeNode, parse, type DirectiveNode, type OperationDefinitionNode } from "graphql";

/** What the client has to know about a document before it sends it. */
export interface DocumentFacts {
  readonly text: string;
  /** Sent as `operationName`; names log rows, cost statistics and metrics. */
  readonly name: string;
  readonly kind: "query" | "mutation";
  /** Field names on the root, aliases resolved; a fragment there is `...`, because what it holds is not looked at. */
  readonly rootFields: readonly string[];
  readonly variables: ReadonlySet<string>;
  /** Every field on the root carries `@idempotent(key: $idempotencyKey)`: Shopify answers a repeat with the first result. */
  readonly carriesIdempotencyKey: boolean;
}

/** The variable a document takes its idempotency key from. */
export const IDEMPOTENCY_KEY = "idempotencyKey";

const known = new WeakMap<object, DocumentFacts>();

/** Reads a document by parsing it, once: comments, blanks and aliases in front of it change nothing. Throws when it is not one named operation. */
export function factsOf(operation: { toString(): string }): DocumentFacts {
  const found = known.get(operation);
  if (found !== undefined) return found;
  const facts = readDocument(operation.toString());
  known.set(operation, facts);
  return facts;
}

function readDocument(text: string): DocumentFacts {
  const operations = parse(text, { noLocation: true }).definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  if (operation?.name === undefined || operations.length > 1) {
    throw new Error("A Shopify document holds exactly one operation, and the operation has a name");
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw new Error("The Admin API has no subscriptions");
  return {
    text,
    name: operation.name.value,
    kind: operation.operation === OperationTypeNode.MUTATION ? "mutation" : "query",
    rootFields: operation.selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? selection.name.value : "...",
    ),
    variables: new Set((operation.variableDefinitions ?? []).map((definition) => definition.variable.name.value)),
    carriesIdempotencyKey: operation.selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && (selection.directives ?? []).some(isKeyed),
    ),
  };
}

const isKeyed = ({ name, arguments: given = [] }: DirectiveNode): boolean =>
  name.value === "idempotent" &&
  given.some(
    (argument) =>
      argument.name.value === "key" &&
      argument.value.kind === Kind.VARIABLE &&
      argument.value.name.value === IDEMPOTENCY_KEY,
  );
