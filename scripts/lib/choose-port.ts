import { isIPv6 } from "node:net";
import { OperatorError } from "./operator-error.ts";
import { freePort } from "./processes.ts";

export interface WantedPort {
  readonly port: number;
  readonly host: string;
  /** Who will listen there, as the start of a sentence goes on: `the API`. */
  readonly who: string;
  /** The setting it comes from. */
  readonly variable: string;
}

/** The wanted port, or another one when it is taken; then that is said. 0 means any. Throws when HOST is no address of ours. */
export async function choosePort(
  { port: wanted, host, who, variable }: WantedPort,
  say: (line: string) => void,
): Promise<number> {
  const port = await freePort(wanted, host).catch((error: unknown) => {
    throw new OperatorError(`Nothing can listen on ${host}: set HOST to an address that this machine has`, {
      cause: error,
    });
  });
  if (wanted !== 0 && port !== wanted) {
    say(`Port ${String(wanted)} is taken: ${who} is on ${String(port)}. Set ${variable} to choose another`);
  }
  return port;
}

/** Where this machine reaches what listens on the host: "all addresses" is none to connect to. */
export function urlAt(host: string, port: number): string {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const name = isIPv6(host) ? `[${host}]` : host;
  return `http://${isEverywhere ? "127.0.0.1" : name}:${String(port)}`;
}
