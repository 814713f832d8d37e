import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import {
  buildSchema,
  getNamedType,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  print,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type OperationDefinitionNode,
} from "graphql";
import { planOperation } from "#sandbox/shopify/engine/cost/plan";
import { requestedCost } from "#sandbox/shopify/engine/cost/requested";
import { projectPath } from "#scripts/lib/project";
import { computedCosts } from "#shopify/generated/costs";
import * as generated from "#shopify/generated/operations";
import { reportScopes, scopeSet } from "#shopify/scopes";

const unpacked = (name: string): string =>
  gunzipSync(readFileSync(projectPath("sandbox/shopify/schema", name))).toString();
const schema = buildSchema(unpacked("admin-2026-07.graphql.gz"));

interface Requirement {
  readonly anyOf: readonly string[];
}
const scopes = JSON.parse(unpacked("access-scopes-2026-07.json.gz")) as {
  readonly types: Readonly<Record<string, Requirement>>;
  readonly fields: Readonly<Record<string, Readonly<Record<string, Requirement>>>>;
};

const folder = projectPath("shopify/operations");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".graphql"));
const areas = new Map<string, string>();
for (const file of files) {
  for (const definition of parse(readFileSync(join(folder, file), "utf8")).definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION)
      areas.set(definition.name?.value ?? "", file.split("/")[0] ?? "");
  }
}

/** What is really sent: the generated documents, with the fragments they use. */
const documents = Object.entries(generated)
  .filter(([name]) => name.endsWith("Document"))
  .map(([name, value]): [string, DocumentNode] => [name.slice(0, -"Document".length), parse(value.toString())]);

/** Deprecated, and still the only way to learn what an order line is fulfilled by. */
const ALLOWED_DEPRECATED = [/field LineItem\.fulfillmentService is deprecated/i];

/** Shopify refuses these at run time without a key, although the schema does not say so ("Shopify: Idempotent requests"). */
const NEED_KEY =
  /^(inventory(Activate|AdjustQuantities|MoveQuantities|SetOnHandQuantities|SetQuantities|Shipment\w+|Transfer\w+)|location(Activate|Deactivate)|refundCreate)$/;

/** Who runs the operations of an area decides which scopes there are. */
const orderScopes = [
  ...reportScopes.syncOrders.required,
  ...reportScopes.syncOrders.optional,
  ...reportScopes.createSalesOrders.required,
];
const scopesOfArea: Readonly<Record<string, readonly string[]>> = {
  orders: orderScopes,
  customers: orderScopes,
  companies: orderScopes,
  products: orderScopes,
  // Not sent without it.
  inventory: ["read_locations"],
  shops: [],
  webhooks: [],
};

const operationOf = (document: DocumentNode): OperationDefinitionNode => {
  const found = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (found === undefined) throw new Error("No operation in the document");
  return found;
};

test("the generated file holds every operation, under its own name", () => {
  expect(
    documents
      .filter(([name]) => areas.has(name))
      .map(([name]) => name)
      .toSorted(),
  ).toEqual([...areas.keys()].toSorted());
});

const operations = documents.filter(([name]) => areas.has(name));

test.each(operations)("%s is valid against the official schema", (_name, document) => {
  expect(validate(schema, document, specifiedRules).map((error) => error.message)).toEqual([]);
});

test.each(operations)("%s uses no deprecated field beyond the known ones", (_name, document) => {
  const found = validate(schema, document, [NoDeprecatedCustomRule]).map((error) => error.message);

  expect(found.filter((message) => !ALLOWED_DEPRECATED.some((allowed) => allowed.test(message)))).toEqual([]);
});

test.each(operations)("%s costs at most 800 points at its page sizes", (name) => {
  expect(computedCosts[name]).toBeGreaterThan(0);
  expect(computedCosts[name]).toBeLessThanOrEqual(800);
});

test.each(operations)("%s is charged by the sandbox what was computed, with all optional parts", (name, document) => {
  const operation = operationOf(document);
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  // The dearest call: every optional part, and Shopify's largest page where the caller decides.
  const variables = Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      print(type).startsWith("Int") ? 250 : true,
    ]),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error("No root type");

  expect(requestedCost(planOperation({ schema, fragments, variables }, operation, root))).toBe(computedCosts[name]);
});

test.each(operations)("%s carries a key where Shopify demands one", (_name, document) => {
  const withoutKey = operationOf(document).selectionSet.selections.filter(
    (selection) =>
      selection.kind === Kind.FIELD &&
      NEED_KEY.test(selection.name.value) &&
      !selection.directives?.some((directive) => directive.name.value === "idempotent"),
  );

  expect(withoutKey).toEqual([]);
});

test.each(operations)("%s asks for nothing beyond the scopes of the reports that send it", (name, document) => {
  const granted = scopeSet((scopesOfArea[areas.get(name) ?? ""] ?? []).join(","));
  const denied: string[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        const parent = types.getParentType()?.name ?? "";
        const field = types.getFieldDef()?.name ?? "";
        const type = getNamedType(types.getType())?.name ?? "";
        const requirement = scopes.fields[parent]?.[field] ?? scopes.types[type];
        if (requirement !== undefined && !requirement.anyOf.some((scope) => granted.has(scope))) {
          denied.push(`${parent}.${field} needs one of ${requirement.anyOf.join(", ")}`);
        }
      },
    }),
  );

  expect(denied).toEqual([]);
});
