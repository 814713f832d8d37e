import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { ensureDatabase, startPostgres, type PostgresServer } from "#scripts/lib/postgres";
import { isAlive, spawnWatched } from "#scripts/lib/processes";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "postgres-"));
  chmodSync(folder, 0o711);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const start = (): Promise<PostgresServer> => startPostgres({ folder: join(folder, "data") });

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

test("what was written survives a stop, a killed server, a server left running and a lock of another program", async () => {
  const first = await start();
  const database = await ensureDatabase(first, "books");
  await query(database, "create table kept (id int); insert into kept values (1)");
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await start();
  await query(await ensureDatabase(second, "books"), "insert into kept values (2)");
  process.kill(second.pid, "SIGKILL");
  await second.ended;

  const third = await start();
  await query(await ensureDatabase(third, "books"), "insert into kept values (3)");

  // The starter was killed and its server still runs: the next start ends that one and takes its place.
  const fourth = await start();
  expect(isAlive(third.pid)).toBe(false);
  process.kill(fourth.pid, "SIGKILL");
  await fourth.ended;

  const other = await spawnWatched("sleep", ["30"]);
  writeFileSync(join(folder, "data", "postmaster.pid"), `${String(other.pid)}\n`);
  const fifth = await start();
  expect(await query(await ensureDatabase(fifth, "books"), "select id from kept order by id")).toEqual([
    { id: 1 },
    { id: 2 },
    { id: 3 },
  ]);
  expect(isAlive(other.pid)).toBe(true);
  other.child.kill("SIGKILL");
  await fifth.stop();
});
