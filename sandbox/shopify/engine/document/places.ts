/** Where each node of a document stands, in the words of Shopify's error paths. */
import {
  getNamedType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
} from "graphql";

export interface Place {
  /** Begins with `query Name`, `mutation Name` or `fragment Name`. */
  readonly path: readonly string[];
  /** Type whose fields are selected here. */
  readonly parentType: string;
  /** Named type of the field's value. */
  readonly type: string;
  /** Field or directive, input object, or argument the node belongs to. */
  readonly fieldName: string | null;
  readonly inputObject: string | null;
  readonly argument: string | null;
}

export function placesOf(schema: GraphQLSchema, document: DocumentNode): ReadonlyMap<ASTNode, Place> {
  const places = new Map<ASTNode, Place>();
  const path: string[] = [];
  const names: { readonly node: ASTNode; readonly argument: string | null; readonly inputObject: string | null }[] = [];
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      enter(node) {
        const step = stepOf(node);
        if (step !== null) path.push(step);
        if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) {
          const input = node.kind === Kind.OBJECT_FIELD ? typeInfo.getParentInputType() : undefined;
          const inputObject = input === undefined || input === null ? null : getNamedType(input).name;
          names.push({ node, argument: node.name.value, inputObject });
        }
        const inner = names.at(-1);
        places.set(node, {
          path: [...path],
          parentType: typeInfo.getParentType()?.name ?? "",
          type: getNamedType(typeInfo.getType())?.name ?? "",
          fieldName: typeInfo.getFieldDef()?.name ?? null,
          inputObject: inner?.inputObject ?? null,
          argument: inner?.argument ?? null,
        });
      },
      leave(node) {
        if (stepOf(node) !== null) path.pop();
        if (names.at(-1)?.node === node) names.pop();
      },
    }),
  );
  return places;
}

function stepOf(node: ASTNode): string | null {
  if (node.kind === Kind.OPERATION_DEFINITION)
    return node.name === undefined ? node.operation : `${node.operation} ${node.name.value}`;
  if (node.kind === Kind.FRAGMENT_DEFINITION) return `fragment ${node.name.value}`;
  if (node.kind === Kind.FIELD) return node.alias?.value ?? node.name.value;
  if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return node.name.value;
  if (node.kind === Kind.FRAGMENT_SPREAD) return `... ${node.name.value}`;
  if (node.kind !== Kind.INLINE_FRAGMENT) return null;
  return node.typeCondition === undefined ? "..." : `... on ${node.typeCondition.name.value}`;
}
