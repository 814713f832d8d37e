/** A shop of the sandbox without its server: the data part, executed over the official schema. */
import { graphql } from "graphql";
import { createClock, type ControlledClock } from "#sandbox/shopify/engine/clock";
import type { RequestContext, ShopSettings, ShopState } from "#sandbox/shopify/engine/contract";
import type { EffectOf } from "#sandbox/shopify/engine/faults/effects";
import { createIdempotencyStore } from "#sandbox/shopify/engine/idempotency";
import { hasUserErrors } from "#sandbox/shopify/engine/payload";
import { createFieldRegistry } from "#sandbox/shopify/engine/registry";
import { createResolvers } from "#sandbox/shopify/engine/resolve";
import { executableSchema } from "#sandbox/shopify/engine/schema";
import type { DataPart } from "#sandbox/shopify/data/part";
import { sandboxData } from "#sandbox/shopify/data/sandbox-data";

export interface TestShop {
  readonly clock: ControlledClock;
  readonly data: DataPart;
  readonly faults: EffectOf<"webhook">[];
  readonly settings: ShopSettings;
  /** Runs a document and returns what a client gets. */
  run(document: string, variables?: Record<string, unknown>, scopes?: readonly string[]): Promise<Answer>;
  control(method: string, path: string, body?: Record<string, unknown>): Promise<unknown>;
  change(settings: Partial<ShopSettings>): void;
}

interface Answer {
  // The tests look at answers as a client would: members by name.
  readonly data: Json;
  readonly errors: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[] | undefined;
}

/** A part of an answer; members are looked up without asking whether they exist. */
export interface Json {
  readonly [member: string]: Json;
}

/** An element of a list of an answer, with the members tests read. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly updatedAt: string;
}

export const listOf = (list: Json | undefined): readonly Listed[] => list as unknown as readonly Listed[];

/** A text at the end of an answer. */
export const textOf = (json: Json | undefined): string => json as unknown as string;

const EVERYTHING = ["read_all_orders"];

export function aShop(given: Partial<ShopSettings> = {}): TestShop {
  const clock = createClock();
  clock.freeze(true);
  clock.set(Date.parse("2026-11-25T10:00:00Z"));
  let settings: ShopSettings = {
    plan: "basic",
    currency: "USD",
    presentmentCurrencies: ["USD"],
    taxesIncluded: true,
    timeZone: "UTC",
    features: {},
    fields: {},
    listCost: "pooled",
    latency: { kind: "none" },
    ...given,
  };
  const faults: EffectOf<"webhook">[] = [];
  const shop: ShopState = {
    host: "demo.myshopify.com",
    seed: 42,
    get settings() {
      return settings;
    },
    clock,
    clientSecret: "sandbox-secret",
    apiVersion: "2026-07",
    grantedScopes: ["read_orders", "write_orders"],
    takeWebhookEffect: () => faults.shift(),
  };
  const data = sandboxData.createShopData(shop);
  const registry = createFieldRegistry<DataPart>();
  sandboxData.registerFields(registry);
  const { fieldResolver, typeResolver } = createResolvers(registry);
  const idempotency = createIdempotencyStore(clock, hasUserErrors);

  return {
    clock,
    data,
    faults,
    get settings() {
      return settings;
    },
    change(changes) {
      settings = { ...settings, ...changes };
      data.settingsChanged();
    },
    async run(document, variables = {}, scopes = EVERYTHING) {
      const context = {
        shop,
        data,
        hasScope: (scope: string) => scopes.includes(scope),
        now: clock.now(),
        indexedUntil: Infinity,
        noteSearch: () => {},
        note: () => {},
        requestId: "test",
        scopes: { meets: () => true },
        idempotency,
        faults: [],
      } as unknown as RequestContext<DataPart>;
      const answer = await graphql({
        schema: executableSchema(),
        source: document,
        variableValues: variables,
        rootValue: { ...data.query, ...data.mutation },
        contextValue: context,
        fieldResolver: fieldResolver as never,
        typeResolver: typeResolver as never,
      });
      const { data: result, errors } = JSON.parse(JSON.stringify(answer)) as { data?: Json; errors?: Answer["errors"] };
      return { data: result as Json, errors };
    },
    async control(method, path, body = {}) {
      const route = sandboxData.controlRoutes.find((each) => each.method === method && matches(each.path, path));
      if (route === undefined) throw new Error(`No control route ${method} ${path}`);
      const [pathname = "", search = ""] = path.split("?");
      const names = route.path.split("/");
      const params = Object.fromEntries(
        pathname
          .split("/")
          .flatMap((part, index) => (names[index]?.startsWith(":") === true ? [[names[index].slice(1), part]] : [])),
      );
      return route.handle({
        shop,
        data,
        body,
        query: new URLSearchParams(search),
        params,
      });
    },
  };
}

const matches = (pattern: string, path: string): boolean => {
  const parts = (path.split("?")[0] ?? "").split("/");
  const names = pattern.split("/");
  return names.length === parts.length && names.every((name, index) => name.startsWith(":") || name === parts[index]);
};

interface Placed {
  readonly orders: readonly { readonly id: string }[];
}

/** Places orders and answers with their ids. */
export async function place(shop: TestShop, ...orders: object[]): Promise<string[]> {
  const { orders: placed } = (await shop.control("POST", "orders", { orders })) as Placed;
  return placed.map(({ id }) => id);
}
