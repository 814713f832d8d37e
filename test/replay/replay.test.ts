import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { historyFromJSON } from "@temporalio/common/lib/proto-utils.js";
import { DeterminismViolationError } from "@temporalio/workflow";
import { Worker } from "@temporalio/worker";
import * as workflows from "#workflows/index";
import { productBundle, type ProductBundle } from "../support/replay-bundle.ts";
import { fixturePath, startOf, type HistoryJson } from "../support/replay-history.ts";

const MOST_BUNDLE_BYTES = 2 * 1024 * 1024;

/** Histories of this version, and in `earlier` those of versions before it that may still be open, which are not recorded again. */
const fixtures = ["", "../earlier"].flatMap((folder) =>
  readdirSync(fixturePath(folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => join(folder, file))
    .toSorted(),
);
const read = (file: string): HistoryJson => JSON.parse(readFileSync(fixturePath(file), "utf8")) as HistoryJson;

let bundle: ProductBundle;
/** What replaying the histories brought, by file; undefined: it went as it was recorded. */
let failures: ReadonlyMap<string, Error | undefined>;

/** Replays histories one after the other on one worker; the answer is in their order. */
async function replay(histories: readonly HistoryJson[]): Promise<readonly (Error | undefined)[]> {
  const results: (Error | undefined)[] = [];
  const recorded = histories.map((history) => ({
    workflowId: startOf(history).workflowId,
    history: historyFromJSON(history),
  }));
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: { code: bundle.code } }, recorded)) {
    results.push(error);
  }
  return results;
}

beforeAll(async () => {
  bundle = await productBundle();
  const results = await replay(fixtures.map(read));
  failures = new Map(fixtures.map((file, index) => [file, results[index]]));
}, 120_000);

test.each(fixtures)("%s goes on as it was recorded", (file) => {
  expect(failures.has(file)).toBe(true);
  expect(failures.get(file)).toBeUndefined();
});

test("every workflow has a recorded history", () => {
  const recorded = new Set(fixtures.map((file) => startOf(read(file)).workflowType.name));

  expect(Object.keys(workflows).filter((name) => !recorded.has(name))).toEqual([]);
});

test("a history of other code is refused", async () => {
  const recorded = readFileSync(fixturePath("syncOrders/success.json"), "utf8");
  const other = JSON.parse(recorded.replaceAll('"claimOrders"', '"countOrders"')) as HistoryJson;

  expect(await replay([other])).toEqual([expect.any(DeterminismViolationError)]);
});

test("the bundle is small, and the bundler has nothing to say about it", () => {
  expect(Buffer.byteLength(bundle.code)).toBeLessThan(MOST_BUNDLE_BYTES);
  expect(bundle.warnings).toEqual([]);
});
