import { expect, test } from "@jest/globals";
import { preflight, type AccessState, type PreflightFacts } from "#domain/shops/preflight";
import { findingsOfStore } from "#domain/shops/preflight-store";
import type { StoreAnswer } from "#domain/shops/store-facts";
import { aCheck, aPreflight, aReadyShop, aSetup, now, storeFacts, terms, told } from "./a-preflight.ts";

const found = (changes: Partial<PreflightFacts>) => told(preflight(aPreflight(changes)).findings);
const stateOf = (changes: Partial<PreflightFacts>) =>
  Object.fromEntries(preflight(aPreflight(changes)).reports.map(({ report, state }) => [report, state]));

test("a shop that has all it needs is ready, and so are its reports that are there", () => {
  expect(preflight(aPreflight())).toEqual({
    ready: true,
    findings: [],
    reports: [
      { report: "syncOrders", state: "ready" },
      { report: "createSalesOrders", state: "ready" },
      { report: "syncProducts", state: "notAvailable" },
    ],
  });
});

test("an error of one report blocks that report, one of the shop blocks all, a warning none", () => {
  const shipping = { shop: aReadyShop({ shippingChargesAccount: "" }) };
  expect(stateOf(shipping)).toMatchObject({ syncOrders: "ready", createSalesOrders: "blocked" });
  expect(preflight(aPreflight(shipping)).ready).toBe(false);

  const disabled = { shop: aReadyShop({ enabled: false }) };
  expect(stateOf(disabled)).toMatchObject({ syncOrders: "blocked", createSalesOrders: "blocked" });

  const noTips = { shop: aReadyShop({ tipAccount: "" }) };
  expect(preflight(aPreflight(noTips))).toMatchObject({ ready: true, findings: [{ severity: "warning" }] });
});

test("the worst comes first", () => {
  expect(
    found({
      shop: aReadyShop({ enabled: false, tipAccount: "", shippingChargesAccount: "" }),
      check: aCheck({ timeZone: "Europe/Berlin" }),
    }),
  ).toEqual([
    "error shop-disabled /api/shops/DEMO/enable",
    "error shipping-account-missing /api/shops/DEMO#/shippingChargesAccount",
    "warning tip-account-missing /api/shops/DEMO#/tipAccount",
    "info time-zone-differs /api/company#/timeZone",
  ]);
});

test.each<[AccessState, string]>([
  ["noStore", "error shopify-url-missing /api/shops/DEMO#/shopifyUrl"],
  ["noApp", "error app-missing /api/shops/DEMO/credentials#/app"],
  ["noToken", "error no-access-token /api/shops/DEMO/oauth/start"],
  ["reconnectNeeded", "error reconnect-needed /api/shops/DEMO/oauth/start"],
  ["scopeChanged", "error scope-changed /api/shops/DEMO/oauth/start"],
  ["tokenRefused", "error access-token-refused /api/shops/DEMO/oauth/start"],
  ["storeUnavailable", "error store-unavailable /api/shops/DEMO/oauth/start"],
])("a store whose access is %s cannot be asked, and the rest is checked all the same", (state, finding) => {
  const access = { state, renewableUntil: null, isEndless: false };

  expect(found({ access, check: null, shop: aReadyShop({ tipAccount: "" }) })).toEqual([
    finding,
    "warning tip-account-missing /api/shops/DEMO#/tipAccount",
  ]);
});

test("the right to renew the token is told of two weeks before it ends", () => {
  const ends = (day: string) =>
    found({ access: { state: "connected", renewableUntil: new Date(day), isEndless: false } });

  expect(ends("2026-12-10T10:00:00Z")).toEqual([]);
  expect(ends("2026-12-09T10:00:00Z")).toEqual(["warning reconnect-soon /api/shops/DEMO/oauth/start"]);
  expect(found({ access: { state: "connected", renewableUntil: null, isEndless: true } })).toEqual([
    "warning token-without-end /api/shops/DEMO/oauth/start",
  ]);
});

test("what the store answered says more than what is stored of it, and is told once", () => {
  const problem = { code: "reconnect-needed", message: "The permission has expired: reconnect", params: {} };
  const check = { at: now, answer: { kind: "refused", problem } as const };

  expect(
    preflight(aPreflight({ check, access: { state: "reconnectNeeded", renewableUntil: null, isEndless: false } }))
      .findings,
  ).toMatchObject([{ code: "reconnect-needed", severity: "error", message: problem.message }]);
});

test("scopes are compared report by report; without optional ones fields stay unknown", () => {
  const { findings } = preflight(aPreflight({ check: aCheck({ grantedScopes: ["read_all_orders"] }) }));

  expect(findings.map(({ severity, code, report, params }) => [severity, code, report, params["scope"]])).toEqual([
    ["error", "scope-missing", "syncOrders", "write_orders"],
    ["error", "scope-missing", "createSalesOrders", "write_orders"],
    ["info", "scope-optional-missing", "syncOrders", "read_returns"],
  ]);
});

test("without read_all_orders the report is refused, because sixty days would look like everything", () => {
  const { findings, reports } = preflight(
    aPreflight({ check: aCheck({ grantedScopes: ["write_orders", "read_returns"] }) }),
  );

  expect(findings).toMatchObject([
    { code: "scope-all-orders-missing", report: "syncOrders", message: expect.stringContaining("60 days") },
  ]);
  expect(reports.slice(0, 2).map(({ state }) => state)).toEqual(["blocked", "ready"]);
});

test("staff is missed only on advanced plans, companies only where customers are not read either", () => {
  const optional = {
    terms: terms({
      scopes: [{ report: "syncOrders", required: [], optional: ["read_users", "read_companies"] }],
    }),
  };
  const missed = (advancedShopifyPlan: boolean, grantedScopes: readonly string[]) =>
    preflight(
      aPreflight({ ...optional, shop: aReadyShop({ advancedShopifyPlan }), check: aCheck({ grantedScopes }) }),
    ).findings.map(({ params }) => params["scope"]);

  expect(missed(false, ["read_customers"])).toEqual([]);
  expect(missed(true, [])).toEqual(["read_users", "read_companies"]);
});

test("a subscription at Shopify has to be the one the shop knows", () => {
  expect(found({ check: aCheck({ webhooks: [{ topic: "ORDERS_CREATE", id: "99" }] }) })).toEqual([
    "warning webhook-missing /api/shops/DEMO/order-webhook#/on",
    "warning webhook-missing /api/shops/DEMO/enable",
    "warning webhook-missing /api/shops/DEMO/enable",
  ]);
  expect(
    found({
      shop: aReadyShop({ orderCreatedWebhooks: false, orderCreatedWebhookId: "" }),
      check: aCheck({ webhooks: (storeFacts().webhooks ?? []).filter(({ topic }) => topic !== "ORDERS_CREATE") }),
    }),
  ).toEqual([]);
});

test("without a public address there are no webhooks, which matters to who counts on them", () => {
  const check = aCheck({ webhooks: null });

  expect(found({ check })).toEqual(["warning public-url-missing env/PUBLIC_URL"]);
  expect(found({ check, shop: aReadyShop({ orderCreatedWebhooks: false }) })).toEqual([
    "info public-url-missing env/PUBLIC_URL",
  ]);
});

test("what became of a subscription that was gone is told", () => {
  const answer: StoreAnswer = {
    kind: "told",
    facts: storeFacts({
      webhooks: (storeFacts().webhooks ?? []).filter(({ topic }) => topic !== "BULK_OPERATIONS_FINISH"),
    }),
    repairs: [
      { topic: "ORDERS_CREATE", problem: null },
      { topic: "BULK_OPERATIONS_FINISH", problem: "Address is invalid" },
    ],
  };
  const findings = findingsOfStore(aReadyShop(), { at: now, answer }, terms());

  expect(told(findings)).toEqual(["info webhook-renewed", "warning webhook-missing /api/shops/DEMO/enable"]);
  expect(findings[1]?.message).toContain("It could not be made again: Address is invalid");
});

test.each([
  ["2027-06-01T11:00:00Z", "expiring", "warning api-version-expiring", "30 days"],
  ["2027-06-30T11:00:00Z", "expiring", "warning api-version-expiring", "1 day from"],
  ["2027-07-01T00:00:00Z", "expired", "error api-version-expired", "since 2027-07-01"],
  ["2026-11-25T10:00:00Z", "mismatch", "error api-version-mismatch", "another API version"],
] as const)("on %s the API version is %s", (at, apiVersionState, finding, words) => {
  const { findings } = preflight(aPreflight({ terms: terms({ apiVersionState, now: new Date(at) }) }));

  expect(told(findings)).toEqual([finding]);
  expect(findings[0]?.message).toContain(words);
});

test("SH-15 a version that is out of support is told once, also when the call was refused for it", () => {
  const problem = { code: "api-version-expired", message: "Out of support", params: {} };

  expect(
    found({
      terms: terms({ apiVersionState: "expired" }),
      check: { at: now, answer: { kind: "refused", problem } },
    }),
  ).toEqual(["error api-version-expired"]);
});

test("a version that Shopify lists no longer is told before Shopify answers with another", () => {
  expect(found({ check: aCheck({ supportedApiVersions: ["2026-10", "2027-01"] }) })).toEqual([
    "error api-version-unsupported",
  ]);
});

test("orders that come by themselves and documents that nobody makes contradict each other", () => {
  const silent = aReadyShop({ autoCreateOrders: false, orderCreatedWebhooks: false });
  const scheduled = (...scheduledReports: readonly string[]) => found({ shop: silent, scheduledReports });

  expect(scheduled("syncOrders")).toEqual(["warning documents-not-created /api/shops/DEMO#/autoCreateOrders"]);
  expect(scheduled("syncOrders", "createSalesOrders")).toEqual([]);
  expect(scheduled()).toEqual(["info orders-not-scheduled /api/schedules"]);
  expect(found({ shop: aReadyShop({ autoCreateOrders: false }), scheduledReports: [] })).toEqual([
    "warning documents-not-created /api/shops/DEMO#/autoCreateOrders",
  ]);
});

test("with data sync off the store does not hear of documents, which is said where it should", () => {
  expect(found({ shop: aReadyShop({ allowOutgoingRequests: false }) })).toEqual([
    "warning data-sync-disabled /api/shops/DEMO#/allowOutgoingRequests",
  ]);
  expect(
    found({
      shop: aReadyShop({
        allowOutgoingRequests: false,
        orderAttributesToShopify: false,
        archiveProcessedOrders: false,
      }),
    }),
  ).toEqual([]);
});

test("an ERP that is not set up blocks every report", () => {
  expect(stateOf({ setup: aSetup({ company: null }) })).toEqual({
    syncOrders: "blocked",
    createSalesOrders: "blocked",
    syncProducts: "notAvailable",
  });
});
