import { getShop, shopsOfStore } from "#database/shops";
import type { enableShop } from "#workflows/actions/enable-shop";
import type * as workflows from "#workflows/actions/shop-actions";
import * as contract from "../contract/shops.ts";
import { awaited } from "../actions.ts";
import type { ApiDeps } from "../deps.ts";
import type { Audit } from "../http/audit.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { shopView } from "../shop-view.ts";
import { storeOf } from "./shops.ts";

/**
 * What is done to a shop through its store. Each is a short workflow, because only workers talk to Shopify. Those that turn its
 * connection on or off have one subject a store, as webhooks belong to it: one after the other, or the last word would be chance.
 */
export const shopActionRoutes = (deps: ApiDeps): readonly Route[] => {
  /** Acts on a shop, and notes what became of its settings, and of those of the other shops of its store. */
  const change = async (code: string, audit: Audit, act: (store: string) => Promise<unknown>) => {
    const store = storeOf(await getShop(deps.db, code));
    const shops = await shopsOfStore(deps.db, store);
    await awaited(act(store), () => audit.note(deps.db, { recordId: code, shop: code }));
    const changed = await shopsOfStore(deps.db, store);
    await audit.note(
      deps.db,
      ...changed.map((after) => {
        const before = shops.find((shop) => shop.code === after.code);
        return { recordId: after.code, shop: after.code, before, after };
      }),
    );
    return ok(await shopView(deps, await getShop(deps.db, code)));
  };
  return [
    route(contract.enableShop, ({ params: { code }, principal, audit }) =>
      change(code, audit, (store) =>
        deps.actions.run<typeof enableShop>({
          type: "enableShop",
          store,
          subject: "connection",
          mindsTime: true,
          input: { shopCode: code, by: principal },
        }),
      ),
    ),

    route(contract.disableShop, ({ params: { code }, principal, audit }) =>
      change(code, audit, (store) =>
        deps.actions.run<typeof workflows.disableShop>({
          type: "disableShop",
          store,
          subject: "connection",
          input: { shopCode: code, by: principal },
        }),
      ),
    ),

    route(contract.refreshShopSettings, ({ params: { code }, principal, audit }) =>
      change(code, audit, (store) =>
        deps.actions.run<typeof workflows.refreshShopSettings>({
          type: "refreshShopSettings",
          store,
          subject: `refresh-settings/${code}`,
          input: { shopCode: code, by: principal },
        }),
      ),
    ),

    route(contract.testShopConnection, async ({ params: { code }, principal }) => {
      const report = await deps.actions.run<typeof workflows.testShopConnection>({
        type: "testShopConnection",
        store: storeOf(await getShop(deps.db, code)),
        subject: `test-connection/${code}`,
        input: { shopCode: code, by: principal },
      });
      return ok(report);
    }),

    route(contract.setOrderWebhook, ({ params: { code }, body: { on }, principal, audit }) =>
      change(code, audit, (store) =>
        deps.actions.run<typeof workflows.setOrderWebhook>({
          type: "setOrderWebhook",
          store,
          subject: "connection",
          input: { shopCode: code, by: principal, on },
        }),
      ),
    ),
  ];
};
