/** Errors of single fields in Shopify's words ("Shopify: GraphQL Admin API status and error codes"). */
import { GraphQLError } from "graphql";

const documented = (page: string) => `https://shopify.dev/api/usage/${page}`;

/** The field is null, the rest of the answer is delivered. */
export const accessDenied = (field: string, requiredAccess: string): GraphQLError =>
  new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: { code: "ACCESS_DENIED", documentation: documented("access-scopes"), requiredAccess },
  });

export const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });

/** An id that is none, or one of another type than the field's. */
export const invalidId = (id: string): GraphQLError =>
  new GraphQLError(`Invalid id: ${id}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });

/** Something of the schema, named `Type.field`, that this sandbox does not simulate: said, never answered with null. */
export const notImplemented = (name: string): GraphQLError =>
  new GraphQLError(`${name} is not simulated by the sandbox`, {
    extensions: { code: "SANDBOX_NOT_IMPLEMENTED", field: name },
  });

/** Shopify failed; faults may say it in other words. */
export const internalError = (
  requestId: string,
  words: { readonly code?: string; readonly message?: string } = {},
): GraphQLError =>
  new GraphQLError(
    words.message ??
      `Internal error. Looks like something went wrong on our end.\nRequest ID: ${requestId} (include this in support requests).`,
    { extensions: { code: words.code ?? "INTERNAL_SERVER_ERROR", requestId } },
  );
