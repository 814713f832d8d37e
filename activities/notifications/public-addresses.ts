import { lookup } from "node:dns/promises";
import { BlockList } from "node:net";
import { receiverRefuses, receiverUnavailable } from "./receiver-failures.ts";

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Addresses that are not of the public internet (IANA: IPv4 and IPv6 special-purpose address registries). */
const special = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  special.addSubnet(network, prefix, "ipv4");
/** The one block of IPv6 that is given out; the rest is special. An IPv4 address written as IPv6 is outside of it as well. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  special.addSubnet(network, prefix, "ipv6");

export const isPublic = ({ address, family }: ResolvedAddress): boolean =>
  family === 6 ? globalUnicast.check(address, "ipv6") && !special.check(address, "ipv6") : !special.check(address);

/**
 * Where a host is on the public internet: what a person enters must not make us call what only we can reach. A host that the installation
 * trusts may be anywhere. Whoever connects has to use one of these, because a second look at the name may find another place.
 */
export async function addressesOf(host: string, isTrusted: boolean): Promise<readonly ResolvedAddress[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  if (found.length === 0) throw receiverUnavailable(`The host ${host} is not found: look whether its name is right`);
  const allowed = isTrusted ? found : found.filter(isPublic);
  if (allowed.length > 0) return allowed;
  throw receiverRefuses(
    `The host ${host} is in a private network: name it in WEBHOOK_HOSTS if notifications may be sent there`,
  );
}
