import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The official schema the operations are written against. */
export const schemaText = gunzipSync(
  readFileSync(new URL("../../shopify/schema/admin-2026-07.graphql.gz", import.meta.url)),
).toString("utf8");
