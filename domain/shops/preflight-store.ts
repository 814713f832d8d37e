import type { Finding } from "./finding.ts";
import { settings } from "./settings.ts";
import type { Shop } from "./shop.ts";
import type { StoreCheck, StoreFacts, WebhookRepair } from "./store-facts.ts";

/** Scopes by report that can run. */
export interface ScopesOfReport {
  readonly report: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

export type ApiVersionState = "ok" | "expiring" | "expired" | "mismatch";

export interface StoreTerms {
  readonly apiVersion: string;
  readonly apiVersionState: ApiVersionState;
  readonly apiVersionExpiresAt: Date;
  /** Of the reports that are there; write access includes read access (`missing` knows). */
  readonly scopes: readonly ScopesOfReport[];
  /** Which of the wanted scopes are not among the granted ones. */
  readonly missing: (granted: readonly string[], wanted: readonly string[]) => readonly string[];
  readonly now: Date;
}

/** What a store that was asked leaves to be done; nothing is known of one that was not. */
export function findingsOfStore(shop: Shop, check: StoreCheck | null, terms: StoreTerms): readonly Finding[] {
  const version = apiVersion(shop, check, terms);
  if (check === null) return version;
  if (check.answer.kind === "refused") {
    const { code, message, params } = check.answer.problem;
    if (version.some((finding) => finding.code === code)) return version;
    return [...version, { code, severity: "error", area: "access", message, field: accessField(shop), params }];
  }
  const { facts, repairs } = check.answer;
  return [...version, ...scopes(shop, facts, terms), ...webhooks(shop, facts, repairs)];
}

/** Where a store is connected again. */
export const accessField = (shop: { readonly code: string }) => ({
  path: `/api/shops/${shop.code}/oauth/start`,
  caption: "Connect",
});

const DAY_MS = 86_400_000;

function apiVersion(shop: Shop, check: StoreCheck | null, terms: StoreTerms): readonly Finding[] {
  const { apiVersion: version, apiVersionState: state, apiVersionExpiresAt: end, now } = terms;
  const day = end.toISOString().slice(0, 10);
  const params = { shop: shop.code, apiVersion: version, expiresAt: end.toISOString() };
  const found = (code: string, severity: "error" | "warning", message: string): readonly Finding[] => [
    { code, severity, area: "apiVersion", message, params },
  ];
  switch (state) {
    case "expired":
      return found(
        "api-version-expired",
        "error",
        `Shopify API version ${version} is out of support since ${day}, so nothing is sent any more: upgrade this program`,
      );
    case "mismatch":
      return found(
        "api-version-mismatch",
        "error",
        `Shopify answers with another API version than ${version}, so nothing is changed at the store any more: upgrade this program`,
      );
    case "expiring": {
      const days = Math.max(0, Math.round((end.getTime() - now.getTime()) / DAY_MS));
      return found(
        "api-version-expiring",
        "warning",
        `Shopify supports API version ${version} until ${day}, ${days} ${days === 1 ? "day" : "days"} from now, and nothing is sent after that: upgrade this program`,
      );
    }
    case "ok":
      if (check?.answer.kind !== "told" || check.answer.facts.supportedApiVersions.includes(version)) return [];
      return found(
        "api-version-unsupported",
        "error",
        `Shopify no longer lists API version ${version} as supported and will answer with another one: upgrade this program`,
      );
  }
}

/** What stays unknown of an order without the scope. */
const unknownWithout: Readonly<Record<string, string>> = {
  read_returns: "returns",
  read_payment_terms: "payment terms",
  read_companies: "the company that buys",
  read_users: "the member of the staff",
  read_gift_cards: "numbers of gift cards",
};

function scopes(
  shop: Shop,
  { grantedScopes }: StoreFacts,
  { scopes: wanted, missing }: StoreTerms,
): readonly Finding[] {
  return wanted.flatMap(({ report, required, optional }) => [
    ...missing(grantedScopes, required).map((scope) => scopeMissing(report, scope)),
    ...missing(grantedScopes, optional)
      // Staff is asked for on advanced plans only; a company can also be read with the customers.
      .filter((scope) => scope !== "read_users" || shop.advancedShopifyPlan)
      .filter((scope) => scope !== "read_companies" || missing(grantedScopes, ["read_customers"]).length > 0)
      .map((scope): Finding => ({
        code: "scope-optional-missing",
        severity: "info",
        area: "scopes",
        report,
        message: `The store has not granted ${scope}: ${unknownWithout[scope] ?? "some fields"} of orders stay unknown, and what is stored of them is kept`,
        field: scopeField,
        params: { scope },
      })),
  ]);
}

const scopeField = { path: "shopify/app/access-scopes", caption: "Access scopes of the app" };

const scopeMissing = (report: string, scope: string): Finding => ({
  code: scope === "read_all_orders" ? "scope-all-orders-missing" : "scope-missing",
  severity: "error",
  area: "scopes",
  report,
  message:
    scope === "read_all_orders"
      ? "The store has not granted read_all_orders: Shopify would leave out orders older than 60 days without a word, so the report is refused. Request the scope for the app at Shopify, then grant it"
      : `The store has not granted ${scope}, so the report is refused: grant the app this scope`,
  field: scopeField,
  params: { scope },
});

/** Topics a shop wants, and the number of the subscription it knows. */
function wantedTopics(shop: Shop) {
  return [
    {
      topic: "ORDERS_CREATE",
      isWanted: shop.orderCreatedWebhooks,
      id: shop.orderCreatedWebhookId,
      effect: "new orders wait for the next scheduled run",
      field: { path: `/api/shops/${shop.code}/order-webhook#/on`, caption: settings.orderCreatedWebhooks.caption },
      advice: "turn Auto Sync Orders off and on",
    },
    {
      topic: "BULK_OPERATIONS_FINISH",
      isWanted: shop.enabled,
      id: shop.bulkOperationWebhookId,
      effect: "the end of bulk operations is noticed later",
      field: { path: `/api/shops/${shop.code}/enable`, caption: "Enabled" },
      advice: "disable and enable the shop",
    },
    {
      topic: "APP_UNINSTALLED",
      isWanted: shop.enabled,
      id: shop.appUninstalledWebhookId,
      effect: "a merchant who removes the app is noticed only when a job fails",
      field: { path: `/api/shops/${shop.code}/enable`, caption: "Enabled" },
      advice: "disable and enable the shop",
    },
  ] as const;
}

function webhooks(shop: Shop, facts: StoreFacts, repairs: readonly WebhookRepair[]): readonly Finding[] {
  if (facts.webhooks === null) {
    return [
      {
        code: "public-url-missing",
        severity: shop.orderCreatedWebhooks ? "warning" : "info",
        area: "webhooks",
        message:
          "Shopify cannot reach this installation, so there are no webhooks and new orders wait for the next scheduled run: set PUBLIC_URL to the address the API has on the internet",
        field: { path: "env/PUBLIC_URL", caption: "PUBLIC_URL" },
        params: {},
      },
    ];
  }
  const { webhooks: known } = facts;
  return wantedTopics(shop).flatMap(({ topic, isWanted, id, effect, field, advice }): readonly Finding[] => {
    if (!isWanted) return [];
    const repair = repairs.find((each) => each.topic === topic);
    if (known.some((subscription) => subscription.topic === topic && subscription.id === id)) {
      if (repair?.problem !== null) return [];
      const message = `The subscription to ${topic} was gone from the store and was made again; what happened meanwhile is found by the scheduled runs`;
      return [{ code: "webhook-renewed", severity: "info", area: "webhooks", message, params: { topic } }];
    }
    return [
      {
        code: "webhook-missing",
        severity: "warning",
        area: "webhooks",
        message: `The store has no subscription to ${topic} that delivers to this installation, so ${effect}: ${advice}${repair?.problem == null ? "" : `. It could not be made again: ${repair.problem}`}`,
        field,
        params: { topic },
      },
    ];
  });
}
