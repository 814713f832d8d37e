/** The official schema, loaded once for all shops of the process (0.3 s, 25 MB). */
import {
  buildSchema,
  getNamedType,
  GraphQLList,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
} from "graphql";
import { lazily, readDataFile } from "./data-files.ts";

export const API_VERSION = "2026-07";

const build = (): GraphQLSchema =>
  buildSchema(readDataFile(`admin-${API_VERSION}.graphql.gz`), {
    noLocation: true,
    assumeValid: true,
    assumeValidSDL: true,
  });

/** The schema as it is published: answers introspection. Executing documents use `executableSchema`. */
export const publishedSchema = lazily(build);

/** Which nulls the published schema rules out at a field whose type was made nullable for execution. */
export interface NullPromise {
  readonly value: boolean;
  readonly items: boolean;
}

const promises = new WeakMap<GraphQLField<unknown, unknown>, NullPromise>();

/**
 * The same schema with nullable objects: a field that fails (scope, paging argument, not simulated) is null alone, and everything around
 * it is delivered, as Shopify does [M]. A null that is not an error stays an error, see `promisedAt`.
 */
export const executableSchema = lazily(() => {
  const schema = build();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isCompositeType(getNamedType(field.type))) continue;
      const value = isNonNullType(field.type);
      const inner = isNonNullType(field.type) ? field.type.ofType : field.type;
      const items = isListType(inner) && isNonNullType(inner.ofType);
      if (value || items) promises.set(field, { value, items });
      field.type = nullable(field.type);
    }
  }
  return schema;
});

export const promisedAt = (field: GraphQLField<unknown, unknown>): NullPromise | undefined => promises.get(field);

function nullable(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) return nullable(type.ofType);
  return isListType(type) ? new GraphQLList(nullable(type.ofType)) : type;
}
