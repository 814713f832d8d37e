/** How fields of the schema count in a query's cost [D: scalars 0, objects 1, mutations 10; M: the rest]. */
import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from "graphql";

type CostKind =
  /** Scalars, enums, `__typename`. */
  | "leaf"
  /** One object, or a plain list, which costs like one element; `own` points. */
  | "object"
  | "list"
  | "connection";

/** Objects without a price of their own. */
const FREE_TYPES = new Set([
  "MoneyBag",
  "MoneyV2",
  "Weight",
  "InventoryItemMeasurement",
  "CurrencyFormats",
  "PageInfo",
]);
const FREE_FIELDS = new Set([
  "Customer.defaultAddress",
  "Customer.addresses",
  "Location.address",
  "Shop.shopAddress",
  "Customer.emailMarketingConsent",
  "Customer.smsMarketingConsent",
]);
const MUTATION_COST = 10;
const ROOT_COUNT_COST = 10;

export interface FieldCost {
  readonly kind: CostKind;
  readonly own: number;
}

type Field = GraphQLField<unknown, unknown>;

/** A connection has `pageInfo` and `edges`; its size comes from `first` or `last`. */
export function isConnectionField(field: Field): boolean {
  const type = getNamedType(field.type);
  return isObjectType(type) && type.name.endsWith("Connection") && "pageInfo" in type.getFields();
}

export function costOfField(parent: GraphQLObjectType, field: Field): FieldCost {
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || type.name.startsWith("__")) return { kind: "leaf", own: 0 };
  if (isConnectionField(field)) return { kind: "connection", own: 2 };
  const bare = isNonNullType(field.type) ? field.type.ofType : field.type;
  return { kind: isListType(bare) ? "list" : "object", own: ownCost(parent, field, type.name) };
}

function ownCost(parent: GraphQLObjectType, field: Field, type: string): number {
  if (parent.name === "Mutation") return MUTATION_COST;
  // The objects of a payload are free, what is selected below them is not.
  if (parent.name.endsWith("Payload")) return 0;
  if (FREE_TYPES.has(type) || FREE_FIELDS.has(`${parent.name}.${field.name}`)) return 0;
  if (type === "Count") return parent.name === "QueryRoot" ? ROOT_COUNT_COST : 1;
  return 1;
}

/** f(n) of the connection formula `2 + f(n) · (1 + children)` [M]. */
export const sizeFactor = (nodes: number): number => Math.floor(2 * Math.log(Math.max(2, nodes)));
