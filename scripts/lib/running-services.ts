import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runningStarter } from "./start-lock.ts";

/** Where a starter that is up has what it started, or was told to use. */
export interface RunningServices {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly temporalUiUrl: string | null;
}

const fileOf = (dataFolder: string): string => join(dataFolder, "services.json");

/** Lets commands find the services. For their owner's eyes: the URL has a password in it. */
export function noteServices(dataFolder: string, services: RunningServices): void {
  forgetServices(dataFolder);
  writeFileSync(fileOf(dataFolder), JSON.stringify(services), { mode: 0o600, flag: "wx" });
}

export function forgetServices(dataFolder: string): void {
  rmSync(fileOf(dataFolder), { force: true });
}

/** Undefined: no starter is up in this data folder. */
export function findServices(dataFolder: string): RunningServices | undefined {
  const file = fileOf(dataFolder);
  if (runningStarter(dataFolder) === undefined || !existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")) as RunningServices;
}
