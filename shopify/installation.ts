import type { HostMap } from "./transport.ts";

/** The app at Shopify that a store belongs to. */
export interface AppCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Where stores are reached, and the app of those that have none of their own. */
export interface Installation {
  readonly hosts: HostMap;
  readonly appOf: (store: string) => AppCredentials | undefined;
}

/** The sandbox lets this app in; it protects nothing. */
const SANDBOX_APP: AppCredentials = { clientId: "sandbox-client", clientSecret: "sandbox-secret" };

/** Stores of the sandbox are sent to its port on this machine and know its app; all others are at Shopify and know `app`. */
export function installationOf(settings: {
  readonly sandboxHosts: readonly string[];
  readonly sandboxPort: number;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
}): Installation {
  const { clientId, clientSecret } = settings;
  const app = clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
  const hosts = new Map(settings.sandboxHosts.map((host) => [host, `http://127.0.0.1:${settings.sandboxPort}`]));
  return { hosts, appOf: (store) => (hosts.has(store) ? SANDBOX_APP : app) };
}
