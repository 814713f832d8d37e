/** Payloads of mutations that were refused. */
import { getNamedType, isObjectType, type GraphQLResolveInfo } from "graphql";

export interface RefusedInput {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code?: string;
}

const isErrorList = (name: string) => /userErrors$/i.test(name);

/** A payload that says only what is wrong: every other member is null. */
export function refusedPayload(info: GraphQLResolveInfo, errors: readonly RefusedInput[], list = "userErrors"): object {
  const type = getNamedType(info.returnType);
  const payload: Record<string, unknown> = {};
  for (const name of isObjectType(type) ? Object.keys(type.getFields()) : [])
    payload[name] = isErrorList(name) ? [] : null;
  payload[list] = errors.map(({ field, message, code }) => ({ field, message, code: code ?? null }));
  return payload;
}

/** Whether a payload says that something was refused. */
export const hasUserErrors = (payload: unknown): boolean =>
  typeof payload === "object" &&
  payload !== null &&
  Object.entries(payload).some(([name, value]) => isErrorList(name) && Array.isArray(value) && value.length > 0);
