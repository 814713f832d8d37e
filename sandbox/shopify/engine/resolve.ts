/** How every field of the schema is answered. */
import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLTypeResolver,
} from "graphql";
import { ruleOfType, rulesOfField, type AccessRule } from "./access.ts";
import type { Arguments, Resolver } from "./contract.ts";
import type { EngineContext } from "./engine-context.ts";
import { accessDenied, internalError, notImplemented } from "./errors.ts";
import { argumentRules, checkPromise, type ArgumentRule } from "./field-rules.ts";
import { resolveMutation } from "./mutation.ts";
import type { FieldRegistry } from "./registry.ts";
import { promisedAt, type NullPromise } from "./schema.ts";

/** What is known about a field before any request. */
interface FieldPlan<D> {
  readonly name: string;
  readonly field: string;
  readonly kind: "query" | "mutation" | "plain";
  readonly resolver: Resolver<D> | undefined;
  readonly access: readonly AccessRule[];
  readonly rules: readonly ArgumentRule[];
  readonly promise: NullPromise | undefined;
}

export interface Resolvers<D> {
  readonly fieldResolver: GraphQLFieldResolver<unknown, EngineContext<D>>;
  readonly typeResolver: GraphQLTypeResolver<unknown, EngineContext<D>>;
}

export function createResolvers<D>(registry: FieldRegistry<D>): Resolvers<D> {
  const plans = new WeakMap<GraphQLObjectType, Map<string, FieldPlan<D>>>();
  const planOf = (parent: GraphQLObjectType, fieldName: string): FieldPlan<D> => {
    let ofType = plans.get(parent);
    if (ofType === undefined) plans.set(parent, (ofType = new Map<string, FieldPlan<D>>()));
    let plan = ofType.get(fieldName);
    if (plan === undefined) ofType.set(fieldName, (plan = planField(registry, parent, fieldName)));
    return plan;
  };

  return {
    fieldResolver(source, args: Arguments, context, info) {
      const plan = planOf(info.parentType, info.fieldName);
      for (const rule of plan.access)
        if (!context.scopes.meets(rule)) throw accessDenied(info.fieldName, rule.text.trim());
      for (const rule of plan.rules) rule(args, info);
      const value =
        plan.kind === "mutation"
          ? resolveMutation(() => read(plan, source, args, context, info), args, context, info)
          : read(plan, source, args, context, info);
      if (plan.kind === "query" && context.faults.length > 0) return failingNodes(value, context);
      if (plan.promise !== undefined) {
        const { promise } = plan;
        if (!isPromise(value)) checkPromise(promise, value, plan.name);
        else return value.then((settled) => (checkPromise(promise, settled, plan.name), settled));
      }
      return value;
    },
    typeResolver(value, context, info) {
      const name = typeNameOf(value);
      const rule = name === undefined ? undefined : ruleOfType(name);
      if (rule !== undefined && !context.scopes.meets(rule)) throw accessDenied(info.fieldName, rule.text.trim());
      return name;
    },
  };
}

function planField<D>(registry: FieldRegistry<D>, parent: GraphQLObjectType, fieldName: string): FieldPlan<D> {
  const field: GraphQLField<unknown, unknown> | undefined = parent.getFields()[fieldName];
  const name = `${parent.name}.${fieldName}`;
  const kind = parent.name === "QueryRoot" ? "query" : parent.name === "Mutation" ? "mutation" : "plain";
  return {
    name,
    field: fieldName,
    kind,
    resolver: registry.find(parent.name, fieldName),
    access: field === undefined ? [] : rulesOfField(parent, field),
    rules: field === undefined ? [] : argumentRules(parent, field),
    promise: field === undefined ? undefined : promisedAt(field),
  };
}

/** Registry, then the record's member, then the error: never a null nobody said. */
function read<D>(
  plan: FieldPlan<D>,
  source: unknown,
  args: Arguments,
  context: EngineContext<D>,
  info: GraphQLResolveInfo,
): unknown {
  if (plan.resolver !== undefined) return plan.resolver(source as never, args, context, info);
  if (typeof source !== "object" || source === null || !(plan.field in source)) throw notImplemented(plan.name);
  const member = (source as Readonly<Record<string, unknown>>)[plan.field];
  const value: unknown = typeof member === "function" ? member.call(source, args, context, info) : member;
  if (value === undefined) throw notImplemented(plan.name);
  return value;
}

/** `__typename` of the record, else the type its GID names. */
function typeNameOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("__typename" in value && typeof value.__typename === "string") return value.__typename;
  if (!("id" in value) || typeof value.id !== "string") return undefined;
  return /^gid:\/\/shopify\/([A-Za-z]+)\//.exec(value.id)?.[1];
}

/** Fault `nodeError`: the object is replaced by an error where it is read from the query root. */
function failingNodes<D>(value: unknown, context: EngineContext<D>): unknown {
  if (isPromise(value)) return value.then((settled) => failingNodes(settled, context));
  const failing = context.faults.filter((fault) => fault.kind === "nodeError");
  if (failing.length === 0) return value;
  const failure = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null || !("id" in node)) return node;
    const fault = failing.find(({ id }) => id === node.id);
    if (fault === undefined) return node;
    return internalError(context.requestId, fault);
  };
  return Array.isArray(value) ? value.map(failure) : failure(value);
}

const isPromise = (value: unknown): value is Promise<unknown> => value instanceof Promise;
