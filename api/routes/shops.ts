import { deleteShop, getShop, insertShop, listShops, lockShop, updateShop } from "#database/shops";
import { resetOrderCursor } from "#database/order-cursor";
import { setSyncCursor } from "#database/sync-cursors";
import { OperationalError } from "#domain/failure";
import { initialImportPreset } from "#domain/shops/initial-import-preset";
import { settings } from "#domain/shops/settings";
import { newShop, type Shop } from "#domain/shops/shop";
import { setStoreAccess } from "#shopify/store-access";
import * as contract from "../contract/shops.ts";
import type { ApiDeps } from "../deps.ts";
import { restrictedToShops } from "../http/access.ts";
import { created, noContent, ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { acceptedChange } from "../shop-change.ts";
import { shopView } from "../shop-view.ts";

/** Shops: what they are set to, and their settings' way in. */
export const shopRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.listShops, async ({ query, shops: allowed }) => {
    const shops = (await listShops(deps.db)).filter(
      ({ code, enabled }) =>
        (query.enabled === undefined || enabled === query.enabled) && (allowed?.includes(code) ?? true),
    );
    const page = await pageOfRows(query, {
      key: ["text"],
      read: (after, limit) =>
        Promise.resolve(shops.filter(({ code }) => after === undefined || code > after[0]).slice(0, limit)),
      keyOf: ({ code }) => [code],
      show: (shop) => shop,
      count: () => Promise.resolve(shops.length),
    });
    return ok({ ...page, items: await Promise.all(page.items.map((shop) => shopView(deps, shop))) });
  }),

  route(contract.createShop, async ({ body: { code, ...patch } }) => {
    const shop = await deps.db.transaction().execute(async (transaction) => {
      const changes = await acceptedChange(deps.erp, newShop(code), patch);
      return insertShop(transaction, { code, store: "", ...changes });
    });
    return created(`/api/shops/${code}`, await shopView(deps, shop));
  }),

  route(contract.getShop, async ({ params }) => ok(await shopView(deps, await getShop(deps.db, params.code)))),

  route(contract.updateShop, async ({ params, body, shops }) => {
    // Through another address the shop would reach the orders of a store that this key has nothing to do with.
    if (shops !== undefined && body.shopifyUrl !== undefined) throw restrictedToShops();
    const shop = await deps.db.transaction().execute(async (transaction) => {
      const before = await lockShop(transaction, params.code);
      return updateShop(transaction, params.code, await acceptedChange(deps.erp, before, body));
    });
    return ok(await shopView(deps, shop));
  }),

  route(contract.applyPreset, async ({ params: { code }, body: { preset: _theOnlyOne, ...choices } }) => {
    const { shop, changed } = await deps.db.transaction().execute(async (transaction) => {
      const before = await lockShop(transaction, code);
      const changes = await acceptedChange(deps.erp, before, initialImportPreset(choices));
      return { shop: await updateShop(transaction, code, changes), changed: Object.keys(changes) };
    });
    return ok({ shop: await shopView(deps, shop), changed, notice: dataSyncOff(code) });
  }),

  route(contract.deleteShop, async ({ params }) => {
    await deps.db.transaction().execute(async (transaction) => {
      const shop = await lockShop(transaction, params.code);
      if (shop.enabled) throw shopEnabled(shop.code);
      await deleteShop(transaction, params.code);
    });
    return noContent;
  }),

  route(contract.resetShopSync, async ({ params, body }) => {
    const shop = await getShop(deps.db, params.code);
    const to = new Date(body.to);
    if (body.type === "orders") await resetOrderCursor(deps.db, storeOf(shop), to);
    else await setSyncCursor(deps.db, shop.code, body.type, to);
    return ok(await shopView(deps, shop));
  }),

  route(contract.setShopCredentials, async ({ params, body }) => {
    const shop = await getShop(deps.db, params.code);
    const app = body.app === undefined ? {} : { app: body.app };
    await setStoreAccess(
      deps.db,
      deps.secrets,
      storeOf(shop),
      body.kind === "static" ? { kind: body.kind, token: body.token, ...app } : { kind: body.kind, ...app },
    );
    return ok(await shopView(deps, shop));
  }),
];

const dataSyncOff = (code: string) =>
  ({
    code: "data-sync-off",
    detail: `"${settings.allowOutgoingRequests.caption}" is off: shop ${code} reads from Shopify and changes nothing there. When the import is checked, turn it on with PATCH /api/shops/${code} { "allowOutgoingRequests": true }`,
  }) as const;

/** Throws `shopify-url-missing`. */
export function storeOf(shop: Shop): string {
  if (shop.store !== "") return shop.store;
  throw new OperationalError(
    "shopify-url-missing",
    `Shop ${shop.code} has no store: enter its Shopify Admin URL (shopifyUrl) first`,
    { retryable: false, params: { shop: shop.code } },
  );
}

const shopEnabled = (shop: string): OperationalError =>
  new OperationalError("shop-enabled", `Shop ${shop} is enabled: disable it before it is deleted`, {
    retryable: false,
    params: { shop },
  });
