import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startProblem } from "#config/start-problem";
import { freePort } from "#scripts/lib/processes";
import { projectPath } from "#scripts/lib/project";
import { aDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let listener: Server;
let taken: string;
let free: string;
beforeAll(async () => {
  database = await aDatabase();
  listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  taken = String((listener.address() as AddressInfo).port);
  free = String(await freePort());
});
afterAll(async () => {
  listener.close();
  await database.drop();
});

/** What a service says that cannot start. There is a database, but no Temporal answers at the address it has. */
async function said(main: string, variables: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["--import", "tsx", projectPath(main)], {
    cwd: projectPath(),
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: "127.0.0.1:1",
      ADMIN_API_KEY: "an-admin-key-of-a-test",
      ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"),
      LOG_LEVEL: "silent",
      ...variables,
    },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const [status] = (await once(child, "close")) as [number];
  return { status, text };
}

test.each([
  ["api/main.ts", "PORT", () => ({ PORT: taken })],
  ["api/main.ts", "METRICS_PORT", () => ({ PORT: free, METRICS_PORT: taken })],
  ["worker/main.ts", "METRICS_PORT", () => ({ METRICS_PORT: taken })],
])("%s says in one sentence that its %s is taken, and ends", async (main, name, variables) => {
  const { status, text } = await said(main, variables());

  expect(status).toBe(1);
  expect(text.trim().split("\n")).toHaveLength(1);
  expect(text).toContain(taken);
  expect(text).toContain(`set ${name} to`);
});

test("an API whose HOST is not an address of this machine says so", async () => {
  const { status, text } = await said("api/main.ts", { PORT: free, HOST: "192.0.2.1" });

  expect({ status, text }).toEqual({
    status: 1,
    text: "This machine has no address 192.0.2.1: set HOST to one that it has\n",
  });
});

test.each(["api/main.ts", "worker/main.ts"])(
  "%s says where it looked for a PostgreSQL that does not answer, without the password",
  async (main) => {
    const { status, text } = await said(main, {
      DATABASE_URL: "postgres://connector:secret-of-the-database@127.0.0.1:1/connector",
      PORT: free,
    });

    expect({ status, text }).toEqual({
      status: 1,
      text: "PostgreSQL does not answer at 127.0.0.1:1 (ECONNREFUSED): start it, or set DATABASE_URL to where it is\n",
    });
  },
);

// The worker itself tries for twenty seconds before it gives up with this.
test("a Temporal that does not answer is named, with the reason", () => {
  const details = "No connection established. Last error: Error: connect ECONNREFUSED 10.0.0.7:7233. Resolution note: ";

  expect(startProblem({ code: 14, details }, { TEMPORAL_ADDRESS: "temporal:7233" })).toBe(
    "Temporal does not answer at temporal:7233 (connect ECONNREFUSED 10.0.0.7:7233): start it, or set TEMPORAL_ADDRESS to where it is",
  );
});

test.each([
  ["does not answer", { code: "ECONNREFUSED", syscall: "connect" }, "does not answer at db:5432 (ECONNREFUSED)"],
  [
    "does not answer at either address of its name",
    { code: "ECONNREFUSED", errors: [{ code: "ECONNREFUSED", syscall: "connect" }] },
    "does not answer at db:5432 (ECONNREFUSED)",
  ],
  ["has another password", { code: "28P01", message: "password authentication failed" }, "lets nobody in"],
])("a PostgreSQL that %s is named without its password", (_what, error, expected) => {
  const sentence = startProblem(error, { DATABASE_URL: "postgres://connector:hidden@db:5432/connector" });

  expect(sentence).toContain(expected);
  expect(sentence).toContain("DATABASE_URL");
  expect(sentence).not.toContain("hidden");
});

test("what is nobody's setting is left to its stack", () => {
  expect(startProblem(new TypeError("x is not a function"), {})).toBeUndefined();
  expect(startProblem("text", {})).toBeUndefined();
});
