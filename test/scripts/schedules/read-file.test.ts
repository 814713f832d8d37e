import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { projectPath } from "#scripts/lib/project";
import { readSchedulesFile } from "#scripts/schedules/read-file";

/** In the order of their lines, each once. */
function problemsOf(...lines: readonly string[]): readonly string[] {
  const { problems } = readSchedulesFile(lines.join("\n"));
  const sorted = problems.toSorted((one, other) => one.line - other.line);
  return [...new Set(sorted.map(({ line, column, text }) => `${line}:${column} ${text}`))];
}

test("the file of the product is read without a problem", () => {
  const { entries, problems } = readSchedulesFile(readFileSync(projectPath("config/schedules.yaml"), "utf8"));

  expect(problems).toEqual([]);
  expect(entries.length).toBeGreaterThan(10);
  expect(entries[0]?.entry).toMatchObject({
    name: "demo-orders",
    report: "syncOrders",
    shopCode: "DEMO",
    minutesBetweenRuns: 15,
    priority: "high",
    jitterSec: 10,
  });
});

test("defaults are taken where a schedule says nothing; the company's reports take no shop", () => {
  const { entries, problems } = readSchedulesFile(`
defaults: { shopCode: demo, timeZone: Europe/Berlin, priority: low, category: null }
schedules:
  - { name: orders, report: 30104 }
  - { name: late, report: syncOrders, priority: high, shopCode: OTHER, category: X }
  - { name: posting, report: postSalesOrders }
`);

  expect(problems).toEqual([]);
  expect(entries.map(({ entry }) => entry)).toMatchObject([
    { report: "30104", shopCode: "DEMO", timeZone: "Europe/Berlin", priority: "low", category: null },
    { shopCode: "OTHER", timeZone: "Europe/Berlin", priority: "high", category: "X" },
    { report: "postSalesOrders", shopCode: null, priority: "low" },
  ]);
});

test("every problem is told at once, with its place and what is allowed", () => {
  expect(
    problemsOf(
      "defaults:",
      "  jitterSec: many",
      "schedules:",
      "  - name: orders",
      "    report: syncOrders",
      "    minuts: 5",
      "    startingTime: 8:00",
      "    weekdays: [monday, funday]",
      "  - name: Orders",
      "    report:",
      "  - report: syncOrders",
      "    shopCode: [a]",
      "  - nothing",
      "more: true",
    ),
  ).toEqual([
    "2:14 defaults, jitterSec: expected number, received string",
    expect.stringMatching(/^6:5 orders: minuts is not known here; allowed: name, description, .*minutesBetweenRuns/),
    "7:19 orders, startingTime: A time of day is HH:MM",
    expect.stringMatching(/^8:24 orders, weekdays, item 2: Invalid option: expected one of "monday"\|/),
    expect.stringMatching(/^9:11 Orders, name: A name has up to 60 small letters/),
    "10:5 Orders, report: expected string, received null",
    "11:5 schedule 3, name has to be given",
    "12:15 schedule 3, shopCode: expected string, received array",
    "13:5 schedule 4: expected object, received string",
    "14:1 more is not known here; allowed: defaults, schedules",
  ]);
});

test("two schedules of one name are a problem of the second", () => {
  expect(
    problemsOf(
      "schedules:",
      "  - { name: orders, report: syncOrders }",
      "  - { name: sales, report: createSalesOrders }",
      "  - { report: createSalesOrders, name: orders }",
    ),
  ).toEqual(["4:40 orders, name: the schedule in line 2 has it already; each has its own"]);
});

test.each([
  [["schedules:", "  - name: a", "    name: b"], "3:5 Map keys must be unique"],
  [["schedules: [", "  { name: a"], /^2:\d+ /],
  [["schedules:", "  - name: *nobody"], /^1:1 Unresolved alias.*nobody/],
  [["schedules: []", "---", "schedules: []"], /^2:1 Source contains multiple documents/],
  [[""], "1:1 schedules has to be given"],
  [["schedules: 5"], "1:12 schedules: expected array, received number"],
  [["- name: orders"], /^1:1 expected object, received array/],
])("%j is no schedules file", (lines, problem) => {
  expect(problemsOf(...lines)[0]).toEqual(typeof problem === "string" ? problem : expect.stringMatching(problem));
});

test("a member that is a problem already gives no second one, and the others are looked at", () => {
  const [read] = readSchedulesFile(`
schedules:
  - name: orders
    report: syncOrders
    earliestStartDateTime: tomorrow
    nextRunDateFormula: 1M
`).entries;

  expect(read?.entry).toMatchObject({ nextRunDateFormula: "1M", earliestStartDateTime: null });
  const refusal = { code: "any", detail: "is wrong" };
  expect(read?.problemOf({ pointer: "/earliestStartDateTime", ...refusal })).toBeUndefined();
  expect(read?.problemOf({ pointer: "/nextRunDateFormula", ...refusal })).toEqual({
    line: 6,
    column: 25,
    text: "orders, nextRunDateFormula: is wrong",
  });
  expect(read?.problemOf({ pointer: "/shopCode", ...refusal })).toMatchObject({ line: 3, column: 5 });
});
