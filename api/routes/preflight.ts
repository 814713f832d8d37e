import { freshShopCheck, lastShopCheck } from "#database/shop-checks";
import { mappingsOfShop } from "#database/shop-mappings";
import { getShop } from "#database/shops";
import { preflight, type AccessState } from "#domain/shops/preflight";
import { setupQuestion } from "#domain/shops/setup-question";
import type { Shop } from "#domain/shops/shop";
import type { StoreCheck } from "#domain/shops/store-facts";
import type { askStore } from "#workflows/actions/shop-actions";
import { reports } from "#workflows/catalogue";
import * as contract from "../contract/preflight.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { storedStore } from "../store-terms.ts";

/** A store changes seldom, and what was put right in the shop itself is seen at once. */
const FRESH_MS = 60 * 60_000;

/** There is no way in, so nobody can be asked. */
const CLOSED: readonly AccessState[] = ["noStore", "noApp", "noToken"];

/** More than a shop can have of use. */
const SCHEDULES = 250;

/** What a shop still needs. The store is asked by a worker, the rest is looked up here. */
export const preflightRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.getPreflight, async ({ params: { code }, query: { refresh }, principal }) => {
    const check = await checkOf(deps, await getShop(deps.db, code), refresh === true, principal);
    // Asking may have changed the plan, and what the store refuses us for.
    const shop = await getShop(deps.db, code);
    const [{ access, terms }, mappings, schedules] = await Promise.all([
      storedStore(deps, shop.store),
      mappingsOfShop(deps.db, code),
      deps.schedules.list({ shops: [code] }, { limit: SCHEDULES }),
    ]);
    const store = check?.answer.kind === "told" ? check.answer.facts : null;
    const result = preflight({
      shop,
      access,
      check,
      mappings,
      setup: await deps.erp.setupFacts(setupQuestion(shop, mappings, store)),
      scheduledReports: schedules.items.flatMap(({ definition, status }) =>
        definition === null || status === "finished" ? [] : [definition.report],
      ),
      reports: reports.map(({ name, available }) => ({ name, available })),
      terms,
    });
    return ok({ shopCode: code, askedAt: check?.at ?? null, ...result });
  }),
];

/** What the store says; null: there is no way in. Throws what the workflow that asks it failed with. */
async function checkOf(deps: ApiDeps, shop: Shop, refresh: boolean, principal: string): Promise<StoreCheck | null> {
  const { access } = await storedStore(deps, shop.store);
  if (CLOSED.includes(access.state)) return null;
  const fresh = refresh ? null : await freshShopCheck(deps.db, shop, FRESH_MS);
  if (fresh !== null) return fresh;
  await deps.actions.run<typeof askStore>({
    type: "askStore",
    store: shop.store,
    subject: `preflight/${shop.code}`,
    input: { shopCode: shop.code, by: principal },
  });
  return lastShopCheck(deps.db, shop);
}
