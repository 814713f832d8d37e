/** `/__sandbox/…`: finds the shop and the handler, and says what was not understood. */
import type { ShopPart } from "../engine/contract.ts";
import { ControlError, unprocessable, type ControlRoute } from "../engine/control-routes.ts";
import type { Shop } from "../engine/shop/shop.ts";
import type { Shops } from "../engine/shop/shops.ts";
import type { HttpAnswer } from "./answer.ts";
import { ENGINE_CONTROLS } from "./engine-controls.ts";
import { parseObject, type HttpRequest } from "./request.ts";

export const CONTROL_PREFIX = "/__sandbox/";

export async function answerControl<D extends ShopPart>(
  shops: Shops<D>,
  routes: readonly ControlRoute<D>[],
  request: HttpRequest,
): Promise<HttpAnswer> {
  try {
    return { status: 200, body: (await dispatch(shops, routes, request)) ?? {} };
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    const { status, code, message, pointer } = error;
    return { status, body: { code, message, ...(pointer === undefined ? {} : { pointer }) } };
  }
}

async function dispatch<D extends ShopPart>(
  shops: Shops<D>,
  routes: readonly ControlRoute<D>[],
  request: HttpRequest,
): Promise<unknown> {
  const path = request.path.slice(CONTROL_PREFIX.length).split("/");
  const parsed = request.body.trim() === "" ? {} : parseObject(request.body);
  if (parsed === undefined) throw new ControlError(400, "unreadable", "The body is not a JSON object");
  const { shop: named, ...body } = parsed;
  const query = new URLSearchParams(request.query);
  query.delete("shop");
  const host = named ?? request.query.get("shop");

  if (request.method === "GET" && path.join("/") === "shops") return { shops: shops.hosts() };
  if (request.method === "POST" && path.join("/") === "reset" && host === null) {
    for (const shop of shops.all()) await shop.reset();
    return {};
  }
  if (typeof host !== "string" || host === "") throw unprocessable("/shop", "name the shop's host");
  const shopFor = (makesShop: boolean | undefined): Shop<D> => {
    const shop = makesShop === true ? shops.ensure(host) : shops.find(host);
    if (shop === undefined)
      throw new ControlError(404, "shop-not-found", `There is no shop ${host}: PUT shop or POST seed makes one`);
    return shop;
  };

  const engine = ENGINE_CONTROLS.find(
    ({ method, path: known }) => method === request.method && known === path.join("/"),
  );
  if (engine !== undefined) return engine.handle(shopFor(engine.makesShop), body, query);
  for (const route of routes) {
    const params = route.method === request.method ? match(route.path.split("/"), path) : null;
    if (params === null) continue;
    if (route.members !== undefined) refuseOthers(route.members, body, query);
    const shop = shopFor(route.makesShop);
    return route.handle({ shop, data: shop.data, body, query, params });
  }
  throw new ControlError(404, "path-not-found", `There is no control path ${request.method} ${request.path}`);
}

function match(pattern: readonly string[], path: readonly string[]): Readonly<Record<string, string>> | null {
  if (pattern.length !== path.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = path[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(given);
    else if (part !== given) return null;
  }
  return params;
}

function refuseOthers(known: readonly string[], body: Readonly<Record<string, unknown>>, query: URLSearchParams): void {
  for (const name of [...Object.keys(body), ...query.keys()])
    if (!known.includes(name)) throw unprocessable(`/${name}`, `unknown member; known: ${known.join(", ")}`);
}
