/**
 * Where the engine (HTTP, schema, cost, quota, scopes, faults, paging) and the data of the shops meet.
 *
 * The engine executes the official schema. A field is answered by, in this order: a resolver of the registry, the member of the
 * record with the field's name (a method is called with the arguments), else the error SANDBOX_NOT_IMPLEMENTED. `null` must be
 * said, never left out.
 */
import type { GraphQLResolveInfo } from "graphql";
import type { Clock } from "./clock.ts";
import type { EffectOf } from "./faults/effects.ts";
import type { SearchReport } from "./search/report.ts";

export type Plan = "basic" | "grow" | "advanced" | "plus" | "development";

/** How a plain list counts in the actual cost, which Shopify does not publish: like its dearest element, pooled, or each element. */
export type ListCost = "dearest" | "pooled" | "perElement";

/** Simulated duration of a call, in real milliseconds. */
export type Latency =
  | { readonly kind: "none" }
  | { readonly kind: "fixed"; readonly ms: number }
  | { readonly kind: "logNormal"; readonly medianMs: number; readonly sigma: number; readonly seed: number };

/** What `PUT /__sandbox/shop` sets. Replaced as a whole on each change, so that a kept reference is a snapshot. */
export interface ShopSettings {
  readonly plan: Plan;
  /** The shop's currency. */
  readonly currency: string;
  /** Currencies buyers may pay in, the shop's own among them. */
  readonly presentmentCurrencies: readonly string[];
  readonly taxesIncluded: boolean;
  /** IANA. */
  readonly timeZone: string;
  /** Members of `ShopFeatures` that differ from a plain shop's. */
  readonly features: Readonly<Record<string, unknown>>;
  /** Any other member of the schema's `Shop` (`name`, `email`, `weightUnit` …), given as it is answered. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly listCost: ListCost;
  readonly latency: Latency;
}

/** What is to go wrong with a delivery, for example that it is lost: one fault at most, which is used up and logged. */
interface WebhookFaults {
  takeWebhookEffect(delivery: {
    readonly topic: string;
    readonly resourceId: string | null;
    readonly payload: unknown;
  }): EffectOf<"webhook"> | undefined;
}

/** One shop as the engine keeps it. */
export interface ShopState extends WebhookFaults {
  /** Host name, for example `demo.myshopify.com`. */
  readonly host: string;
  /** The same for the same host: moves the shop's ids. */
  readonly seed: number;
  readonly settings: ShopSettings;
  /** Business time: `updatedAt`, the `Date` header, the window of 60 days. */
  readonly clock: Clock;
  /** Secret of the app: signs webhooks. */
  readonly clientSecret: string;
  /** Version of the API that webhooks and answers carry. */
  readonly apiVersion: string;
  /** Scopes of the app's installation (those the newest token was granted). */
  readonly grantedScopes: readonly string[];
}

/** The part of a request that decides what is shown. */
export interface Viewer {
  /** `write_x` includes `read_x`. */
  readonly hasScope: (scope: string) => boolean;
  /** Sandbox time of this request, milliseconds. */
  readonly now: number;
}

/** `context` of every resolver. `D` is the type `createShopData` returns. */
export interface RequestContext<D> extends Viewer {
  readonly shop: ShopState;
  readonly data: D;
  /** Records changed later than this are not found by search and lists yet (fault `indexLag`); `Infinity` normally. */
  readonly indexedUntil: number;
  /** Adds an entry to `extensions.search`. `searchPage` does it itself. */
  noteSearch(report: SearchReport): void;
  /** Words for the request log, for example what a mutation did. */
  note(words: string): void;
}

export type Arguments = Readonly<Record<string, unknown>>;

export type Resolver<D, S = never> = (
  source: S,
  args: Arguments,
  context: RequestContext<D>,
  info: GraphQLResolveInfo,
) => unknown;

/**
 * A REST list (`orders.json`, `customers.json`, `products.json`). The engine pages with `limit`, `since_id`, `page_info` and `fields`, and
 * writes the `Link` header.
 */
export interface RestCollection {
  /** Records that pass the filters (`status`, `ids`, `created_at_min`, …; paging parameters are not filters), newest id first. */
  list(filters: URLSearchParams, viewer: Viewer): readonly RestRecord[];
}

export interface RestRecord {
  readonly id: number;
  /** The record in REST's words (snake_case). */
  toJson(): Readonly<Record<string, unknown>>;
}

/** What the data part keeps of one shop. */
export interface ShopPart {
  /**
   * Roots of queries and mutations: members named like the fields of `QueryRoot` and `Mutation`, methods
   * `(args, context, info) => record`. Fields of the registry stand above them. A mutation returns its payload record with `userErrors`.
   */
  readonly query: object;
  readonly mutation: object;
  readonly rest: Readonly<Record<"orders" | "products" | "customers", RestCollection>>;
  /** Body of `/admin/api/{version}/shop.json`, in REST's words. */
  restShop(): Readonly<Record<string, unknown>>;
  /** Called after `PUT /__sandbox/shop`; `shop.settings` is already the new value. */
  settingsChanged(): void;
  /** Numbers for `GET /__sandbox/counters` (orders, products, webhooks delivered …). */
  counters(): Readonly<Record<string, number>>;
  /** Ends timers and deliveries in flight: the shop is reset or the server closes. */
  close(): void | Promise<void>;
}
