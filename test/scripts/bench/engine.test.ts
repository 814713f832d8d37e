import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { readEngineSetting } from "#scripts/bench/engine/options";
import { timesOf } from "#scripts/bench/engine/times";
import { projectPath } from "#scripts/lib/project";

const SMALL = "--jobs 2 --schedules 3 --due 2 --log-rows 500 --orders 300 --requests 5".split(" ");

/** Status 1 says that a goal was missed, which a busy machine does. */
async function bench(...args: readonly string[]): Promise<string> {
  const all = ["--import", "tsx", "scripts/bench.ts", ...args];
  const { stdout } = await promisify(execFile)(process.execPath, all, { cwd: projectPath() }).catch(
    (error: unknown) => error as { readonly stdout: string },
  );
  return stdout;
}

test("a small run prints every figure and every goal, met or missed", async () => {
  const printed = await bench("engine", ...SMALL);

  for (const figure of [
    /^ {2}bare workflow +p50 [\d.]+ ms, p95 [\d.]+ ms/m,
    /^ {2}… and its child +p50 .*; [\d.]+ × the bare workflow$/m,
    /^ {2}without a category +p50 .*; [\d.]+ × the bare workflow, [\d.]+ × one with a child$/m,
    /^ {2}[✓✗] with one at most 6 × a bare workflow: [\d.]+$/m,
    /^3 schedules\n {2}created +[\d.]+ ms each.*\n {2}listed +[\d.]+ ms each.*\n {2}GET \/api\/schedules +p50 /m,
    /^ {2}[✓✗] due to started at most 2000 ms: [\d.]+ ms$/m,
    // Every 250th attempt is a failure that nobody has settled, every 200th order is not processed.
    /unprocessedOrders 1, unprocessedOrderUpdates 1, synchronizationErrors 2, .*tasksFailed 2/,
    /^ {2}[✓✗] GET \/api\/cues p95 at most 50 ms: [\d.]+ ms$/m,
    /^ {2}[✓✗] GET \/api\/error-groups p95 at most 50 ms: [\d.]+ ms$/m,
    /^\d+ goals met, \d+ missed$/m,
  ])
    expect(printed).toMatch(figure);
}, 300_000);

test("without options it is 2,000 schedules, 100,000 rows and a million orders", () => {
  expect(readEngineSetting(["engine"])).toEqual({
    jobs: 50,
    schedules: 2_000,
    due: 20,
    logRows: 100_000,
    orders: 1_000_000,
    requests: 100,
  });
});

test.each([
  [["engine", "--jobs", "0"], "--jobs: 0 is not a whole number from 1 to 10000"],
  [["engine", "--speed", "9"], "Unknown option '--speed'"],
  [["engine", "orders"], "npm run bench -- engine"],
])("%j is refused with what is allowed", (args, sentence) => {
  expect(() => readEngineSetting(args)).toThrow(sentence);
});

test("of 20 times the 95th percentile is the 19th, and the median the 10th", () => {
  expect(timesOf(Array.from({ length: 20 }, (_, index) => 20 - index))).toEqual({ p50: 10, p95: 19, max: 20 });
  expect(timesOf([7])).toEqual({ p50: 7, p95: 7, max: 7 });
});
