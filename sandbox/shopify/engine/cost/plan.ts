/**
 * What a document selects, with what each field costs: fields of the same response key are merged, fragments are resolved per concrete
 * type, `@skip`/`@include` and page sizes are read from the variables. Requested and actual cost are two walks over this plan.
 */
import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { getArgumentValues } from "graphql/execution/values.js";
import { costOfField, type FieldCost } from "./kinds.ts";
import { inputCost } from "./input-cost.ts";

export interface PlanSource {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface PlannedField extends FieldCost {
  readonly key: string;
  readonly name: string;
  /** Connections: `first` or `last`, at most 250. */
  readonly pageSize: number;
  /** Extra points for a large input. */
  readonly input: number;
  readonly shape: Shape | null;
}

/** The fields selected on one concrete type. */
export type Selection = readonly PlannedField[];

/** What is selected below a field, for each concrete type that can stand there. */
export interface Shape {
  selectionFor(typeName: string): Selection;
  /** One selection per group of types that have the same one. */
  selections(): readonly Selection[];
}

const LARGEST_PAGE = 250;

/** @param root Type the operation starts from. */
export function planOperation(
  source: PlanSource,
  operation: OperationDefinitionNode,
  root: GraphQLObjectType,
): Selection {
  return planSelection(source, root, [operation.selectionSet]);
}

function planSelection(source: PlanSource, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Selection {
  const nodes = new Map<string, FieldNode[]>();
  for (const set of sets) collect(source, type, set, nodes);
  const fields: PlannedField[] = [];
  for (const [key, same] of nodes) {
    const field = planField(source, type, key, same);
    if (field !== null) fields.push(field);
  }
  return fields;
}

function collect(
  source: PlanSource,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  nodes: Map<string, FieldNode[]>,
): void {
  for (const selection of set.selections) {
    if (isLeftOut(source, selection)) continue;
    switch (selection.kind) {
      case Kind.FIELD: {
        const key = selection.alias?.value ?? selection.name.value;
        const same = nodes.get(key);
        if (same === undefined) nodes.set(key, [selection]);
        else same.push(selection);
        break;
      }
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition && typeFromAST(source.schema, selection.typeCondition);
        if (isMet(source.schema, condition, type)) collect(source, type, selection.selectionSet, nodes);
        break;
      }
      case Kind.FRAGMENT_SPREAD: {
        const fragment = source.fragments.get(selection.name.value);
        if (fragment === undefined) break;
        if (isMet(source.schema, typeFromAST(source.schema, fragment.typeCondition), type))
          collect(source, type, fragment.selectionSet, nodes);
        break;
      }
    }
  }
}

function isLeftOut({ variables }: PlanSource, node: SelectionSetNode["selections"][number]): boolean {
  if (node.directives === undefined || node.directives.length === 0) return false;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.["if"] === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.["if"] === false
  );
}

function isMet(schema: GraphQLSchema, condition: unknown, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type) return true;
  return isAbstractType(condition) && schema.isSubType(condition, type);
}

function planField(
  source: PlanSource,
  parent: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): PlannedField | null {
  const [node] = nodes;
  const field = node === undefined ? undefined : parent.getFields()[node.name.value];
  if (node === undefined || field === undefined) return null;
  const cost = costOfField(parent, field);
  if (cost.kind === "leaf") return { key, name: field.name, ...cost, pageSize: 0, input: 0, shape: null };
  const type = getNamedType(field.type);
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const args = argumentsOf(source, field, node);
  return {
    key,
    name: field.name,
    ...cost,
    pageSize: cost.kind === "connection" ? pageSizeOf(args) : 0,
    input: inputCost(parent.name, field.name, args),
    shape: isCompositeType(type) ? shapeOf(source, type, sets) : null,
  };
}

/** Arguments that cannot be read (a required one is missing) have been or will be refused elsewhere. */
function argumentsOf(
  source: PlanSource,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Readonly<Record<string, unknown>> {
  if (field.args.length === 0) return {};
  try {
    return getArgumentValues(field, node, source.variables);
  } catch {
    return {};
  }
}

function pageSizeOf({ first, last }: Readonly<Record<string, unknown>>): number {
  const size = typeof first === "number" ? first : typeof last === "number" ? last : 1;
  return Math.min(LARGEST_PAGE, Math.max(0, size));
}

function shapeOf(source: PlanSource, type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Shape {
  if (isObjectType(type)) {
    const selection = planSelection(source, type, sets);
    return { selectionFor: () => selection, selections: () => [selection] };
  }
  // Types that meet the same conditions have the same selection: `nodes { ... on Order {…} }` has two groups, not 250.
  const conditions = conditionsOf(source, sets);
  const groups = new Map<string, Selection>();
  const selectionOf = (object: GraphQLObjectType): Selection => {
    const group = conditions.map((condition) => (isMet(source.schema, condition, object) ? "1" : "0")).join("");
    const known = groups.get(group);
    if (known !== undefined) return known;
    const selection = planSelection(source, object, sets);
    groups.set(group, selection);
    return selection;
  };
  return {
    selectionFor(name) {
      const object = source.schema.getType(name);
      return isObjectType(object) ? selectionOf(object) : [];
    },
    selections() {
      for (const object of source.schema.getPossibleTypes(type)) selectionOf(object);
      return [...groups.values()];
    },
  };
}

function conditionsOf(source: PlanSource, sets: readonly SelectionSetNode[]): readonly unknown[] {
  const names = new Set<string>();
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) continue;
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : source.fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      if (fragment.typeCondition !== undefined) names.add(fragment.typeCondition.name.value);
      visit(fragment.selectionSet);
    }
  };
  for (const set of sets) visit(set);
  return [...names].map((name) => source.schema.getType(name));
}
