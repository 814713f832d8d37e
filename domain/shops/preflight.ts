import { accessField, findingsOfStore, type StoreTerms } from "./preflight-store.ts";
import type { SetupFacts } from "./erp-setup.ts";
import { bySeverity, settingField, type Finding } from "./finding.ts";
import { findingsOfErp } from "./preflight-erp.ts";
import type { Shop } from "./shop.ts";
import type { ShopMappings } from "./shop-mappings.ts";
import type { StoreCheck } from "./store-facts.ts";

export type AccessState =
  | "connected"
  | "noStore"
  | "noApp"
  | "noToken"
  | "reconnectNeeded"
  | "scopeChanged"
  | "tokenRefused"
  | "storeUnavailable";

export interface AccessFacts {
  readonly state: AccessState;
  /** Until when the access can be renewed without anybody; null: it does not end, or that is not known. */
  readonly renewableUntil: Date | null;
  /** A token of an installation that neither ends nor can be renewed. */
  readonly isEndless: boolean;
}

export interface PreflightFacts {
  readonly shop: Shop;
  readonly access: AccessFacts;
  /** Null: it could not be asked. */
  readonly check: StoreCheck | null;
  readonly mappings: ShopMappings;
  readonly setup: SetupFacts;
  /** Reports of this shop that a schedule starts. */
  readonly scheduledReports: readonly string[];
  readonly reports: readonly { readonly name: string; readonly available: boolean }[];
  readonly terms: StoreTerms;
}

export interface Preflight {
  /** No error: enabled, connected, and orders as every shop has them become documents. */
  readonly ready: boolean;
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** `blocked`: an error stands in its way. */
  readonly reports: readonly { readonly report: string; readonly state: "ready" | "blocked" | "notAvailable" }[];
}

/** Decides what a shop still needs before its jobs do what people expect of them. Pure: everything it needs is in its argument. */
export function preflight(facts: PreflightFacts): Preflight {
  const { shop, access, check, mappings, setup, terms } = facts;
  const store = check?.answer.kind === "told" ? check.answer.facts : null;
  const findings = bySeverity([
    ...enabled(shop),
    // What the store answered says more than what is stored of it.
    ...(check?.answer.kind === "refused" ? [] : accessFindings(shop, access, terms.now)),
    ...findingsOfStore(shop, check, terms),
    ...findingsOfErp({ shop, mappings, store, setup }),
    ...workFindings(facts),
  ]);
  const errors = findings.filter(({ severity }) => severity === "error");
  return {
    ready: errors.length === 0,
    findings,
    reports: facts.reports.map(({ name, available }) => ({
      report: name,
      state: !available
        ? "notAvailable"
        : errors.some(({ report }) => report === undefined || report === name)
          ? "blocked"
          : "ready",
    })),
  };
}

function enabled(shop: Shop): readonly Finding[] {
  if (shop.enabled) return [];
  return [
    {
      code: "shop-disabled",
      severity: "error",
      area: "shop",
      message: `Shop ${shop.code} is disabled, so none of its jobs runs: enable it`,
      field: { path: `/api/shops/${shop.code}/enable`, caption: "Enabled" },
      params: { shop: shop.code },
    },
  ];
}

const WARN_DAYS = 14;
const DAY_MS = 86_400_000;

const refusals: Readonly<
  Record<Exclude<AccessState, "connected">, { readonly code: string; readonly message: string }>
> = {
  noStore: {
    code: "shopify-url-missing",
    message: "The shop has no store: enter its Shopify Admin URL (shopifyUrl)",
  },
  noApp: {
    code: "app-missing",
    message:
      "Neither the store nor this installation has an app at Shopify: enter client id and secret, or set SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET",
  },
  noToken: { code: "no-access-token", message: "There is no access token for the store: connect the store" },
  reconnectNeeded: {
    code: "reconnect-needed",
    message: "The permission to renew the access token has ended, so every call fails: connect the store again",
  },
  scopeChanged: {
    code: "scope-changed",
    message:
      "This program asks for more than the store was asked to grant, so no call is made: connect the store again",
  },
  tokenRefused: {
    code: "access-token-refused",
    message:
      "Shopify refuses the access token: check that the app is still installed and its credentials are right, then test the connection",
  },
  storeUnavailable: {
    code: "store-unavailable",
    message: "The store is closed, frozen or unknown: settle it in the Shopify admin",
  },
};

function accessFindings(shop: Shop, { state, renewableUntil, isEndless }: AccessFacts, now: Date): readonly Finding[] {
  const params = { shop: shop.code, store: shop.store };
  if (state !== "connected") {
    const fields: Partial<Record<AccessState, Finding["field"]>> = {
      noStore: { path: `/api/shops/${shop.code}#/shopifyUrl`, caption: "Shopify Admin URL" },
      noApp: { path: `/api/shops/${shop.code}/credentials#/app`, caption: "Client id and secret" },
    };
    return [
      { ...refusals[state], severity: "error", area: "access", field: fields[state] ?? accessField(shop), params },
    ];
  }
  if (renewableUntil !== null && renewableUntil.getTime() - now.getTime() <= WARN_DAYS * DAY_MS) {
    const day = renewableUntil.toISOString().slice(0, 10);
    return [
      {
        code: "reconnect-soon",
        severity: "warning",
        area: "access",
        message: `The access token can be renewed until ${day}; after that every call fails until the store is connected again. It moves on with each call, so look why there was none for so long`,
        field: accessField(shop),
        params: { ...params, until: renewableUntil.toISOString() },
      },
    ];
  }
  if (!isEndless) return [];
  return [
    {
      code: "token-without-end",
      severity: "warning",
      area: "access",
      message:
        "The access token never ends, and Shopify stops taking such tokens on 2027-01-01. It is exchanged by itself with a call every hour; when this stays, connect the store again",
      field: accessField(shop),
      params,
    },
  ];
}

/** Settings that contradict what is scheduled, and each other. */
function workFindings({ shop, scheduledReports }: PreflightFacts): readonly Finding[] {
  const readsOrders = scheduledReports.includes("syncOrders") || shop.orderCreatedWebhooks;
  const makesDocuments = shop.autoCreateOrders || scheduledReports.includes("createSalesOrders");
  const found: Finding[] = [];
  if (readsOrders && !makesDocuments) {
    found.push({
      code: "documents-not-created",
      severity: "warning",
      area: "schedules",
      report: "createSalesOrders",
      message:
        "Orders are imported by themselves, but no documents are made of them: turn on Auto Create Sales Documents, or schedule Create Sales Orders",
      field: settingField(shop, "autoCreateOrders"),
      params: {},
    });
  }
  if (shop.enabled && !readsOrders) {
    found.push({
      code: "orders-not-scheduled",
      severity: "info",
      area: "schedules",
      report: "syncOrders",
      message:
        "Orders are imported only when somebody starts it: schedule Sync Orders from Shopify, or turn on Auto Sync Orders",
      field: { path: "/api/schedules", caption: "Schedules" },
      params: {},
    });
  }
  if (!shop.allowOutgoingRequests && (shop.orderAttributesToShopify || shop.archiveProcessedOrders)) {
    found.push({
      code: "data-sync-disabled",
      severity: "warning",
      area: "shop",
      message:
        "Nothing is written to the store: document numbers are not sent back and processed orders are not archived until Allow Data Sync to Shopify is on",
      field: settingField(shop, "allowOutgoingRequests"),
      params: {},
    });
  }
  return found;
}
