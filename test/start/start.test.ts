import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort, isAlive } from "#scripts/lib/processes";
import { projectPath } from "#scripts/lib/project";
import { until } from "../support/until.ts";

const run = promisify(execFile);
const readme = readFileSync(projectPath("README.md"), "utf8");

let folder: string;
let port: number;
let starter: ChildProcess;
let output = "";

/** `npm start` from the sources, with a data folder and ports of its own. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "start-"));
  chmodSync(folder, 0o711);
  port = await freePort();
  starter = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    cwd: projectPath(),
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      DATA_DIR: join(folder, "data"),
      PORT: String(port),
      SANDBOX_PORT: String(await freePort()),
      SANDBOX_ORDERS: "12",
      LOG_LEVEL: "info",
    },
  });
  for (const stream of [starter.stdout, starter.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  await until("the starter is ready", () => Promise.resolve(output.includes("Ready after")), 100_000);
}, 110_000);
afterAll(() => {
  starter.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("a first start brings the demo shop's orders into the ledger and says so", () => {
  expect(output).toMatch(/syncOrders succeeded(WithSkips)?: \d+ read/);
  expect(output).toMatch(/createSalesOrders succeeded/);
  expect(output).toMatch(/Unprocessed Orders +\d+ +(favorable|ambiguous|unfavorable)/);
  expect(output).toContain(`http://127.0.0.1:${String(port)}/api/docs`);
});

test("what worker and API log is in the files that the start names", () => {
  const logs = join(folder, "data", "logs");

  expect(output).toContain(join(logs, "worker.log"));
  expect(readFileSync(join(logs, "api.log"), "utf8")).toContain('"msg":"api ready"');
});

test("the commands of the README work as they are printed", async () => {
  const commands = /## The API in five lines\n+```bash\n(?<block>[^]*?)```/.exec(readme)?.groups?.["block"] ?? "";
  const script = commands.replaceAll(".data/", `${join(folder, "data")}/`).replace(":3000", `:${String(port)}`);

  const { stdout } = await run("bash", ["-euc", script.replaceAll("curl -s", "echo; curl -s --fail")]);

  const answers = stdout
    .trim()
    .split("\n")
    .filter((line) => line !== "");
  expect(answers).toHaveLength(5);
  expect(answers[0]).toContain('"key":"unprocessedOrders"');
  expect(answers[1]).toContain('"report":"syncOrders"');
  expect(answers[2]).toContain('"stale":false');
  expect(answers[3]).toContain('"total":');
  expect(answers[4]).toContain('"items":');
});

test("the commands about schedules work as the README prints them, without any setting", async () => {
  const commands = /## Schedules\n[^]*?```bash\n(?<block>[^]*?)```/.exec(readme)?.groups?.["block"] ?? "";
  const answers: string[] = [];
  const statuses: number[] = [];
  for (const command of commands.trim().split("\n")) {
    const line = command.replace("npm run schedules --", `"${process.execPath}" --import tsx scripts/schedules.ts`);
    const answer = await run("bash", ["-c", line], {
      cwd: projectPath(),
      env: { ...process.env, NODE_OPTIONS: "", DATA_DIR: join(folder, "data") },
    }).catch((error: unknown) => error as { stdout: string; code: number });
    answers.push(answer.stdout);
    statuses.push("code" in answer ? answer.code : 0);
  }

  expect(statuses).toEqual([2, 0, 0, 0, 0, 0]);
  expect(answers[0]).toMatch(/\+ demo-orders: .*\n\+ demo-sales-orders: .*\n +demo-shipments: not available yet/);
  expect(answers[1]).toMatch(/\n2 done\.\n$/);
  expect(answers[4]).toMatch(/Status +on hold: stocktaking until Monday/);
  expect(answers[5]).toMatch(/Status +ready/);
}, 120_000);

test("every npm command of the README exists", () => {
  const { scripts } = JSON.parse(readFileSync(projectPath("package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const named = [...readme.matchAll(/npm (?:run )?(?<script>start|test|[a-z:-]+)(?=[\s`])/g)].map(
    (match) => match.groups?.["script"] ?? "",
  );

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test("a second start here is refused; a worker and an API that are killed come back; the end is orderly", async () => {
  const second = await run(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    cwd: projectPath(),
    env: { ...process.env, NODE_OPTIONS: "", DATA_DIR: join(folder, "data") },
  }).catch((error: unknown) => error as { code: number; stderr: string });
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining("Already running here") });

  const processes = await childrenOf(starter.pid ?? 0);
  const ours = processes.filter(({ command }) => /(worker|api)\/main/.test(command));
  expect(ours).toHaveLength(2);
  for (const { pid } of ours) process.kill(pid, "SIGKILL");
  await until(
    "worker and API run again",
    () => Promise.resolve((output.match(/runs again/g) ?? []).length === 2),
    60_000,
  );
  expect((await fetch(`http://127.0.0.1:${String(port)}/readyz`)).status).toBe(200);

  // From now on the shop's jobs are waited for: the next start has to take that answer too.
  const key = readFileSync(join(folder, "data", "admin-api-key"), "utf8");
  const changed = await fetch(`http://127.0.0.1:${String(port)}/api/shops/DEMO`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ allowBackgroundSyncs: false }),
  });
  expect(changed.status).toBe(200);

  const left = await childrenOf(starter.pid ?? 0);
  starter.kill("SIGTERM");
  const code = await new Promise<number | null>((resolve) => {
    starter.once("exit", resolve);
  });
  expect(code).toBe(0);
  expect(left.filter(({ pid }) => isAlive(pid))).toEqual([]);
}, 120_000);

test("a start over what is there already runs the jobs once and ends with their success", async () => {
  const again = await run(process.execPath, ["--import", "tsx", "scripts/start.ts", "--once"], {
    cwd: projectPath(),
    env: { ...process.env, NODE_OPTIONS: "", DATA_DIR: join(folder, "data"), PORT: "0", SANDBOX_PORT: "0" },
  });

  expect(again.stdout).not.toContain("brought up to date");
  expect(again.stdout).toMatch(/syncOrders succeeded/);
  expect(again.stdout).toContain(`in ${join(folder, "data", "admin-api-key")}`);
}, 120_000);

async function childrenOf(parent: number): Promise<readonly { readonly pid: number; readonly command: string }[]> {
  const { stdout } = await run("ps", ["-ww", "-o", "pid=,ppid=,command=", "-A"]);
  return stdout
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null && Number(match[2]) === parent)
    .map((match) => ({ pid: Number(match?.[1]), command: match?.[3] ?? "" }));
}
