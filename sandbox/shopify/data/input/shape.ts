/** Checks that a node given from outside has the shape of its schema type. Lists and connections are plain arrays. */
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
  isScalarType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from "graphql";
import { unprocessable } from "../../engine/control-routes.ts";

export type Node = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Throws a 422 with the place of the first member that the schema does not know or that has another kind of value. */
export function checkShape(schema: GraphQLSchema, typeName: string, node: Node, pointer: string): void {
  const type = schema.getType(typeName);
  if (type === undefined) throw new Error(`The schema has no type ${typeName}`);
  checkMembers(
    schema,
    isObjectType(type) ? [type] : isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [],
    node,
    pointer,
  );
}

function checkMembers(schema: GraphQLSchema, types: readonly GraphQLObjectType[], node: Node, pointer: string): void {
  const named = types.find((type) => type.name === node["__typename"]);
  const candidates = named === undefined ? types : [named];
  for (const [name, value] of Object.entries(node)) {
    if (name === "__typename") continue;
    const place = `${pointer}/${name}`;
    const field = candidates.map((type) => type.getFields()[name]).find((each) => each !== undefined);
    if (field === undefined)
      throw unprocessable(place, `${candidates.map((type) => type.name).join(" or ")} has no field ${name}`);
    if (value !== null && value !== undefined) checkValue(schema, field.type, value, place);
  }
}

const elementOfConnection = (type: GraphQLObjectType): GraphQLOutputType | undefined =>
  type.name.endsWith("Connection") ? type.getFields()["nodes"]?.type : undefined;

function checkValue(schema: GraphQLSchema, givenType: GraphQLOutputType, value: unknown, pointer: string): void {
  const type = getNullableType(givenType);
  if (isListType(type)) {
    if (!Array.isArray(value)) throw unprocessable(pointer, "a list is expected");
    value.forEach((element, index) => {
      if (element !== null) checkValue(schema, type.ofType, element, `${pointer}/${index}`);
    });
    return;
  }
  if (isScalarType(type)) {
    if (type.name !== "JSON" && typeof value === "object") throw unprocessable(pointer, `a ${type.name} is expected`);
    if (type.name === "Int" && !Number.isInteger(value)) throw unprocessable(pointer, "a whole number is expected");
    if (type.name === "Boolean" && typeof value !== "boolean")
      throw unprocessable(pointer, "true or false is expected");
    return;
  }
  if (isEnumType(type)) {
    if (typeof value !== "string" || type.getValue(value) === undefined)
      throw unprocessable(pointer, `a value of ${type.name} is expected`);
    return;
  }
  const element = isObjectType(type) ? elementOfConnection(type) : undefined;
  if (element !== undefined) return checkValue(schema, element, value, pointer);
  if (!isNode(value)) throw unprocessable(pointer, `an object of ${getNamedType(type).name} is expected`);
  checkMembers(
    schema,
    isObjectType(type) ? [type] : isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [],
    value,
    pointer,
  );
}
