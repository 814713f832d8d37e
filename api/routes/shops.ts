import { deleteShop, getShop, insertShop, listShops, lockShop, updateShop } from "#database/shops";
import { findAccess, type StoredAccess } from "#database/registered-store-tokens";
import { resetOrderCursor } from "#database/order-cursor";
import { setSyncCursor, syncCursors } from "#database/sync-cursors";
import { OperationalError } from "#domain/failure";
import { initialImportPreset } from "#domain/shops/initial-import-preset";
import { settings } from "#domain/shops/settings";
import { newShop, type Shop } from "#domain/shops/shop";
import { setStoreAccess } from "#shopify/store-access";
import * as contract from "../contract/shops.ts";
import type { ApiDeps } from "../deps.ts";
import { restrictedToShops } from "../http/access.ts";
import { created, noContent, ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { pageOfRows } from "../http/page.ts";
import { acceptedChange, referenceProblems } from "../shop-change.ts";
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

  route(contract.createShop, async ({ body: { code, ...patch }, audit }) => {
    const changes = acceptedChange(newShop(code), patch, await referenceProblems(deps.erp, patch));
    const shop = await deps.db.transaction().execute(async (transaction) => {
      const made = await insertShop(transaction, { code, store: "", ...changes });
      await audit.note(transaction, { recordId: code, shop: code, after: made });
      return made;
    });
    return created(`/api/shops/${code}`, await shopView(deps, shop));
  }),

  route(contract.getShop, async ({ params }) => shopCard(deps, await getShop(deps.db, params.code))),

  route(contract.updateShop, async ({ params: { code }, body, shops, audit, precondition }) => {
    // Through another address the shop would reach the orders of a store that this key has nothing to do with.
    if (shops !== undefined && body.shopifyUrl !== undefined) throw restrictedToShops();
    const references = await referenceProblems(deps.erp, body);
    const shop = await deps.db.transaction().execute(async (transaction) => {
      const before = await lockShop(transaction, code);
      precondition.check(before);
      const after = await updateShop(transaction, code, acceptedChange(before, body, references));
      await audit.note(transaction, { recordId: code, shop: code, before, after });
      return after;
    });
    return shopCard(deps, shop);
  }),

  route(contract.applyPreset, async ({ params: { code }, body: { preset: _theOnlyOne, ...choices }, audit }) => {
    const patch = initialImportPreset(choices);
    const references = await referenceProblems(deps.erp, patch);
    const { shop, changed } = await deps.db.transaction().execute(async (transaction) => {
      const before = await lockShop(transaction, code);
      const changes = acceptedChange(before, patch, references);
      const after = await updateShop(transaction, code, changes);
      await audit.note(transaction, { recordId: code, shop: code, before, after });
      return { shop: after, changed: Object.keys(changes) };
    });
    return ok({ shop: await shopView(deps, shop), changed, notice: dataSyncOff(code) });
  }),

  route(contract.deleteShop, async ({ params: { code }, audit, precondition }) => {
    await deps.db.transaction().execute(async (transaction) => {
      const before = await lockShop(transaction, code);
      precondition.check(before);
      if (before.enabled) throw shopEnabled(code);
      await deleteShop(transaction, code);
      await audit.note(transaction, { recordId: code, shop: code, before });
    });
    return noContent;
  }),

  route(contract.resetShopSync, async ({ params: { code }, body: { type, to }, audit }) => {
    const shop = await deps.db.transaction().execute(async (transaction) => {
      const locked = await lockShop(transaction, code);
      const { [type]: before = null } = await syncCursors(transaction, locked);
      const after = new Date(to);
      if (type === "orders") await resetOrderCursor(transaction, storeOf(locked), after);
      else await setSyncCursor(transaction, code, type, after);
      await audit.note(transaction, {
        recordId: code,
        shop: code,
        before: { [type]: before },
        after: { [type]: after },
      });
      return locked;
    });
    return ok(await shopView(deps, shop));
  }),

  route(contract.setShopCredentials, async ({ params: { code }, body, audit }) => {
    const shop = await getShop(deps.db, code);
    const store = storeOf(shop);
    const app = body.app === undefined ? {} : { app: body.app };
    const setup = body.kind === "static" ? { kind: body.kind, token: body.token, ...app } : { kind: body.kind, ...app };
    await deps.db.transaction().execute(async (transaction) => {
      const before = await findAccess(transaction, store);
      await setStoreAccess(transaction, deps.secrets, store, setup);
      const after = await findAccess(transaction, store);
      await audit.note(transaction, { recordId: store, shop: code, before: wayIn(before), after: wayIn(after) });
    });
    return ok(await shopView(deps, shop));
  }),
];

const dataSyncOff = (code: string) =>
  ({
    code: "data-sync-off",
    detail: `"${settings.allowOutgoingRequests.caption}" is off: shop ${code} reads from Shopify and changes nothing there. When the import is checked, turn it on with PATCH /api/shops/${code} { "allowOutgoingRequests": true }`,
  }) as const;

const shopCard = async (deps: ApiDeps, shop: Shop) => card(await shopView(deps, shop), shop);

/** How a store is entered, as it is stored: secrets are sealed, and not even so written down. */
export const wayIn = (access: StoredAccess | undefined) =>
  access && {
    authKind: access.authKind,
    clientId: access.clientId,
    clientSecret: access.clientSecret,
    accessToken: access.accessToken,
    refreshToken: access.refreshToken,
  };

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
