/** Reads members of a checked node one by one; what nobody reads stays as a given value that stands above derived ones. */
import { unprocessable } from "../../engine/control-routes.ts";
import { readGid, type IdType } from "../ids.ts";
import { bagOf, moneyBag, unitsOf, type Bag, type Currencies } from "../money.ts";
import type { Given } from "../records/given.ts";
import { isNode, type Node } from "./shape.ts";

export interface Reader {
  readonly pointer: string;
  has(name: string): boolean;
  /** The member, marked as read; undefined when it was not given. */
  raw(name: string): unknown;
  text(name: string): string | null | undefined;
  flag(name: string): boolean | undefined;
  whole(name: string): number | undefined;
  time(name: string): number | null | undefined;
  /** A GID or the number at its end. */
  id(name: string, type: IdType): number | undefined;
  bag(name: string, currencies: Currencies): Bag | undefined;
  texts(name: string): string[] | undefined;
  node(name: string): Reader | null | undefined;
  nodes(name: string): Reader[] | undefined;
  /** What was given and not read, merged over what was given before; undefined when there is nothing. */
  rest(before: Given | undefined, currencies?: Currencies): Given | undefined;
}

export const readId = (value: unknown, type: IdType, pointer: string): number => {
  const gid = typeof value === "string" ? readGid(value) : undefined;
  if (gid?.type === type) return gid.id;
  const plain = gid === undefined ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(plain) || plain <= 0) throw unprocessable(pointer, `an id of ${type} is expected`);
  return plain;
};

const readTime = (value: unknown, pointer: string): number => {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw unprocessable(pointer, "a time such as 2026-07-01T10:00:00Z is expected");
  return time;
};

const readAmount = (value: unknown, pointer: string): number => {
  const amount = isNode(value) ? value["amount"] : value;
  if ((typeof amount !== "string" && typeof amount !== "number") || amount === "" || !Number.isFinite(Number(amount)))
    throw unprocessable(pointer, "an amount such as 25.00 is expected");
  return unitsOf(amount);
};

/** A money bag; without presentment money it is the shop money, which only holds in one currency. */
const readBag = (value: unknown, currencies: Currencies, pointer: string): Bag => {
  if (!isNode(value) || value["shopMoney"] === undefined) return readAmount(value, pointer);
  const shop = readAmount(value["shopMoney"], `${pointer}/shopMoney`);
  if (value["presentmentMoney"] !== undefined)
    return bagOf(shop, readAmount(value["presentmentMoney"], `${pointer}/presentmentMoney`));
  if (currencies.currencyCode !== currencies.presentmentCurrencyCode)
    throw unprocessable(`${pointer}/presentmentMoney`, "is needed when the presentment currency is another one");
  return shop;
};

/** A money bag that stands as it was given still needs both of its currencies. */
const completed = (value: unknown, currencies: Currencies, pointer: string): unknown =>
  isNode(value) && isNode(value["shopMoney"]) ? moneyBag(readBag(value, currencies, pointer), currencies) : value;

export function createReader(node: Node, pointer: string): Reader {
  const read = new Set<string>(["__typename"]);
  const raw = (name: string): unknown => {
    read.add(name);
    return node[name];
  };
  const at = (name: string) => `${pointer}/${name}`;
  return {
    pointer,
    has: (name) => node[name] !== undefined,
    raw,
    text(name) {
      const value = raw(name);
      if (value === undefined || value === null) return value;
      return typeof value === "string" ? value : JSON.stringify(value);
    },
    flag(name) {
      const value = raw(name);
      return typeof value === "boolean" ? value : undefined;
    },
    whole(name) {
      const value = raw(name);
      return typeof value === "number" ? value : undefined;
    },
    time(name) {
      const value = raw(name);
      return value === undefined || value === null ? value : readTime(value, at(name));
    },
    id(name, type) {
      const value = raw(name);
      return value === undefined || value === null ? undefined : readId(value, type, at(name));
    },
    bag(name, currencies) {
      const value = raw(name);
      return value === undefined || value === null ? undefined : readBag(value, currencies, at(name));
    },
    texts(name) {
      const value = raw(name);
      return Array.isArray(value) ? value.map(String) : undefined;
    },
    node(name) {
      const value = raw(name);
      if (value === undefined || value === null) return value;
      return isNode(value) ? createReader(value, at(name)) : undefined;
    },
    nodes(name) {
      const value = raw(name);
      return Array.isArray(value)
        ? value.filter(isNode).map((element, index) => createReader(element, `${at(name)}/${index}`))
        : undefined;
    },
    rest(before, currencies) {
      const left = Object.entries(node)
        .filter(([name, value]) => !read.has(name) && value !== undefined)
        .map(
          ([name, value]) => [name, currencies === undefined ? value : completed(value, currencies, at(name))] as const,
        );
      return left.length === 0 ? before : { ...before, ...Object.fromEntries(left) };
    },
  };
}
