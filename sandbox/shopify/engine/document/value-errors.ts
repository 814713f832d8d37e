/** Literal values that do not fit their place. */
import { Kind, print, type ASTNode, type GraphQLError } from "graphql";
import type { Place } from "./places.ts";

/** An error in Shopify's words. */
export interface Said {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** The node whose place is the path; default the error's first one. */
  readonly node?: ASTNode | undefined;
}

export function describeValue(error: GraphQLError, place: Place | undefined): Said {
  const [, inputObject, member, memberType] =
    /^Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/.exec(error.message) ?? [];
  if (inputObject !== undefined && member !== undefined)
    return {
      message: `Argument '${member}' on InputObject '${inputObject}' is required. Expected type ${memberType ?? ""}`,
      extensions: {
        code: "missingRequiredInputObjectAttribute",
        argumentName: member,
        argumentType: memberType,
        inputObjectType: inputObject,
      },
    };
  const [, unknown, ofType] = /^Field "(\w+)" is not defined by type "(\w+)"/.exec(error.message) ?? [];
  if (unknown !== undefined && ofType !== undefined)
    return {
      message: `InputObject '${ofType}' doesn't accept argument '${unknown}'`,
      extensions: { code: "argumentNotAccepted", name: ofType, typeName: "InputObject", argumentName: unknown },
    };
  const argumentName = place?.argument ?? "";
  const inputObjectName = place?.inputObject ?? null;
  const isMember = inputObjectName !== null;
  const owner = isMember ? `InputObject '${inputObjectName}'` : `Field '${place?.fieldName ?? ""}'`;
  const node = error.nodes?.[0];
  const value = node === undefined ? "" : print(node.kind === Kind.OBJECT_FIELD ? node.value : node);
  const expected = /^Expected value of type "([^"]+)"/.exec(error.message)?.[1] ?? expectedOf(error.message);
  return {
    message: `Argument '${argumentName}' on ${owner} has an invalid value (${value}).${expected === "" ? "" : ` Expected type '${expected}'.`}`,
    extensions: { code: "argumentLiteralsIncompatible", typeName: isMember ? "InputObject" : "Field", argumentName },
  };
}

/** `Int cannot represent non-integer value: "x"`, `Value "X" does not exist in "Sort" enum.` */
const expectedOf = (message: string): string =>
  /^(\w+) cannot represent/.exec(message)?.[1] ?? /does not exist in "(\w+)" enum/.exec(message)?.[1] ?? "";
