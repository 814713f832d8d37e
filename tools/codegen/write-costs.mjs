/** Writes shopify/generated/costs.ts: what each operation is charged in advance until Shopify's first answer tells. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { buildSchema, parse } from "graphql";
import { requestedCost } from "./operation-cost.mjs";
import { schemaText } from "./schema.mjs";

const folder = new URL("../../shopify/operations/", import.meta.url);
const definitions = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".graphql"))
  .flatMap((name) => parse(readFileSync(new URL(name, folder), "utf8")).definitions);
const fragments = new Map(
  definitions.filter(({ kind }) => kind === "FragmentDefinition").map((fragment) => [fragment.name.value, fragment]),
);
const schema = buildSchema(schemaText, { noLocation: true, assumeValid: true, assumeValidSDL: true });

const rows = definitions
  .filter(({ kind }) => kind === "OperationDefinition")
  .map((operation) => `  ${operation.name.value}: ${requestedCost(schema, operation, fragments)},`)
  .sort();

writeFileSync(
  new URL("../../shopify/generated/costs.ts", import.meta.url),
  `/** Requested cost of each operation at its default page sizes, computed from the schema by \`npm run codegen\`. */
export const computedCosts: Readonly<Record<string, number>> = {
${rows.join("\n")}
};
`,
);
