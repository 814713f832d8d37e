import {
  shopOfCompany,
  shopOfCompanyLocation,
  shopOfCustomer,
  shopOfLogRow,
  shopOfNotification,
  shopOfOrder,
  shopOfOrderToImport,
  shopOfRefund,
  shopOfShopifyLogEntry,
} from "#database/shop-of-record";
import { getShop, shopsOfStore } from "#database/shops";
import type { ApiDeps } from "./deps.ts";
import type { Reach, RecordKind } from "./http/endpoint.ts";
import { notFound, Problem } from "./http/problem.ts";

/** What a checked request names. */
export interface Named {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Keeps a key that is restricted to shops inside them: throws `shop-not-allowed` when a request names another shop, whether it
 * exists or not, and answers for another shop's record as if there were none.
 */
export type ShopGuard = (shops: readonly string[], reach: Reach, named: Named) => Promise<void>;

type GuardDeps = Pick<ApiDeps, "db" | "jobs">;

export const createShopGuard =
  (deps: GuardDeps): ShopGuard =>
  async (shops, reach, named) => {
    for (const shop of shopsNamedIn(named)) if (!shops.includes(shop)) throw shopNotAllowed(shop);
    switch (reach) {
      case "shops":
      case "nothing":
        return;
      case "store":
        for (const shop of shopsNamedIn(named)) await requireWholeStore(deps, shops, shop);
        return;
      case "order":
      case "orderToImport":
      case "refund":
      case "customer":
      case "company":
      case "companyLocation":
      case "jobQueueEntry":
      case "logEntry":
      case "shopifyLogEntry":
      case "notification":
        await requireOwnRecord(deps, shops, reach, named.params);
    }
  };

const members = {
  params: ["code", "shopCode"],
  query: ["shopCode"],
  body: ["shopCodes", "shopCode"],
  filter: ["shopCode"],
} as const;

function shopsNamedIn({ params, query, body }: Named): readonly string[] {
  const { filter } = (body ?? {}) as { readonly filter?: unknown };
  const parts = { params, query, body, filter };
  return (["params", "query", "body", "filter"] as const).flatMap((part) => {
    const values = parts[part];
    if (typeof values !== "object" || values === null) return [];
    return members[part].flatMap((member) => (values as Record<string, string | readonly string[]>)[member] ?? []);
  });
}

/** What is changed for a store is changed for all its shops, so all of them have to be among the key's. */
async function requireWholeStore({ db }: GuardDeps, shops: readonly string[], code: string): Promise<void> {
  const { store } = await getShop(db, code);
  const others = store === "" ? [] : await shopsOfStore(db, store);
  if (others.some((other) => !shops.includes(other.code)))
    throw new Problem(
      403,
      "shop-not-allowed",
      `This would change all shops of ${store}, and this key is not good for all of them`,
      { params: { shop: code } },
    );
}

interface RecordParams {
  readonly id: string;
  readonly entryNo: string;
  readonly store: string;
}

const owners: Readonly<
  Record<
    RecordKind,
    {
      /** As its problem names it. */
      readonly what: string;
      readonly id: "id" | "entryNo";
      readonly shopOf: (deps: GuardDeps, params: RecordParams) => Promise<string | null | undefined>;
    }
  >
> = {
  order: { what: "order", id: "id", shopOf: ({ db }, { id }) => shopOfOrder(db, id) },
  orderToImport: { what: "order-to-import", id: "id", shopOf: ({ db }, { id }) => shopOfOrderToImport(db, id) },
  refund: { what: "refund", id: "id", shopOf: ({ db }, { id }) => shopOfRefund(db, id) },
  customer: { what: "customer", id: "id", shopOf: ({ db }, { store, id }) => shopOfCustomer(db, store, id) },
  company: { what: "company", id: "id", shopOf: ({ db }, { store, id }) => shopOfCompany(db, store, id) },
  companyLocation: {
    what: "company-location",
    id: "id",
    shopOf: ({ db }, { store, id }) => shopOfCompanyLocation(db, store, id),
  },
  jobQueueEntry: { what: "job", id: "id", shopOf: async ({ jobs }, { id }) => (await jobs.get(id)).shopCode },
  logEntry: { what: "log-entry", id: "entryNo", shopOf: ({ db }, { entryNo }) => shopOfLogRow(db, entryNo) },
  shopifyLogEntry: {
    what: "shopify-log-entry",
    id: "entryNo",
    shopOf: ({ db }, { entryNo }) => shopOfShopifyLogEntry(db, entryNo),
  },
  notification: { what: "notification", id: "id", shopOf: ({ db }, { id }) => shopOfNotification(db, id) },
};

async function requireOwnRecord(
  deps: GuardDeps,
  shops: readonly string[],
  kind: RecordKind,
  params: unknown,
): Promise<void> {
  const { what, id, shopOf } = owners[kind];
  const named = params as RecordParams;
  const shop = await shopOf(deps, named);
  if (shop === undefined || shop === null || !shops.includes(shop)) throw notFound(what, named[id]);
}

const shopNotAllowed = (shop: string): Problem =>
  new Problem(403, "shop-not-allowed", `This key is not good for shop ${shop}: use another key`, { params: { shop } });
