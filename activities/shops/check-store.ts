import { databaseTime, saveShopCheck } from "#database/shop-checks";
import { saveGrantedScopes } from "#database/granted-scopes";
import { getShop, shopsOfStore, updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import type { Shop } from "#domain/shops/shop";
import type { StoreAnswer, StoreFacts, WebhookRepair } from "#domain/shops/store-facts";
import type { ExecuteOptions } from "#shopify/client";
import { StoreFactsDocument, StoreLocationsDocument } from "#shopify/generated/operations";
import { missingScopes } from "#shopify/scopes";
import { refreshPlanAndUnit } from "./refresh-shop-settings.ts";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";
import { addressOf, keptSubscriptions, legacyId, subscribe } from "./webhook-subscriptions.ts";

/**
 * Asks the store of a shop what its set-up is compared with, and keeps the answer, or what a person has to do before there is one. Plan and granted
 * scopes are brought up to date. Safe to run twice: it writes what it reads. Throws what passes by itself.
 *
 * `repair`: subscriptions that an enabled shop has lost are made again. Shopify removes one after eight failed deliveries ("Shopify: Webhooks").
 */
export async function checkStore(
  deps: ShopActivityDeps,
  shopCode: string,
  repair: boolean,
  options: ExecuteOptions,
): Promise<StoreAnswer["kind"]> {
  const shop = await getShop(deps.db, shopCode);
  const answer = await answerOf(deps, shop, repair, options);
  await saveShopCheck(deps.db, shop, answer.at, answer.answer);
  return answer.answer.kind;
}

async function answerOf(
  deps: ShopActivityDeps,
  shop: Shop,
  repair: boolean,
  options: ExecuteOptions,
): Promise<{ readonly at: Date; readonly answer: StoreAnswer }> {
  try {
    // It changes the shop, so it comes before the moment the answer is dated with.
    await refreshPlanAndUnit(deps, shop.code, options);
    const at = await databaseTime(deps.db);
    const facts = await readStore(deps, shop, options);
    await saveGrantedScopes(deps.db, shop.store, facts.grantedScopes.join(","));
    const repaired = repair ? await repairWebhooks(deps, shop.code, facts, options) : { facts, repairs: [] };
    return { at, answer: { kind: "told", ...repaired } };
  } catch (error) {
    if (!(error instanceof OperationalError) || error.retryable) throw error;
    const { type: code, message, params } = error;
    return { at: await databaseTime(deps.db), answer: { kind: "refused", problem: { code, message, params } } };
  }
}

async function readStore(deps: ShopActivityDeps, shop: Shop, options: ExecuteOptions): Promise<StoreFacts> {
  const uri = deps.publicUrl === undefined ? null : addressOf(deps.publicUrl);
  const variables = { uri, withWebhooks: uri !== null };
  const { data } = await deps.shopify.execute(shop.code, StoreFactsDocument, variables, options);
  const grantedScopes = data.currentAppInstallation.accessScopes.map(({ handle }) => handle);
  const mayReadLocations = missingScopes(grantedScopes.join(","), ["read_locations"]).length === 0;
  return {
    currencyCode: data.shop.currencyCode,
    presentmentCurrencies: data.shop.enabledPresentmentCurrencies,
    timeZone: data.shop.ianaTimezone,
    shipsToCountries: data.shop.shipsToCountries,
    grantedScopes,
    supportedApiVersions: data.publicApiVersions.flatMap(({ handle, supported }) => (supported ? [handle] : [])),
    webhooks: data.webhookSubscriptions?.nodes.map(({ id, topic }) => ({ topic, id: legacyId(id) })) ?? null,
    locations: mayReadLocations ? await readLocations(deps, shop, options) : null,
  };
}

async function readLocations(
  deps: ShopActivityDeps,
  shop: Shop,
  options: ExecuteOptions,
): Promise<NonNullable<StoreFacts["locations"]>> {
  const locations: { readonly id: string; readonly name: string }[] = [];
  let page: { readonly hasNextPage: boolean; readonly endCursor: string | null } | undefined;
  do {
    const variables = { after: page?.endCursor ?? null };
    const { data } = await deps.shopify.execute(shop.code, StoreLocationsDocument, variables, options);
    locations.push(...data.locations.nodes.map(({ id, name }) => ({ id: legacyId(id), name })));
    page = data.locations.pageInfo;
  } while (page.hasNextPage);
  return locations;
}

/** Makes the shop know a living subscription for each topic it wants: that of the other shops of its store, else a new one. */
async function repairWebhooks(
  deps: ShopActivityDeps,
  shopCode: string,
  facts: StoreFacts,
  options: ExecuteOptions,
): Promise<{ readonly facts: StoreFacts; readonly repairs: readonly WebhookRepair[] }> {
  if (facts.webhooks === null) return { facts, repairs: [] };
  let webhooks = facts.webhooks;
  const repairs: WebhookRepair[] = [];
  for (const kept of keptSubscriptions) {
    const { topic, idSetting } = kept;
    // As it is now: somebody may have disabled it meanwhile.
    const shop = await getShop(deps.db, shopCode);
    const alive = new Set(webhooks.filter((each) => each.topic === topic).map(({ id }) => id));
    if (!kept.isWanted(shop) || alive.has(shop[idSetting])) continue;
    const shared = (await shopsOfStore(deps.db, shop.store)).find((other) => alive.has(other[idSetting]));
    if (shared !== undefined) {
      await updateShop(deps.db, shopCode, { [idSetting]: shared[idSetting] });
      continue;
    }
    try {
      const id = await subscribe(deps, shop, kept, options);
      webhooks = [...webhooks.filter((each) => each.topic !== topic), { topic, id }];
      repairs.push({ topic, problem: null });
    } catch (error) {
      if (!(error instanceof OperationalError) || error.retryable) throw error;
      repairs.push({ topic, problem: error.message });
    }
  }
  return { facts: { ...facts, webhooks }, repairs };
}
