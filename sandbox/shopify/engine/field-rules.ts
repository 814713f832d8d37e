/** What holds for every field of a kind, whoever answers it: paging arguments, ids, promised values. */
import {
  getNamedType,
  GraphQLError,
  GraphQLID,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from "graphql";
import { isConnectionField } from "./cost/kinds.ts";
import type { Arguments } from "./contract.ts";
import { badRequest, invalidId } from "./errors.ts";
import type { NullPromise } from "./schema.ts";

const LARGEST_PAGE = 250;
/** The variants of one product may be read in larger pages [D]. */
const LARGEST_PAGE_OF_VARIANTS = 2_000;

export type ArgumentRule = (args: Arguments, info: GraphQLResolveInfo) => void;

/** Rules for the arguments of a field; each throws a GraphQLError. */
export function argumentRules(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): readonly ArgumentRule[] {
  const rules: ArgumentRule[] = [];
  if (isConnectionField(field) && field.args.some(({ name }) => name === "first"))
    rules.push(checkPaging(parent, field));
  if (parent.name === "QueryRoot") {
    for (const arg of field.args) if (getNamedType(arg.type) === GraphQLID) rules.push(checkIds(arg.name, field));
  }
  return rules;
}

function checkPaging(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): ArgumentRule {
  const isVariants = parent.name === "Product" && field.name === "variants";
  return (args, info) => {
    const { first, last } = args;
    const hasFirst = typeof first === "number";
    const hasLast = typeof last === "number";
    if (hasFirst && hasLast) throw badRequest("providing both first and last is not supported");
    if (!hasFirst && !hasLast) throw badRequest("you must provide one of first or last");
    const ofOneProduct = isVariants && info.path.prev?.typename === "QueryRoot" && info.path.prev.key !== "nodes";
    const largest = ofOneProduct ? LARGEST_PAGE_OF_VARIANTS : LARGEST_PAGE;
    const name = hasFirst ? "first" : "last";
    const size = Number(args[name]);
    if (size > largest) throw badRequest(`${name} cannot exceed ${String(largest)}`);
    if (size < 0) throw badRequest(`${name} must be a positive number`);
  };
}

function checkIds(argument: string, field: GraphQLField<unknown, unknown>): ArgumentRule {
  const type = getNamedType(field.type);
  // `order(id:)` takes ids of orders only; an interface takes ids of anything.
  const wanted = argument === "id" && isObjectType(type) ? type.name : null;
  return (args) => {
    const ids = [args[argument]].flat().filter((id) => typeof id === "string");
    for (const id of ids) {
      const found = /^gid:\/\/shopify\/([A-Za-z]+)\/[^\s]+$/.exec(id)?.[1];
      if (found === undefined || (wanted !== null && found !== wanted)) throw invalidId(id);
    }
  };
}

/** Nulls the schema rules out are mistakes of the sandbox, not answers. */
export function checkPromise(promise: NullPromise, value: unknown, name: string): void {
  if (promise.value && (value === null || value === undefined))
    throw new GraphQLError(`Cannot return null for non-nullable field ${name}.`);
  if (promise.items && Array.isArray(value) && value.some((item) => item === null || item === undefined))
    throw new GraphQLError(`Cannot return null for an element of ${name}.`);
}
