/**
 * Writes shopify/generated/operations.ts from shopify/operations. Only types that the operations use are emitted, so its size
 * follows our operations and not the 3,500 types of the schema. Documents are strings: nothing parses them at start.
 */
import { schemaText } from "./schema.mjs";

/** Exact values stay text: a JavaScript number loses digits of an id and cents of an amount. */
const text = [
  "ARN",
  "BigInt",
  "Color",
  "Date",
  "DateTime",
  "Decimal",
  "FormattedString",
  "HTML",
  "ID",
  "Money",
  "StorefrontID",
  "URL",
  "UnsignedInt64",
  "UtcOffset",
];
const scalars = Object.fromEntries([...text.map((name) => [name, "string"]), ["JSON", "unknown"], ["Any", "unknown"]]);

export default {
  schema: schemaText,
  documents: "../../shopify/operations/**/*.graphql",
  generates: {
    "../../shopify/generated/operations.ts": {
      plugins: ["typescript-operations", "typed-document-node"],
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        skipTypename: true,
        strictScalars: true,
        avoidOptionals: { field: true, object: true, inputValue: false },
        scalars,
      },
    },
  },
};
