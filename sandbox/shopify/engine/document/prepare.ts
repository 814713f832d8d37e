/** Documents, parsed and checked once; the last thousand are remembered. */
import {
  getNamedType,
  GraphQLError,
  isAbstractType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { validationErrors } from "./validate.ts";

/** Response key by which the executor tells the type of an object at an interface or union; taken out before the answer is sent. */
export const HIDDEN_TYPE = "__sandboxType";

interface ValidDocument {
  readonly kind: "valid";
  /** Asks for hidden types as well. */
  readonly executable: DocumentNode;
  readonly hasHiddenTypes: boolean;
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly isIntrospection: boolean;
  /** `Type.field` of deprecated fields. */
  readonly deprecated: readonly string[];
}

export type PreparedDocument =
  | ValidDocument
  | {
      readonly kind: "invalid";
      readonly operations: readonly OperationDefinitionNode[];
      readonly errors: readonly GraphQLFormattedError[];
    };

const REMEMBERED = 1_000;

export function createDocuments(schema: () => GraphQLSchema): (text: string) => PreparedDocument {
  const remembered = new Map<string, PreparedDocument>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) {
      remembered.delete(text);
      remembered.set(text, known);
      return known;
    }
    const prepared = prepare(schema(), text);
    remembered.set(text, prepared);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return prepared;
  };
}

function prepare(schema: GraphQLSchema, text: string): PreparedDocument {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { line = 1, column = 1 } = error.locations?.[0] ?? {};
    const words = error.message.replace(/^Syntax Error: /, "").replace(/\.$/, "");
    return {
      kind: "invalid",
      operations: [],
      errors: [
        {
          message: `syntax error, ${words} at [${String(line)}, ${String(column)}]`,
          locations: [{ line, column }],
        },
      ],
    };
  }
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const errors = validationErrors(schema, document);
  if (errors.length > 0) return { kind: "invalid", operations, errors };
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return { kind: "valid", document, operations, fragments, ...walk(schema, document) };
}

/** One walk: hidden types, deprecated fields, introspection. */
function walk(
  schema: GraphQLSchema,
  document: DocumentNode,
): Pick<ValidDocument, "executable" | "hasHiddenTypes" | "deprecated" | "isIntrospection"> {
  const typeInfo = new TypeInfo(schema);
  const deprecated = new Set<string>();
  let isIntrospection = false;
  const hidden = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: HIDDEN_TYPE },
    name: { kind: Kind.NAME, value: "__typename" },
  } as const;
  const executable = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        const field = typeInfo.getFieldDef();
        if (node.name.value === "__schema" || node.name.value === "__type") isIntrospection = true;
        if (field?.deprecationReason !== undefined && field.deprecationReason !== null)
          deprecated.add(`${typeInfo.getParentType()?.name ?? ""}.${field.name}`);
      },
      SelectionSet: {
        leave(node, _key, parent) {
          const type = typeInfo.getType();
          // A fragment inside has the concrete or abstract parent's selection around it, which already asks.
          const isField =
            parent !== undefined && !Array.isArray(parent) && "kind" in parent && parent.kind === Kind.FIELD;
          if (!isField || type === undefined || type === null || !isAbstractType(getNamedType(type))) return undefined;
          return { ...node, selections: [...node.selections, hidden] };
        },
      },
    }),
  );
  return { executable, hasHiddenTypes: executable !== document, deprecated: [...deprecated], isIntrospection };
}
