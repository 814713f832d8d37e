import { getShop } from "#database/shops";
import type * as workflows from "#workflows/actions/shop-actions";
import * as contract from "../contract/shops.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { shopView } from "../shop-view.ts";
import { storeOf } from "./shops.ts";

/**
 * What is done to a shop through its store. Each is a short workflow, because only workers talk to Shopify. Those that turn its
 * connection on or off have one subject a store, as webhooks belong to it: one after the other, or the last word would be chance.
 */
export const shopActionRoutes = (deps: ApiDeps): readonly Route[] => {
  const store = async (code: string): Promise<string> => storeOf(await getShop(deps.db, code));
  const view = async (code: string) => shopView(deps, await getShop(deps.db, code));
  return [
    route(contract.enableShop, async ({ params: { code }, principal }) => {
      await deps.actions.run<typeof workflows.enableShop>({
        type: "enableShop",
        store: await store(code),
        subject: "connection",
        input: { shopCode: code, by: principal },
      });
      return ok(await view(code));
    }),

    route(contract.disableShop, async ({ params: { code }, principal }) => {
      await deps.actions.run<typeof workflows.disableShop>({
        type: "disableShop",
        store: await store(code),
        subject: "connection",
        input: { shopCode: code, by: principal },
      });
      return ok(await view(code));
    }),

    route(contract.refreshShopSettings, async ({ params: { code }, principal }) => {
      await deps.actions.run<typeof workflows.refreshShopSettings>({
        type: "refreshShopSettings",
        store: await store(code),
        subject: `refresh-settings/${code}`,
        input: { shopCode: code, by: principal },
      });
      return ok(await view(code));
    }),

    route(contract.testShopConnection, async ({ params: { code }, principal }) => {
      const report = await deps.actions.run<typeof workflows.testShopConnection>({
        type: "testShopConnection",
        store: await store(code),
        subject: `test-connection/${code}`,
        input: { shopCode: code, by: principal },
      });
      return ok(report);
    }),

    route(contract.setOrderWebhook, async ({ params: { code }, body: { on }, principal }) => {
      await deps.actions.run<typeof workflows.setOrderWebhook>({
        type: "setOrderWebhook",
        store: await store(code),
        subject: "connection",
        input: { shopCode: code, by: principal, on },
      });
      return ok(await view(code));
    }),
  ];
};
