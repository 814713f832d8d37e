import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readEnvironment } from "#config/environment";
import { findServices, forgetServices, noteServices } from "#scripts/lib/running-services";
import { connect } from "#scripts/schedules/connect";

const running = {
  databaseUrl: "postgres://connector:secret@127.0.0.1:5433/connector",
  temporalAddress: "127.0.0.1:7299",
  temporalNamespace: "merchant",
  temporalUiUrl: null,
};

let folder: string;
let starter: ChildProcess;

/** A process that looks like a starter in the folder. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "services-"));
  starter = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)", "scripts/start.ts"], { stdio: "ignore" });
  await once(starter, "spawn");
  writeFileSync(join(folder, "start.pid"), String(starter.pid));
});
afterEach(() => {
  starter.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function placesOf(variables: Readonly<Record<string, string>>) {
  const given = { DATA_DIR: folder, ...variables };
  const connected = connect(readEnvironment(given), given);
  await connected.close();
  const { databaseUrl, temporalAddress, temporalNamespace } = connected;
  return { databaseUrl, temporalAddress, temporalNamespace };
}

test("without any setting it is what npm start has running here, and only while it runs", async () => {
  noteServices(folder, running);
  expect(statSync(join(folder, "services.json")).mode & 0o077).toBe(0);
  expect(await placesOf({})).toEqual({
    databaseUrl: running.databaseUrl,
    temporalAddress: "127.0.0.1:7299",
    temporalNamespace: "merchant",
  });
  expect(await placesOf({ TEMPORAL_NAMESPACE: "other" })).toMatchObject({ temporalNamespace: "other" });

  starter.kill("SIGKILL");
  await once(starter, "exit");
  expect(findServices(folder)).toBeUndefined();
  await expect(placesOf({})).rejects.toThrow(
    /^Nothing runs in .*: run npm start in another window, or set DATABASE_URL/,
  );
});

test("settings stand above it, and are not mixed with another installation's", async () => {
  noteServices(folder, running);
  const elsewhere = { DATABASE_URL: "postgres://db.example/books", TEMPORAL_ADDRESS: "temporal.example:7233" };

  expect(await placesOf(elsewhere)).toEqual({
    databaseUrl: "postgres://db.example/books",
    temporalAddress: "temporal.example:7233",
    temporalNamespace: "default",
  });
  expect(await placesOf({ DATABASE_URL: running.databaseUrl })).toMatchObject({ temporalAddress: "127.0.0.1:7299" });
  expect((await placesOf({ DATABASE_URL: elsewhere.DATABASE_URL })).temporalAddress).not.toBe("127.0.0.1:7299");
  await expect(placesOf({ TEMPORAL_ADDRESS: elsewhere.TEMPORAL_ADDRESS })).rejects.toThrow(
    /^DATABASE_URL is not set: /,
  );
});

test("a starter that is not ready has noted nothing", async () => {
  noteServices(folder, running);
  forgetServices(folder);
  forgetServices(folder);

  await expect(placesOf({})).rejects.toThrow(/^Nothing runs in /);
});
