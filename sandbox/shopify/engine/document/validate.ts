/** Validation errors of graphql-js in Shopify's codes, words and paths ("Shopify: GraphQL validation errors"). */
import {
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  Kind,
  print,
  specifiedRules,
  validate,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import { placesOf, type Place } from "./places.ts";
import { describeValue, type Said } from "./value-errors.ts";

/** Empty for a valid document. */
export function validationErrors(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLFormattedError[] {
  if (validate(schema, document, specifiedRules).length === 0) return [];
  const places = placesOf(schema, document);
  const seen = new Set<string>();
  // Rule by rule, because an error does not say which rule found it.
  return specifiedRules
    .flatMap((rule) => validate(schema, document, [rule]).map((error) => ({ error, rule: rule.name })))
    .flatMap(({ error, rule }) => {
      const node = error.nodes?.[0];
      const said = describe(schema, rule, error, node === undefined ? undefined : places.get(node));
      const at = said.node ?? node;
      const path = at === undefined ? [] : (places.get(at)?.path ?? []);
      const formatted: GraphQLFormattedError = {
        message: said.message,
        locations: error.locations?.slice(0, 1) ?? [],
        path,
        extensions: { ...said.extensions },
      };
      const identity = JSON.stringify([said.message, path]);
      return seen.has(identity) ? [] : (seen.add(identity), [formatted]);
    });
}

function describe(schema: GraphQLSchema, rule: string, error: GraphQLError, place: Place | undefined): Said {
  const node = error.nodes?.[0];
  const parent = place?.parentType ?? "";
  switch (rule) {
    case "FieldsOnCorrectTypeRule": {
      const fieldName = nameOf(node);
      const message = `Field '${fieldName}' doesn't exist on type '${parent}'`;
      return { message, extensions: { code: "undefinedField", typeName: parent, fieldName } };
    }
    case "ScalarLeafsRule":
      return selectionMismatch(node, place);
    case "KnownArgumentNamesRule": {
      const argumentName = nameOf(node);
      const owner = place?.fieldName ?? "";
      return {
        message: `Field '${owner}' doesn't accept argument '${argumentName}'`,
        extensions: { code: "argumentNotAccepted", name: owner, typeName: "Field", argumentName },
      };
    }
    case "ProvidedRequiredArgumentsRule":
      return missingArguments(schema, node, parent, error);
    case "ValuesOfCorrectTypeRule":
      return describeValue(error, place);
    case "KnownTypeNamesRule": {
      const typeName = nameOf(node);
      const message = `No such type ${typeName}, so it can't be a fragment condition`;
      return { message, extensions: { code: "undefinedType", typeName } };
    }
    case "PossibleFragmentSpreadsRule": {
      const fragment = node?.kind === Kind.INLINE_FRAGMENT ? (node.typeCondition?.name.value ?? "") : nameOf(node);
      return {
        message: `Fragment on ${fragment} can't be spread inside ${parent}`,
        extensions: { code: "cannotSpreadFragment", typeName: fragment, fragmentName: "unknown", parentName: parent },
      };
    }
    case "KnownFragmentNamesRule": {
      const fragmentName = nameOf(node);
      const message = `Fragment ${fragmentName} was used, but not defined`;
      return { message, extensions: { code: "useAndDefineFragment", fragmentName } };
    }
    case "NoUnusedFragmentsRule": {
      const fragmentName = nameOf(node);
      const message = `Fragment ${fragmentName} was defined, but not used`;
      return { message, extensions: { code: "useAndDefineFragment", fragmentName } };
    }
    case "KnownDirectivesRule": {
      const directiveName = nameOf(node);
      const message = `Directive @${directiveName} is not defined`;
      return { message, extensions: { code: "undefinedDirective", directiveName } };
    }
    case "NoUndefinedVariablesRule": {
      const variableName = nameOf(node);
      const by = /by operation "(\w+)"/.exec(error.message)?.[1] ?? "anonymous query";
      const message = `Variable $${variableName} is used by ${by} but not declared`;
      return { message, extensions: { code: "variableNotDefined", variableName } };
    }
    case "NoUnusedVariablesRule": {
      const variableName = node?.kind === Kind.VARIABLE_DEFINITION ? node.variable.name.value : "";
      const by = /in operation "(\w+)"/.exec(error.message)?.[1] ?? "anonymous query";
      const message = `Variable $${variableName} is declared by ${by} but not used`;
      return { message, extensions: { code: "variableNotUsed", variableName } };
    }
    case "VariablesInAllowedPositionRule":
      return variableMismatch(error);
    case "OverlappingFieldsCanBeMergedRule":
      return { message: error.message, extensions: { code: "fieldConflict", name: nameOf(node) } };
    default:
      return { message: error.message, extensions: { code: codeOf(rule) } };
  }
}

function selectionMismatch(node: ASTNode | undefined, place: Place | undefined): Said {
  const name = place?.fieldName ?? "";
  const typeName = place?.type ?? "";
  const extensions = { code: "selectionMismatch", nodeName: `field '${name}'`, typeName };
  // For a scalar the error stands at the selection, for an object at the field.
  if (node?.kind !== Kind.SELECTION_SET)
    return {
      message: `Field must have selections (field '${name}' returns ${typeName} but has no selections. Did you mean '${name} { ... }'?)`,
      extensions,
    };
  const selected = JSON.stringify(node.selections.map((each) => nameOf(each)));
  return {
    message: `Selections can't be made on scalars (field '${name}' returns ${typeName} but has selections ${selected})`,
    extensions,
  };
}

function missingArguments(
  schema: GraphQLSchema,
  node: ASTNode | undefined,
  parentType: string,
  error: GraphQLError,
): Said {
  const type = schema.getType(parentType);
  const hasFields = isObjectType(type) || isInterfaceType(type);
  if (node?.kind !== Kind.FIELD || !hasFields)
    return { message: error.message, extensions: { code: "missingRequiredArguments" } };
  const given = new Set((node satisfies FieldNode).arguments?.map((argument) => argument.name.value));
  const missing = (type.getFields()[node.name.value]?.args ?? [])
    .filter((arg) => isRequiredArgument(arg) && !given.has(arg.name))
    .map((arg) => arg.name)
    .join(", ");
  const name = node.name.value;
  return {
    message: `Field '${name}' is missing required arguments: ${missing}`,
    extensions: { code: "missingRequiredArguments", className: "Field", name, arguments: missing },
  };
}

function variableMismatch(error: GraphQLError): Said {
  const [, variableName = "", typeName = "", expected = ""] =
    /^Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/.exec(error.message) ?? [];
  return {
    message: `Type mismatch on variable $${variableName} (${typeName} / ${expected})`,
    extensions: { code: "variableMismatch", variableName, typeName, errorMessage: "Type mismatch" },
    node: error.nodes?.[1],
  };
}

function nameOf(node: ASTNode | undefined): string {
  if (node === undefined) return "";
  const { name } = node as { readonly name?: { readonly value: string } | undefined };
  return name?.value ?? print(node);
}

const codeOf = (rule: string): string => rule.charAt(0).toLowerCase() + rule.slice(1).replace(/Rule$/, "");
