/** Variables that do not fit their type: one INVALID_VARIABLE error each, with every problem in it. */
import {
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
  type GraphQLFormattedError,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { scalarProblem } from "./scalars.ts";

interface VariableProblem {
  readonly path: readonly (string | number)[];
  readonly explanation: string;
}

export function variableErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    const isGiven = Object.hasOwn(variables, name) && variables[name] !== undefined;
    if (!isGiven && (definition.defaultValue !== undefined || !isNonNullType(type))) continue;
    const value = isGiven ? variables[name] : null;
    const problems = problemsOf(value, type);
    if (problems.length === 0) continue;
    const words = problems
      .filter(({ path }) => path.length > 0)
      .map(({ path, explanation }) => `${path.join(".")} (${explanation})`)
      .join(", ");
    const { line = 1, column = 1 } = definition.loc?.startToken ?? {};
    errors.push({
      message: `Variable $${name} of type ${String(type)} was provided invalid value${words === "" ? "" : ` for ${words}`}`,
      locations: [{ line, column }],
      extensions: { code: "INVALID_VARIABLE", value, problems },
    });
  }
  return errors;
}

function problemsOf(
  value: unknown,
  type: GraphQLInputType,
  path: readonly (string | number)[] = [],
): readonly VariableProblem[] {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) return [{ path, explanation: "Expected value to not be null" }];
    return problemsOf(value, type.ofType, path);
  }
  if (value === null || value === undefined) return [];
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item, index) =>
      problemsOf(item, type.ofType, Array.isArray(value) ? [...path, index] : path),
    );
  }
  if (isInputObjectType(type)) {
    if (typeof value !== "object" || Array.isArray(value))
      return [{ path, explanation: `Expected ${JSON.stringify(value)} to be a key-value object.` }];
    const members = value as Readonly<Record<string, unknown>>;
    const fields = type.getFields();
    const unknown = Object.keys(members)
      .filter((name) => !Object.hasOwn(fields, name))
      .map((name) => ({ path: [...path, name], explanation: `Field is not defined on ${type.name}` }));
    const known = Object.values(fields).flatMap((field) => {
      const isGiven = Object.hasOwn(members, field.name) && members[field.name] !== undefined;
      if (!isGiven && field.defaultValue !== undefined) return [];
      return problemsOf(isGiven ? members[field.name] : undefined, field.type, [...path, field.name]);
    });
    const given = Object.values(members).filter((member) => member !== undefined && member !== null).length;
    const oneOf =
      type.isOneOf && given !== 1
        ? [{ path, explanation: `'${type.name}' requires exactly one argument, but ${String(given)} were provided.` }]
        : [];
    return [...unknown, ...known, ...oneOf];
  }
  if (isEnumType(type)) {
    if (typeof value === "string" && type.getValue(value) !== undefined && type.getValue(value) !== null) return [];
    const names = type.getValues().map((each) => each.name);
    return [{ path, explanation: `Expected ${JSON.stringify(value)} to be one of: ${names.join(", ")}` }];
  }
  const problem = isScalarType(type) ? scalarProblem(type.name, value) : null;
  return problem === null ? [] : [{ path, explanation: problem }];
}
