import type { ShopPart, ShopState } from "./contract.ts";
import type { ControlRoute } from "./control-routes.ts";
import type { FieldRegistry } from "./registry.ts";

/** The data part as a whole: what `startSandbox` plugs into the engine. */
export interface SandboxData<D extends ShopPart> {
  createShopData(shop: ShopState): D;
  /** Resolvers of single fields; called once. */
  registerFields(registry: FieldRegistry<D>): void;
  /** Control paths below `/__sandbox/`: seed, orders, customers, snapshot, … */
  readonly controlRoutes: readonly ControlRoute<D>[];
}
