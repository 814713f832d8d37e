/** Read-only REST lists, so that other tools can be compared ("Shopify: REST Admin API"). */
import type { RestRecord, ShopPart } from "../engine/contract.ts";
import { API_VERSION } from "../engine/schema.ts";
import type { Shop } from "../engine/shop/shop.ts";
import { notFound, unauthorized, type HttpAnswer } from "./answer.ts";
import type { HttpRequest } from "./request.ts";

const PAGING = ["limit", "page_info", "since_id", "fields", "order"];
const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 250;

type Collection = "orders" | "products" | "customers";

const isCollection = (name: string): name is Collection =>
  name === "orders" || name === "products" || name === "customers";

/** @param resource Path below `/admin/api/{version}/`, for example `orders/count.json`. */
export function answerRest<D extends ShopPart>(shop: Shop<D>, request: HttpRequest, resource: string): HttpAnswer {
  const token = shop.tokens.find(request.header("x-shopify-access-token"));
  if (token === undefined) return unauthorized;
  const headers = { "X-Shopify-API-Version": API_VERSION };
  if (resource === "shop.json") return { status: 200, headers, body: { shop: shop.data.restShop() } };
  const [, name = "", count] = /^([a-z]+)(\/count)?\.json$/.exec(resource) ?? [];
  if (!isCollection(name)) return notFound;
  if (!token.scopes.has(`read_${name}`)) {
    const errors = `[API] This action requires merchant approval for read_${name} scope.`;
    return { status: 403, headers, body: { errors } };
  }
  const viewer = { hasScope: (scope: string) => token.scopes.has(scope), now: shop.clock.now() };
  const list = (filters: URLSearchParams) => shop.data.rest[name].list(filters, viewer);
  if (count !== undefined) return { status: 200, headers, body: { count: list(filtersOf(request.query)).length } };
  return page(shop, request, name, list);
}

const filtersOf = (query: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...query].filter(([name]) => !PAGING.includes(name)));

/** What `page_info` holds: filters cannot be given beside it. */
interface PageInfo {
  readonly direction: "next" | "prev";
  readonly lastId: number;
  readonly isAscending: boolean;
  readonly filters: string;
}

function page<D extends ShopPart>(
  shop: Shop<D>,
  request: HttpRequest,
  name: Collection,
  list: (filters: URLSearchParams) => readonly RestRecord[],
): HttpAnswer {
  const { query } = request;
  const limit = Number(query.get("limit") ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT)
    return { status: 400, body: { errors: { limit: `must be between 1 and ${String(LARGEST_LIMIT)}` } } };
  const info = readPageInfo(query.get("page_info"));
  if (info === undefined) return { status: 400, body: { errors: { page_info: "Invalid value." } } };
  const sinceId = query.get("since_id");
  const start: PageInfo = info ?? {
    direction: "next",
    lastId: sinceId === null ? Infinity : Number(sinceId),
    isAscending: sinceId !== null,
    filters: filtersOf(query).toString(),
  };

  const listed = list(new URLSearchParams(start.filters));
  const ordered = start.isAscending ? listed.toReversed() : listed;
  const isBeyond = ({ id }: RestRecord) => (start.isAscending ? id > start.lastId : id < start.lastId);
  // Ids fall (or rise) along the list, so what lies beyond the cursor is its tail.
  const cut = firstWhere(ordered, isBeyond);
  const begin =
    start.direction === "next"
      ? cut
      : Math.max(0, firstWhere(ordered, (each) => isBeyond(each) || each.id === start.lastId) - limit);
  const end =
    start.direction === "next"
      ? begin + limit
      : firstWhere(ordered, (each) => isBeyond(each) || each.id === start.lastId);
  const records = ordered.slice(begin, end);

  const linkTo = (direction: PageInfo["direction"], lastId: number) => {
    const target = new URLSearchParams({
      limit: String(limit),
      page_info: writePageInfo({ ...start, direction, lastId }),
    });
    const relation = direction === "next" ? "next" : "previous";
    return `<https://${shop.host}/admin/api/${API_VERSION}/${name}.json?${target.toString()}>; rel="${relation}"`;
  };
  const [first] = records;
  const last = records.at(-1);
  const links = [
    ...(first !== undefined && begin > 0 ? [linkTo("prev", first.id)] : []),
    ...(last !== undefined && end < ordered.length ? [linkTo("next", last.id)] : []),
  ];
  return {
    status: 200,
    headers: { "X-Shopify-API-Version": API_VERSION, ...(links.length === 0 ? {} : { Link: links.join(", ") }) },
    body: { [name]: records.map((record) => chosen(record.toJson(), query.get("fields"))) },
  };
}

function firstWhere<T>(list: readonly T[], holds: (item: T) => boolean): number {
  const index = list.findIndex(holds);
  return index === -1 ? list.length : index;
}

function chosen(json: Readonly<Record<string, unknown>>, fields: string | null): Readonly<Record<string, unknown>> {
  if (fields === null) return json;
  const names = new Set(fields.split(",").map((name) => name.trim()));
  return Object.fromEntries(Object.entries(json).filter(([name]) => names.has(name)));
}

const writePageInfo = (info: PageInfo): string => Buffer.from(JSON.stringify(info)).toString("base64url");

/** Null when there is none, undefined when it is none of ours. */
function readPageInfo(text: string | null): PageInfo | null | undefined {
  if (text === null) return null;
  try {
    const info = JSON.parse(Buffer.from(text, "base64url").toString()) as Partial<PageInfo>;
    return typeof info.lastId === "number" && typeof info.filters === "string" ? (info as PageInfo) : undefined;
  } catch {
    return undefined;
  }
}
