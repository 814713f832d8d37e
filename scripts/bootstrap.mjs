/**
 * What `npm start`, `npm test` and their siblings run. Plain Node without packages, because it installs them: checks Node,
 * installs when the lock file changed, builds when the sources changed (by content: a fresh clone has no useful times), then
 * hands over.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCES = [
  "activities",
  "api",
  "config",
  "database",
  "domain",
  "erp",
  "sandbox",
  "scripts",
  "shopify",
  "temporal",
  "worker",
  "workflows",
];
const COMPILED = ["start", "build", "worker", "api", "bench", "schedules"];
const [mode = "start", ...rest] = process.argv.slice(2);

class Stop extends Error {}

const inRoot = (...parts) => join(ROOT, ...parts);
const readIf = (file) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

/**
 * Runs a command with its output shown; resolves with the exit code. A terminal's Ctrl-C reaches the child by itself: passed on,
 * it would arrive twice, and the second one means "do not wait for an orderly end".
 */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: "inherit",
      shell: process.platform === "win32" && command === "npm",
      ...options,
    });
    const pass = (signal) => {
      if (signal === "SIGTERM" || !process.stdin.isTTY) child.kill(signal);
    };
    process.on("SIGINT", pass);
    process.on("SIGTERM", pass);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGINT", pass);
      process.off("SIGTERM", pass);
      resolve(code ?? (signal === null ? 1 : 130));
    });
  });
}

async function step(title, work) {
  const started = Date.now();
  // What programs read of a command is its output, and nothing of this.
  process.stderr.write(`▸ ${title}\n`);
  await work();
  process.stderr.write(`  ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

async function mustRun(command, args, advice) {
  const code = await run(command, args);
  if (code !== 0)
    throw new Stop(
      `\`${[command === process.execPath ? "node" : command, ...args].join(" ")}\` failed (${code}). ${advice}`,
    );
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Stop(
      `Node ${process.versions.node} is too old: install Node 20.19 or later (https://nodejs.org) and run this again`,
    );
  }
}

async function install() {
  const wanted = createHash("sha256")
    .update(readFileSync(inRoot("package.json")))
    .update(readFileSync(inRoot("package-lock.json")))
    .digest("hex");
  const mark = inRoot("node_modules/.installed");
  if (readIf(mark) === wanted) return;
  await step("Installing packages", async () => {
    await mustRun(
      "npm",
      ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
      "Check the network and free disk space, then run this again",
    );
    writeFileSync(mark, wanted);
  });
}

function sourcesHash() {
  const hash = createHash("sha256");
  const add = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) add(path);
      // Read when it is needed, and changed more often than what is built.
      else if (!entry.name.endsWith(".yaml")) hash.update(path.slice(ROOT.length)).update(readFileSync(path));
    }
  };
  for (const folder of SOURCES) add(inRoot(folder));
  for (const file of ["package-lock.json", "tsconfig.json", "tsconfig.build.json"])
    hash.update(readFileSync(inRoot(file)));
  return hash.digest("hex");
}

async function build() {
  const wanted = sourcesHash();
  const mark = inRoot("dist/.built");
  if (readIf(mark) === wanted) return;
  await step("Building", async () => {
    rmSync(inRoot("dist"), { recursive: true, force: true });
    await mustRun(
      process.execPath,
      ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"],
      "The sources do not compile, or the disk is full: see above",
    );
    mkdirSync(inRoot("dist/server"), { recursive: true });
    writeFileSync(inRoot("dist/server/package.json"), '{ "type": "module", "imports": { "#*": "./*.js" } }\n');
    await mustRun(
      process.execPath,
      ["dist/server/scripts/bundle-workflows.js"],
      "The workflows could not be bundled, or the disk is full: see above",
    );
    writeFileSync(mark, wanted);
  });
}

async function main() {
  checkNode();
  await install();
  if (COMPILED.includes(mode)) await build();
  switch (mode) {
    case "build":
      return 0;
    case "start":
      return run(process.execPath, ["--enable-source-maps", "dist/server/scripts/start.js", ...rest]);
    case "worker":
      // As much heap as the starter gives a worker (scripts/lib/service-process.ts).
      return run(process.execPath, [
        ...["--max-old-space-size=192", "--max-semi-space-size=4"],
        ...["--enable-source-maps", "dist/server/worker/main.js", ...rest],
      ]);
    case "api":
      return run(process.execPath, ["--enable-source-maps", "dist/server/api/main.js", ...rest]);
    case "schedules":
      return run(process.execPath, ["--enable-source-maps", "dist/server/scripts/schedules.js", ...rest]);
    case "bench":
      return run(process.execPath, ["--enable-source-maps", "dist/server/scripts/bench.js", ...rest]);
    case "dev":
      // Folder by folder: the whole project holds the databases too, and each of their writes would start everything again.
      return run(process.execPath, [
        ...SOURCES.map((folder) => `--watch-path=./${folder}`),
        ...["--import", "tsx", "scripts/start.ts", ...rest],
      ]);
    case "test":
      return run(process.execPath, ["scripts/test.mjs", ...rest]);
    default:
      throw new Stop(`Unknown: ${mode}. One of start, test, build, dev, worker, api, bench, schedules`);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isFull = error?.code === "ENOSPC";
  if (isFull)
    process.stderr.write(`No space left on the disk of ${ROOT}: free some (about 1 GB), then run this again\n`);
  else process.stderr.write(`${error instanceof Stop ? error.message : (error?.stack ?? error)}\n`);
  process.exitCode = 1;
}
