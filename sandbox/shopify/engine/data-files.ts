import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The folder of the data files. Works from sources and from a build elsewhere: walks up to where the folder is. */
function schemaFolder(): string {
  const place = join("sandbox", "shopify", "schema");
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, place, "admin-2026-07.graphql.gz"))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error(`${place} not found above ${import.meta.dirname}: run from a complete checkout`);
    folder = parent;
  }
  return join(folder, place);
}

/** Unpacks a file of `sandbox/shopify/schema`. */
export const readDataFile = (name: string): string => gunzipSync(readFileSync(join(schemaFolder(), name))).toString();

/** A value that is made at the first call and kept. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
