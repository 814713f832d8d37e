import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "#config/environment";
import { insertShop, updateShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { runCommand } from "#scripts/schedules/commands";
import { connect, type Connected } from "#scripts/schedules/connect";
import { readRequest } from "#scripts/schedules/options";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import type { Catalogue } from "#workflows/catalogue";
import { aDatabase } from "#test/support/database";
import { removeSchedule } from "#test/support/system-schedules";
import { aNamespace, type TestNamespace } from "#test/support/temporal";

export interface Answer {
  readonly status: number;
  readonly said: string;
  readonly complaints: string;
}

/** The command with a database and a namespace of its own, and a file to work on. */
export interface SchedulesDesk {
  readonly temporal: TestNamespace;
  readonly connected: Connected;
  readonly folder: string;
  /** Replaces what the file `schedules.yaml` says. */
  write(text: string): void;
  /** The same of a version that has these reports. */
  withCatalogue(catalogue: Catalogue): Pick<SchedulesDesk, "run">;
  /** Runs the command as people do; unless they name a file it is the desk's. Throws what the command throws. */
  run(...args: readonly string[]): Promise<Answer>;
  close(): Promise<void>;
}

const takesFile = ["plan", "apply", "delete"];

/** The shop DEMO is enabled, OFF is not. */
export async function aSchedulesDesk(): Promise<SchedulesDesk> {
  const [temporal, database] = await Promise.all([aNamespace(), aDatabase()]);
  const folder = mkdtempSync(join(tmpdir(), "schedules-"));
  await Promise.all([
    ensureSearchAttributes(temporal.connection, temporal.namespace),
    seedLedger(database.db, { products: 1, customers: 1 }),
  ]);
  for (const code of ["DEMO", "OFF"]) {
    await insertShop(database.db, { code, store: `${code.toLowerCase()}.myshopify.com` });
    await updateShop(database.db, code, { enabled: code === "DEMO" });
  }
  const variables = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    DATA_DIR: folder,
  };
  const connected = connect(readEnvironment(variables), variables);
  const file = join(folder, "schedules.yaml");
  const runOn =
    (place: Connected): SchedulesDesk["run"] =>
    async (...args) => {
      const request = readRequest([
        ...args,
        ...(takesFile.includes(args[0] ?? "") && !args.includes("--file") ? ["--file", file] : []),
      ]);
      if (request === "help") throw new Error("Help is asked for elsewhere");
      const said: string[] = [];
      const complaints: string[] = [];
      const status = await runCommand(place, request, {
        folder,
        say: (text) => void said.push(text),
        complain: (text) => void complaints.push(text),
      });
      return { status, said: said.join("\n"), complaints: complaints.join("\n") };
    };
  return {
    temporal,
    connected,
    folder,
    write: (text) => {
      writeFileSync(file, text);
    },
    withCatalogue: (catalogue) => ({ run: runOn({ ...connected, catalogue }) }),
    run: runOn(connected),
    close: async () => {
      for await (const { scheduleId } of temporal.client.schedule.list())
        await removeSchedule(temporal.client, scheduleId);
      await connected.close();
      await Promise.all([temporal.close(), database.drop()]);
      rmSync(folder, { recursive: true });
    },
  };
}
