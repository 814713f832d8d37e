/** Control paths of the engine itself; the data part adds its own. */
import type { ShopPart } from "../engine/contract.ts";
import { unprocessable } from "../engine/control-routes.ts";
import { flag, members, number, orNull, text, type Reader } from "../engine/control/read.ts";
import { readRule } from "../engine/faults/rule.ts";
import { readShopChange } from "../engine/shop/settings.ts";
import type { Shop } from "../engine/shop/shop.ts";

export interface EngineControl {
  readonly method: string;
  readonly path: string;
  readonly makesShop?: boolean;
  handle<D extends ShopPart>(shop: Shop<D>, body: Readonly<Record<string, unknown>>, query: URLSearchParams): unknown;
}

const readTime: Reader<number> = (value, pointer) => {
  const time = typeof value === "string" ? Date.parse(value) : value;
  if (typeof time !== "number" || !Number.isFinite(time)) throw unprocessable(pointer, "expected a time (ISO 8601)");
  return time;
};

/** Milliseconds, or a duration such as `PT2M` or `P1D`. */
const readDuration: Reader<number> = (value, pointer) => {
  if (typeof value === "number") return number(value, pointer);
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text(value, pointer));
  if (match === null) throw unprocessable(pointer, "expected milliseconds or an ISO 8601 duration");
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number((part as string | undefined) ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
};

const readClock = members({ set: orNull(readTime), advance: readDuration, freeze: flag });

const clockOf = <D extends ShopPart>({ clock }: Shop<D>) => ({
  now: new Date(clock.now()).toISOString(),
  isFrozen: clock.isFrozen,
});

function refuseQuery(query: URLSearchParams, ...known: readonly string[]): void {
  for (const name of query.keys())
    if (!known.includes(name)) throw unprocessable(`/${name}`, `unknown parameter; known: ${known.join(", ")}`);
}

export const ENGINE_CONTROLS: readonly EngineControl[] = [
  {
    method: "PUT",
    path: "shop",
    makesShop: true,
    handle(shop, body) {
      shop.change(readShopChange(body));
      return { host: shop.host, ...shop.settings, scopes: shop.grantedScopes };
    },
  },
  {
    method: "GET",
    path: "shop",
    handle: (shop) => ({ host: shop.host, ...shop.settings, scopes: shop.grantedScopes }),
  },
  {
    method: "POST",
    path: "reset",
    async handle(shop, body) {
      members({})(body, "");
      await shop.reset();
      return {};
    },
  },
  {
    method: "POST",
    path: "clock",
    handle(shop, body) {
      const { set, advance, freeze } = readClock(body, "");
      // Null: back to real time.
      if (set !== undefined) shop.clock.set(set ?? Date.now());
      if (advance !== undefined) shop.clock.advance(advance);
      if (freeze !== undefined) shop.clock.freeze(freeze);
      shop.clock.step();
      return clockOf(shop);
    },
  },
  { method: "GET", path: "clock", handle: clockOf },
  {
    method: "POST",
    path: "faults",
    handle(shop, body) {
      // One rule, or several as `rules`.
      const { rules, ...single } = body;
      if (rules === undefined) return { ids: [shop.faults.add(readRule(single, ""))] };
      members({})(single, "");
      if (!Array.isArray(rules)) throw unprocessable("/rules", "expected a list");
      const read = rules.map((rule, index) => readRule(rule, `/rules/${String(index)}`));
      return { ids: read.map((rule) => shop.faults.add(rule)) };
    },
  },
  { method: "GET", path: "faults", handle: (shop) => ({ rules: shop.faults.list() }) },
  {
    method: "DELETE",
    path: "faults",
    handle(shop) {
      shop.faults.clear();
      return {};
    },
  },
  {
    method: "GET",
    path: "requests",
    handle(shop, _body, query) {
      refuseQuery(query, "operation", "after", "limit");
      const operation = query.get("operation");
      const after = query.get("after");
      const limit = query.get("limit");
      const requests = shop.log.list({
        ...(operation === null ? {} : { operation }),
        ...(after === null ? {} : { after: Number(after) }),
        ...(limit === null ? {} : { limit: Number(limit) }),
      });
      return { requests };
    },
  },
  {
    method: "GET",
    path: "counters",
    handle: (shop) => ({ ...shop.log.counters(), records: shop.data.counters() }),
  },
];
