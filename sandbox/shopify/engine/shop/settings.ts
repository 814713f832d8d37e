/** `PUT /__sandbox/shop`: what can be set, and what a shop has before. */
import type { Latency, ShopSettings } from "../contract.ts";
import { flag, listOf, members, number, oneOf, record, required, text, whole, type Reader } from "../control/read.ts";

export const DEFAULT_SETTINGS: ShopSettings = {
  plan: "basic",
  currency: "USD",
  presentmentCurrencies: ["USD"],
  taxesIncluded: true,
  timeZone: "UTC",
  features: {},
  fields: {},
  listCost: "pooled",
  latency: { kind: "none" },
};

const MEDIAN_MS = 250;
const SIGMA = 0.5;

const readLatency: Reader<Latency> = (value, pointer) => {
  if (typeof value === "number") return value === 0 ? { kind: "none" } : { kind: "fixed", ms: number(value, pointer) };
  const read = members({
    kind: oneOf("none", "fixed", "logNormal"),
    ms: number,
    medianMs: number,
    sigma: number,
    seed: whole,
  })(value, pointer);
  const kind = required(read.kind, `${pointer}/kind`);
  switch (kind) {
    case "none":
      return { kind };
    case "fixed":
      return { kind, ms: required(read.ms, `${pointer}/ms`) };
    case "logNormal":
      return { kind, medianMs: read.medianMs ?? MEDIAN_MS, sigma: read.sigma ?? SIGMA, seed: read.seed ?? 1 };
  }
};

export interface ShopChange {
  readonly settings: Partial<ShopSettings>;
  /** Scopes of tokens granted from now on. */
  readonly scopes?: readonly string[];
  /** Tokens made in the admin. Without scopes: all the app may have. */
  readonly tokens: readonly { readonly token: string; readonly scopes?: readonly string[] }[];
}

const readToken: Reader<ShopChange["tokens"][number]> = (value, pointer) => {
  const { token, scopes } = members({ token: text, scopes: listOf(text) })(value, pointer);
  return { token: required(token, `${pointer}/token`), ...(scopes === undefined ? {} : { scopes }) };
};

const readBody = members({
  plan: oneOf("basic", "grow", "advanced", "plus", "development"),
  currency: text,
  presentmentCurrencies: listOf(text),
  taxesIncluded: flag,
  timeZone: text,
  features: record,
  fields: record,
  listCost: oneOf("dearest", "pooled", "perElement"),
  latency: readLatency,
  scopes: listOf(text),
  tokens: listOf(readToken),
});

export function readShopChange(body: unknown): ShopChange {
  const { scopes, tokens = [], ...settings } = readBody(body, "");
  return { settings, ...(scopes === undefined ? {} : { scopes }), tokens };
}
