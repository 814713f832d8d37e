import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { projectPath } from "#scripts/lib/project";
import { schedulesFileSchema } from "#scripts/schedules/file-schema";

const isValid = new Ajv({ strict: false, validateFormats: false }).compile(schedulesFileSchema());

/** What an editor would underline, by JSON pointer. */
function underlined(file: unknown): readonly string[] {
  isValid(file);
  return [
    ...new Set((isValid.errors ?? []).map(({ instancePath, params }) => `${instancePath} ${extraOf(params)}`.trim())),
  ];
}

const extraOf = ({ additionalProperty, missingProperty }: Readonly<Record<string, unknown>>): string =>
  [additionalProperty, missingProperty].find((name) => typeof name === "string") ?? "";

test("editors have nothing against the file of the product", () => {
  expect(underlined(parse(readFileSync(projectPath("config/schedules.yaml"), "utf8")))).toEqual([]);
});

test("a report is known by name and number, with its own parameters", () => {
  const orders = { name: "orders", report: 30104, shopCode: "DEMO", parameters: { fullyPaid: true } };
  const sales = { name: "sales", report: "createSalesOrders", shopCode: "DEMO" };

  expect(underlined({ schedules: [orders, sales] })).toEqual([]);
  expect(underlined({ schedules: [{ ...sales, parameters: { fullyPaid: true } }] })).toContain(
    "/schedules/0/parameters fullyPaid",
  );
  expect(underlined({ schedules: [{ ...orders, parameters: { fullyPaid: "yes" } }] })).toContain(
    "/schedules/0/parameters/fullyPaid",
  );
  expect(underlined({ schedules: [{ ...orders, report: "syncCountries" }] })).toContain("/schedules/0/report");
});

test("unknown and missing members are underlined", () => {
  expect(underlined({ schedules: [{ report: "syncOrders", minuts: 5 }], defaults: { name: "x" } })).toEqual(
    expect.arrayContaining(["/defaults name"]),
  );
  expect(underlined({ schedules: [{ report: "syncOrders", minuts: 5 }] })).toEqual(["/schedules/0 name"]);
});

test("every member says what it is for", () => {
  const { properties } = schedulesFileSchema() as {
    properties: { schedules: { items: { properties: Record<string, { description?: string }> } } };
  };

  const silent = Object.entries(properties.schedules.items.properties).flatMap(([member, { description }]) =>
    description === undefined ? [member] : [],
  );
  expect(silent).toEqual([]);
});
