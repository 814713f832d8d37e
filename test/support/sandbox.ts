import type { FaultRule } from "#sandbox/shopify/engine/faults/rule";
import type { LoggedRequest, RequestCounters } from "#sandbox/shopify/engine/shop/request-log";
import type { Latency, ListCost, Plan } from "#sandbox/shopify/engine/contract";
import { startSandbox } from "#sandbox/shopify/server";

/** What `PUT /__sandbox/shop` takes. */
export interface ShopSetting {
  readonly plan?: Plan;
  readonly currency?: string;
  readonly presentmentCurrencies?: readonly string[];
  readonly taxesIncluded?: boolean;
  readonly timeZone?: string;
  readonly features?: Readonly<Record<string, unknown>>;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly listCost?: ListCost;
  readonly latency?: Latency | number;
  /** Scopes of tokens granted from now on. */
  readonly scopes?: readonly string[];
  readonly tokens?: readonly { readonly token: string; readonly scopes?: readonly string[] }[];
}

export interface Seed {
  readonly orders?: number;
  readonly products?: number;
  readonly customers?: number;
  readonly seed?: number;
  readonly taxRate?: number;
  readonly taxTitle?: string;
}

/** A record as the schema has it: lists and connections as plain arrays. */
export type Node = Readonly<Record<string, unknown>>;

/** What placing or changing an order answers: ids of the order and of what is in it. */
export interface PlacedOrder {
  /** GID. */
  readonly id: string;
  readonly legacyResourceId: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lineItems: readonly { readonly id: string }[];
  readonly shippingLines: readonly { readonly id: string }[];
  readonly transactions: readonly { readonly id: string }[];
  readonly fulfillmentOrders: readonly { readonly id: string }[];
  readonly fulfillments: readonly { readonly id: string }[];
  readonly refunds: readonly { readonly id: string }[];
  readonly returns: readonly { readonly id: string }[];
}

/** A fault as tests write it; `match` and `count` may be left out (any call, once). */
export type Fault = Pick<FaultRule, "effect"> & Partial<Pick<FaultRule, "match" | "count">>;

export interface Counters extends RequestCounters {
  readonly records: Readonly<Record<string, number>>;
}

export interface GraphqlAnswer<R> {
  readonly data?: R;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One shop of the sandbox under a test's control. */
export interface SandboxShop {
  readonly host: string;
  /** Sets what is named; makes the shop if it is not there. */
  putShop(setting: ShopSetting): Promise<void>;
  seed(seed: Seed): Promise<Readonly<Record<string, number>>>;
  /** Places orders; `emit` sends their webhooks. */
  placeOrders(orders: readonly Node[], options?: { readonly emit?: boolean }): Promise<readonly PlacedOrder[]>;
  /** Replaces members of an order and stamps `updatedAt` unless it is given. `id`: GID or number. */
  patchOrder(id: string, members: Node): Promise<PlacedOrder>;
  /** Adds records: `place("customers", [ … ])`. */
  place(
    kind: "customers" | "products" | "locations" | "staff" | "companies" | "gift-cards" | "publications",
    records: readonly Node[],
  ): Promise<unknown>;
  /** Plans faults. Answers their ids, by which the request log names them. */
  faults(...faults: readonly Fault[]): Promise<readonly string[]>;
  clearFaults(): Promise<void>;
  /** `set` and `advance` move business time: a time, milliseconds or `PT2M`; null is real time. */
  clock(step: {
    readonly set?: string | null;
    readonly advance?: string | number;
    readonly freeze?: boolean;
  }): Promise<{ readonly now: string; readonly isFrozen: boolean }>;
  requests(operation?: string): Promise<readonly LoggedRequest[]>;
  counters(): Promise<Counters>;
  /** Records in REST's words; `only` names lists. */
  snapshot(only?: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  reset(): Promise<void>;
  /** Any other control path. Throws when it is refused. */
  control(method: string, path: string, body?: Node): Promise<unknown>;
  /** Sends a document with a token of all scopes, as an app would. */
  graphql<R = Record<string, unknown>>(query: string, variables?: Node, token?: string): Promise<GraphqlAnswer<R>>;
}

export interface SandboxHandle extends SandboxShop {
  readonly url: string;
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Another shop of the same server; made by its `putShop` or `seed`. */
  shop(host: string): SandboxShop;
  close(): Promise<void>;
}

/** Token that `graphql` uses; has every scope. */
export const TEST_TOKEN = "shpat_test";

/** A sandbox server of the caller's own with one empty shop. The first one of a process loads the schema (about 0.3 s). */
export async function aSandbox(host = "demo.myshopify.com"): Promise<SandboxHandle> {
  const app = { clientId: "sandbox-client", clientSecret: "sandbox-secret" };
  const { url, port, close } = await startSandbox(app);
  const shop = (name: string) => shopAt(url, name);
  const first = shop(host);
  await first.putShop({ tokens: [{ token: TEST_TOKEN }] });
  return { ...first, url, port, ...app, shop, close };
}

function shopAt(url: string, host: string): SandboxShop {
  const control = async (method: string, path: string, body?: Node): Promise<unknown> => {
    const target = new URL(`/__sandbox/${path}`, url);
    if (body === undefined) target.searchParams.set("shop", host);
    const response = await fetch(target, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify({ shop: host, ...body }) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${String(response.status)}: ${text}`);
    return JSON.parse(text);
  };

  return {
    host,
    control,
    putShop: async (setting) => void (await control("PUT", "shop", { ...setting })),
    seed: async (seed) => (await control("POST", "seed", { ...seed })) as Readonly<Record<string, number>>,
    async placeOrders(orders, options = {}) {
      const answer = (await control("POST", "orders", { orders, ...options })) as { readonly orders: PlacedOrder[] };
      return answer.orders;
    },
    patchOrder: async (id, members) =>
      (await control("PATCH", `orders/${encodeURIComponent(id)}`, members)) as PlacedOrder,
    place: (kind, records) => control("POST", kind, { [kind]: records }),
    async faults(...faults) {
      const { ids } = (await control("POST", "faults", { rules: faults })) as { readonly ids: readonly string[] };
      return ids;
    },
    clearFaults: async () => void (await control("DELETE", "faults", {})),
    clock: async (step) =>
      (await control("POST", "clock", step)) as { readonly now: string; readonly isFrozen: boolean },
    async requests(operation) {
      const path = operation === undefined ? "requests" : `requests?operation=${operation}`;
      return ((await control("GET", path)) as { readonly requests: readonly LoggedRequest[] }).requests;
    },
    counters: async () => (await control("GET", "counters")) as Counters,
    snapshot: async (only) =>
      (await control("GET", only === undefined ? "snapshot" : `snapshot?only=${only.join(",")}`)) as Readonly<
        Record<string, unknown>
      >,
    reset: async () => void (await control("POST", "reset", {})),
    async graphql<R>(query: string, variables: Node = {}, token = TEST_TOKEN) {
      const response = await fetch(`${url}/admin/api/2026-07/graphql.json`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Forwarded-Host": host, "X-Shopify-Access-Token": token },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphqlAnswer<R>;
    },
  };
}
