/**
 * `npm test`: types, lint, format, unused code, generated files, then the tests. With arguments only jest runs, with them
 * (`npm test -- test/orders`). The last line counts checks and tests together: `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const isChaos = process.argv.includes("--chaos");
const jestArguments = process.argv.slice(2).filter((argument) => argument !== "--chaos");
/** Two at a time, one for each core; the lint uses both. */
const CHECKS = [
  [
    ["types", "typecheck"],
    ["format", "format:check"],
  ],
  [["lint", "lint"]],
  [
    ["unused code", "dead-code"],
    ["table types", "tables:check"],
  ],
  [["schema of the schedules file", "schedules:check"]],
];

const run = (command, args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: "inherit",
      shell: process.platform === "win32",
      env: { ...process.env, ...env },
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });

async function timed(title, work) {
  const started = Date.now();
  const code = await work();
  process.stdout.write(`${code === 0 ? "✓" : "✗"} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  return code === 0;
}

let passed = 0;
let failed = 0;
if (jestArguments.length === 0 && !isChaos) {
  for (const together of CHECKS) {
    const results = await Promise.all(
      together.map(([title, script]) => timed(title, () => run("npm", ["run", "--silent", script]))),
    );
    for (const isGreen of results) {
      if (isGreen) passed += 1;
      else failed += 1;
    }
  }
}
/** Runs jest and adds up what it says of itself. */
async function runTests(title, chosen, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), "test-results-"));
  const results = join(folder, "results.json");
  const isGreen = await timed(title, () =>
    run(process.execPath, ["scripts/jest.mjs", "--json", `--outputFile=${results}`, ...chosen], env),
  );
  const report = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : {};
  rmSync(folder, { recursive: true, force: true });
  const failures = (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0);
  passed += report.numPassedTests ?? 0;
  failed += isGreen ? failures : Math.max(1, failures);
}

if (isChaos) {
  // `npm run test:chaos -- test/chaos/webhooks` runs one of them.
  const named = jestArguments.some((argument) => argument.startsWith("test/chaos"));
  await runTests("kill tests", ["--runInBand", ...(named ? [] : ["test/chaos"]), ...jestArguments], {
    CHAOS_SEEDS: process.env["CHAOS_SEEDS"] ?? "50",
  });
} else if (jestArguments.length > 0) {
  await runTests("tests", jestArguments);
} else {
  // Those that kill and start processes wait for half of their time: for what was killed to recover, and for processes to be ready.
  await Promise.all([
    runTests("tests", ["--selectProjects", "test"]),
    runTests("tests that kill processes", ["--selectProjects", "crash", "--runInBand"]),
    (async () => {
      await runTests("tests that start everything", ["--selectProjects", "start", "--runInBand"]);
      await runTests("tests that compare books", ["--selectProjects", "books", "--runInBand"]);
    })(),
  ]);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
