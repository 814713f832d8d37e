import { randomBytes } from "node:crypto";
import { insertShop } from "#database/shops";
import type { ExchangeReport, ShopifyClientOptions } from "#shopify/client-deps";
import { createShopifyClient } from "#shopify/create-client";
import type { PauseSettings } from "#shopify/pacing";
import { createSecrets } from "#shopify/secrets";
import { TypedDocumentString } from "#shopify/generated/operations";
import type { ShopifyClient } from "#shopify/client";
import type { TestDatabase } from "#test/support/database";

export const STORE = "demo.myshopify.com";
export const secrets = createSecrets([randomBytes(32).toString("base64")]);

/** Every pause a hundredth of what it is in production. */
export const shortPauses: Partial<PauseSettings> = { serverErrorMs: 10, tooManyRequestsMs: 20, answerTimeoutMs: 400 };

export interface ClientUnderTest {
  readonly shopify: ShopifyClient;
  /** What the client told its logger. */
  readonly said: { readonly facts: object; readonly event: string }[];
  readonly reports: ExchangeReport[];
}

export function aClient(
  database: TestDatabase,
  url: string,
  options: Partial<ShopifyClientOptions> = {},
): ClientUnderTest {
  const said: ClientUnderTest["said"] = [];
  const reports: ExchangeReport[] = [];
  const note = (facts: object, event: string): void => void said.push({ facts, event });
  const shopify = createShopifyClient({
    db: database.db,
    secrets,
    hosts: new Map([
      [STORE, url],
      ["other.myshopify.com", url],
    ]),
    appOf: () => ({ clientId: "client", clientSecret: "hush" }),
    log: { warn: note, error: note },
    pauses: shortPauses,
    onExchange: (report) => reports.push(report),
    ...options,
  });
  return { shopify, said, reports };
}

/** An enabled shop DEMO that logs everything, on a store nobody has talked to yet. */
export async function aShop(
  { db }: TestDatabase,
  settings: Omit<Partial<Parameters<typeof insertShop>[1]>, "code" | "store"> & { code?: string; store?: string } = {},
): Promise<void> {
  await insertShop(db, { code: "DEMO", store: STORE, enabled: true, loggingMode: "all", ...settings });
}

/** Removes shops, stores and what the client keeps of them. */
export async function forgetShops({ db }: TestDatabase): Promise<void> {
  await db.deleteFrom("shopifyLogEntry").execute();
  await db.deleteFrom("shop").execute();
  await db.deleteFrom("registeredStore").execute();
}

export const operation = <R = { readonly app: { readonly id: string } }, V = Readonly<Record<string, unknown>>>(
  text: string,
): TypedDocumentString<R, V> => new TypedDocumentString<R, V>(text);

export const aQuery = operation("query TestQuery { app { id } }");
export const aMutation = operation(
  `mutation TestMutation { orderClose(input: { id: "1" }) { userErrors { message } } }`,
);
