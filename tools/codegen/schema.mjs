import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The official schema the operations are written against; the sandbox executes the same file. */
export const schemaText = gunzipSync(
  readFileSync(new URL("../../sandbox/shopify/schema/admin-2026-07.graphql.gz", import.meta.url)),
).toString("utf8");
