import type { Connection } from "@temporalio/client";
import { SearchAttributeType } from "@temporalio/common";
import { OperationalError } from "#domain/failure";
import { attributes } from "#workflows/search-attributes";

/** Numbers of `temporal.api.enums.v1.IndexedValueType`, which no package exports for use by name. */
const indexedValueTypes: Readonly<Record<string, number>> = {
  [SearchAttributeType.KEYWORD]: 2,
  [SearchAttributeType.INT]: 3,
  [SearchAttributeType.DATETIME]: 6,
};

const wanted: Readonly<Record<string, number>> = Object.fromEntries(
  Object.values(attributes).map(({ name, type }) => [name, indexedValueTypes[type] ?? 0]),
);

/**
 * Adds the search attributes that are missing. The server accepts a known name with another type silently and keeps the old one,
 * so types are compared here. Temporal Cloud has no operator service: there they are made beforehand, and a missing one is an error.
 * Throws `search-attributes-differ`.
 */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await customAttributes(connection, namespace);
  const wrong = Object.keys(wanted).filter((name) => known[name] !== undefined && known[name] !== wanted[name]);
  if (wrong.length > 0) {
    throw new OperationalError(
      "search-attributes-differ",
      `Namespace ${namespace} has search attributes of another type: ${wrong.join(", ")}. Use another namespace, or remove them there`,
      { retryable: false, params: { namespace } },
    );
  }
  const missing = Object.keys(wanted).filter((name) => known[name] === undefined);
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, wanted[name] ?? 0])),
  });
}

async function customAttributes(connection: Connection, namespace: string): Promise<Record<string, number>> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return customAttributes;
}
