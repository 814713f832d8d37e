/** Which granted scopes open a field: Shopify's own list, read from the data file. */
import { getNamedType, isObjectType, type GraphQLField, type GraphQLObjectType } from "graphql";
import { lazily, readDataFile } from "./data-files.ts";

/** Any one scope is enough; `text` is Shopify's wording. */
export interface AccessRule {
  readonly anyOf: readonly string[];
  readonly text: string;
}

interface AccessFile {
  readonly types: Readonly<Record<string, AccessRule>>;
  readonly fields: Readonly<Record<string, Readonly<Record<string, AccessRule>>>>;
}

const load = lazily(() => JSON.parse(readDataFile("access-scopes-2026-07.json.gz")) as AccessFile);

/** The rule of a concrete type, for what stands at an interface or union. */
export const ruleOfType = (type: string): AccessRule | undefined => load().types[type];

/** Rules that all have to be met: the field's own, and that of the objects it gives. */
export function rulesOfField(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): readonly AccessRule[] {
  const owners = [parent, ...parent.getInterfaces()];
  const own = owners.flatMap(({ name }) => load().fields[name]?.[field.name] ?? []);
  const given = ruleOfType(elementType(field));
  return given === undefined ? own : [...own, given];
}

/** The type of a field's objects; of a connection, that of its nodes. */
function elementType(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type) || !type.name.endsWith("Connection")) return type.name;
  const { nodes, edges } = type.getFields();
  if (nodes !== undefined) return getNamedType(nodes.type).name;
  const edge = edges === undefined ? undefined : getNamedType(edges.type);
  const node = isObjectType(edge) ? edge.getFields()["node"] : undefined;
  return node === undefined ? type.name : getNamedType(node.type).name;
}

/** Scopes of a token. `write_x` includes `read_x`. */
export interface ScopeSet {
  has(scope: string): boolean;
  meets(rule: AccessRule): boolean;
  /** As if this scope had been refused: what it would open is closed, whatever other scope opens it too. */
  without(scope: string): ScopeSet;
}

export function createScopeSet(scopes: readonly string[], refused: readonly string[] = []): ScopeSet {
  const granted = new Set(scopes);
  for (const scope of scopes) if (scope.startsWith("write_")) granted.add(scope.replace("write_", "read_"));
  for (const scope of refused) granted.delete(scope);
  return {
    has: (scope) => granted.has(scope),
    meets: ({ anyOf }) => anyOf.some((scope) => granted.has(scope)) && !anyOf.some((scope) => refused.includes(scope)),
    without: (scope) => createScopeSet([...granted], [...refused, scope, scope.replace(/^read_/, "write_")]),
  };
}
