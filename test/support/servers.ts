import type { PostgresServer } from "#scripts/lib/postgres";
import type { TemporalServer } from "#scripts/lib/temporal-cli";

/** What global set-up started, for global tear-down. */
export interface TestServers {
  readonly folder: string;
  readonly postgres: PostgresServer;
  readonly temporal: TemporalServer;
}

const KEY = Symbol.for("shopify-business-central-sync.test-servers");
const shared = globalThis as { [KEY]?: TestServers };

// Set-up and tear-down run in one process, but jest loads this module once for each of them.
export const runningServers = (): TestServers | undefined => shared[KEY];

export function keepServers(servers: TestServers): void {
  shared[KEY] = servers;
}

export function forgetServers(): void {
  delete shared[KEY];
}
