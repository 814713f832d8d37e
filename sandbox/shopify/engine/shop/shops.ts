import type { ShopPart } from "../contract.ts";
import type { SandboxData } from "../data-part.ts";
import { createShop, type AppCredentials, type Shop } from "./shop.ts";

/** The shops of a sandbox, by host. */
export interface Shops<D extends ShopPart> {
  find(host: string): Shop<D> | undefined;
  /** Makes the shop if it is not there. */
  ensure(host: string): Shop<D>;
  hosts(): readonly string[];
  all(): readonly Shop<D>[];
  close(): Promise<void>;
}

export function createShops<D extends ShopPart>(app: AppCredentials, sandbox: SandboxData<D>): Shops<D> {
  const shops = new Map<string, Shop<D>>();
  return {
    find: (host) => shops.get(host.toLowerCase()),
    ensure(host) {
      const name = host.toLowerCase();
      const known = shops.get(name);
      if (known !== undefined) return known;
      const shop = createShop(name, app, sandbox);
      shops.set(name, shop);
      return shop;
    },
    hosts: () => [...shops.keys()],
    all: () => [...shops.values()],
    async close() {
      for (const shop of shops.values()) await shop.close();
    },
  };
}
