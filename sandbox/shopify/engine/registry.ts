import type { Resolver } from "./contract.ts";

/** Resolvers of single fields, by type and field of the schema. */
export interface FieldRegistry<D> {
  /** `S` is the record the data part returned for `type`. Registering a field twice is an error. */
  registerField<S = never>(type: string, field: string, resolver: Resolver<D, S>): void;
  find(type: string, field: string): Resolver<D> | undefined;
  /** `Type.field` of everything registered, to be checked against the schema. */
  names(): readonly string[];
}

export function createFieldRegistry<D>(): FieldRegistry<D> {
  const resolvers = new Map<string, Resolver<D>>();
  return {
    registerField(type, field, resolver) {
      const name = `${type}.${field}`;
      if (resolvers.has(name)) throw new Error(`${name} already has a resolver`);
      resolvers.set(name, resolver);
    },
    find: (type, field) => resolvers.get(`${type}.${field}`),
    names: () => [...resolvers.keys()],
  };
}
