import { rmSync } from "node:fs";
import { forgetServers, runningServers } from "./servers.ts";

/** Stops what global set-up started. */
export default async function globalTeardown(): Promise<void> {
  const servers = runningServers();
  if (servers === undefined) return;
  forgetServers();
  await Promise.all([servers.postgres.stop(), servers.temporal.stop()]);
  rmSync(servers.folder, { recursive: true, force: true });
}
