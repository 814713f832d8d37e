import { expect } from "@jest/globals";
import { v7 } from "uuid";
import { addLogRows } from "#database/job-log-copy";
import { ensurePaymentMethods, ensureShipmentMethods, ensureStaff } from "#database/mappings";
import { stageOrders } from "#database/orders-to-import";
import { storePaymentTerms } from "#database/payment-terms";
import { insertShopifyLogEntry } from "#database/shopify-log";
import { insertShop } from "#database/shops";
import { noteSkipped } from "#database/skipped-records";
import { queueRow } from "#domain/orders/queue-row";
import { requestedScopes } from "#shopify/scopes";
import { aKnownCompany } from "#test/support/a-company";
import { aListedOrder } from "#test/support/listed-order";
import { ended, failure } from "#test/support/log-rows";
import { firstIdOf } from "./a-working-api.ts";
import { agree } from "./agree.ts";
import { store, type ConnectedApi } from "./a-connected-api.ts";

/** One request that changes something, and what it has to leave in the audit log. */
export interface Change {
  readonly path: string;
  readonly body?: object;
  /** Of each entry what matters; the same principal, action and kind are expected of all. None: it changes nothing. */
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  readonly key?: null;
}

/** Secrets that are sent here; none of them may be in the log. */
export const sentSecrets = ["shpat_sent-by-a-person", "app-secret-sent-by-a-person"] as const;

const hour = 3_600_000;

const termsOfStore = (shopifyPaymentTermsId: string) => ({
  shopifyPaymentTermsId,
  type: "net",
  name: "Net 100",
  dueInDays: 100,
  description: "",
});

/**
 * For every endpoint that people change something with: how it is asked to. Each brings its own record, so that they work in any
 * order; what changes the whole store comes last.
 */
export function everyChange(api: ConnectedApi): Readonly<Record<string, () => Promise<Change> | Change>> {
  const { db } = api;
  const itemsOf = async (path: string) => {
    const { body } = await api.call("GET", path);
    return body["items"] as readonly Record<string, unknown>[];
  };
  const made = async (path: string, body: object) => (await api.call("POST", path, body)).body;
  const aShop = async (code: string, changes: { readonly enabled?: boolean } = {}): Promise<string> => {
    await insertShop(db, { code, store, ...changes });
    return `/api/shops/${code}`;
  };
  /** A job that waits for its time. */
  const aJob = async (): Promise<string> => {
    const startAt = new Date(Date.now() + hour).toISOString();
    return firstIdOf(await api.call("POST", "/api/jobs/syncOrders", { shopCodes: ["DEMO"], startAt }));
  };
  const onJob = async (action: string, after: object | null = null, body?: object): Promise<Change> => {
    const id = await aJob();
    const entries = [{ record: id, shopCode: "DEMO", before: null, after }];
    return { path: `/api/job-queue-entries/${id}/${action}`, entries, ...(body && { body }) };
  };
  /** A failed job that only the log knows. */
  const aFailure = async (): Promise<{ readonly entryId: string; readonly entryNo: string }> => {
    const entryId = v7();
    const endedAt = new Date(Date.now() - hour);
    await addLogRows(db, [ended({ ...failure, workflowId: `job/${entryId}/1`, runId: entryId, entryId, endedAt })]);
    const { entryNo } = await db
      .selectFrom("jobLog")
      .select("entryNo")
      .where("entryId", "=", entryId)
      .executeTakeFirstOrThrow();
    return { entryId, entryNo };
  };
  const aSchedule = async (): Promise<{ readonly id: string; readonly definition: object }> => {
    const id = `api.s${v7()}`;
    const definition = { report: "syncOrders", shopCode: "DEMO", nextRunDateFormula: "CM", timeZone: "UTC" };
    await api.call("PUT", `/api/schedules/${id}`, definition);
    return { id, definition };
  };
  const onSchedule = async (action: string): Promise<Change> => {
    const { id } = await aSchedule();
    return { path: `/api/schedules/${id}/${action}`, entries: [{ record: id, shopCode: "DEMO", after: null }] };
  };
  /** An order that was imported. */
  const anOrder = async (): Promise<string> => {
    const price = { shopMoney: { amount: "10.00", currencyCode: "USD" } };
    const lineItems = [{ title: "Chair", quantity: 1, originalUnitPriceSet: price }];
    const [placed] = await api.sandbox.placeOrders([{ email: "a@example.com", lineItems }]);
    const id = placed?.legacyResourceId ?? "";
    const { body } = await api.runReport("syncOrders", { shopCodes: ["DEMO"], parameters: { orderIds: [id] } });
    expect(body).toMatchObject({ error: null, result: { outcome: "succeeded" } });
    return id;
  };
  const onOrder = async (action: string, after: unknown = null, body?: object): Promise<Change> => {
    const id = await anOrder();
    const entries = [{ record: id, shopCode: "DEMO", after }];
    return { path: `/api/orders/${id}/${action}`, entries, ...(body && { body }) };
  };
  /** An order of the seed with its open document. */
  const aDocument = async (): Promise<{ readonly orderId: string; readonly id: string }> => {
    const { shopifyOrderId: orderId } = await db
      .selectFrom("orderHeader as header")
      .select("shopifyOrderId")
      .where("processed", "=", false)
      .where("billToCustomerNo", "<>", "")
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("orderLine as line")
              .select("line.lineId")
              .whereRef("line.shopifyOrderId", "=", "header.shopifyOrderId")
              .where("line.itemNo", "=", ""),
          ),
        ),
      )
      .limit(1)
      .executeTakeFirstOrThrow();
    const { body } = await api.runReport("createSalesOrders", {
      shopCodes: ["DEMO"],
      parameters: { orderIds: [orderId] },
    });
    expect(body).toMatchObject({ error: null, result: { outcome: "succeeded" } });
    const [document] = await itemsOf(`/api/ledger/sales-documents?shopifyOrderId=${orderId}`);
    return { orderId, id: String(document?.["id"]) };
  };
  const aLogEntry = async (): Promise<string> => {
    const operation = v7();
    await insertShopifyLogEntry(db, {
      shop: "DEMO",
      store,
      operation,
      url: `https://${store}`,
      statusCode: 500,
      hasError: true,
      retryCount: 0,
      durationMs: 1,
      request: "",
      response: "",
    });
    const row = await db
      .selectFrom("shopifyLogEntry")
      .select("entryNo")
      .where("operation", "=", operation)
      .executeTakeFirstOrThrow();
    return row.entryNo;
  };
  const aLedgerCustomer = async (): Promise<string> => {
    const [template] = await db.selectFrom("ledger.customerTemplate").select("code").limit(1).execute();
    return String((await made("/api/ledger/customers", { templateCode: template?.code, name: "Ida Berg" }))["no"]);
  };
  const anItem = async (): Promise<string> => String((await itemsOf("/api/ledger/items?limit=1"))[0]?.["no"]);
  const thresholds = { unmappedCustomers: { threshold1: 3, threshold2: 7 } };

  return {
    createApiKey: () => ({
      path: "/api/api-keys",
      body: { name: "warehouse", scope: "read", shopCodes: ["DEMO"] },
      entries: [{ before: null, after: { name: "warehouse", scope: "read", shops: ["DEMO"] } }],
    }),
    revokeApiKey: async () => {
      const { id } = await made("/api/api-keys", { name: "to be revoked", scope: "read" });
      return {
        path: `/api/api-keys/${String(id)}/revoke`,
        entries: [{ record: id, before: { revokedAt: null, revokedBy: null }, after: { revokedBy: "admin" } }],
      };
    },

    replaceCueSetup: () => ({
      path: "/api/cues/setup",
      body: thresholds,
      entries: [{ record: null, before: {}, after: thresholds }],
    }),
    replaceMyCueSetup: () => ({
      path: "/api/cues/setup/me",
      body: thresholds,
      entries: [{ record: "admin", before: {}, after: thresholds }],
    }),
    setRetentionPolicy: () => ({
      path: "/api/retention-policies/skippedRecords",
      body: { keepDays: 31, enabled: true },
      entries: [{ record: "skippedRecords", before: { keepDays: 30 }, after: { keepDays: 31 } }],
    }),

    createNotificationRule: () => ({
      path: "/api/notification-rules",
      body: { kind: "inProduct", shopCode: "DEMO" },
      entries: [{ shopCode: "DEMO", before: null, after: { kind: "inProduct", shop: "DEMO", afterFailures: 1 } }],
    }),
    putNotificationRule: async () => {
      const { id } = await made("/api/notification-rules", { kind: "inProduct" });
      return {
        path: `/api/notification-rules/${String(id)}`,
        body: { kind: "inProduct", afterFailures: 3 },
        entries: [{ record: id, before: { afterFailures: 1 }, after: { afterFailures: 3 } }],
      };
    },
    deleteNotificationRule: async () => {
      const { id } = await made("/api/notification-rules", { kind: "inProduct" });
      return {
        path: `/api/notification-rules/${String(id)}`,
        entries: [{ record: id, before: { kind: "inProduct" }, after: null }],
      };
    },
    rotateNotificationRuleSecret: async () => {
      const { id } = await made("/api/notification-rules", { kind: "webhook", url: "https://example.com/hooks" });
      return {
        path: `/api/notification-rules/${String(id)}/rotate-secret`,
        body: { overlapHours: 1 },
        entries: [
          {
            record: id,
            before: { secret: "(secret)", formerSignatureUntil: null },
            after: { secret: "(secret)", formerSignatureUntil: expect.any(String) },
          },
        ],
      };
    },
    testNotificationRule: async () => {
      const { id } = await made("/api/notification-rules", { kind: "inProduct" });
      return { path: `/api/notification-rules/${String(id)}/test`, entries: [] };
    },
    dismissNotification: async () => {
      const { id: ruleId } = await made("/api/notification-rules", { kind: "inProduct" });
      const id = v7();
      await db
        .insertInto("notification")
        .values({ id, ruleId: String(ruleId), event: "test", state: "open", failures: 0, occurredAt: new Date() })
        .execute();
      return { path: `/api/notifications/${id}/dismiss`, entries: [] };
    },
    dismissNotifications: () => ({ path: "/api/notifications/dismiss", body: { filter: {} }, entries: [] }),

    createShop: () => ({
      path: "/api/shops",
      body: { code: "NEW", shopifyUrl: store },
      entries: [{ record: "NEW", shopCode: "NEW", before: null, after: { code: "NEW", store, enabled: false } }],
    }),
    updateShop: async () => ({
      path: await aShop("CHANGED"),
      body: { autoCreateOrders: true },
      entries: [{ record: "CHANGED", before: { autoCreateOrders: false }, after: { autoCreateOrders: true } }],
    }),
    applyPresetToShop: async () => ({
      path: `${await aShop("PRESET")}/apply-preset`,
      body: { preset: "initialImport" },
      entries: [{ record: "PRESET", before: { allowOutgoingRequests: true }, after: { allowOutgoingRequests: false } }],
    }),
    deleteShop: async () => ({
      path: await aShop("DELETED"),
      entries: [{ record: "DELETED", shopCode: "DELETED", before: { code: "DELETED" }, after: null }],
    }),
    enableShop: async () => ({
      path: `${await aShop("ENABLED")}/enable`,
      entries: [
        { record: "ENABLED", before: { enabled: false, enabledBy: "" }, after: { enabled: true, enabledBy: "admin" } },
      ],
    }),
    disableShop: async () => ({
      path: `${await aShop("DISABLED", { enabled: true })}/disable`,
      entries: [{ record: "DISABLED", before: { enabled: true }, after: { enabled: false } }],
    }),
    testConnectionShop: () => ({ path: "/api/shops/DEMO/test-connection", entries: [] }),
    orderWebhookShop: async () => ({
      path: `${await aShop("WEBHOOK", { enabled: true })}/order-webhook`,
      body: { on: true },
      entries: [{ before: { orderCreatedWebhooks: false }, after: { orderCreatedWebhooks: true } }],
    }),
    resetShopSync: async () => ({
      path: `${await aShop("RESET")}/reset-sync`,
      body: { type: "products", to: "2026-01-01T00:00:00Z" },
      entries: [{ before: { products: null }, after: { products: "2026-01-01T00:00:00.000Z" } }],
    }),
    setShopCredentials: async () => {
      await insertShop(db, { code: "ELSEWHERE", store: "elsewhere.myshopify.com" });
      const [token, clientSecret] = sentSecrets;
      return {
        path: "/api/shops/ELSEWHERE/credentials",
        body: { kind: "static", token, app: { clientId: "an-app", clientSecret } },
        entries: [
          {
            record: "elsewhere.myshopify.com",
            shopCode: "ELSEWHERE",
            before: { authKind: "client_credentials", clientId: null, clientSecret: null, accessToken: null },
            after: {
              authKind: "static",
              clientId: "an-app",
              clientSecret: "(secret)",
              accessToken: "(secret)",
            },
          },
        ],
      };
    },

    startJobs: () => ({
      path: "/api/jobs/syncOrders",
      body: { shopCodes: ["DEMO"], startAt: new Date(Date.now() + hour).toISOString(), priority: "low" },
      entries: [{ shopCode: "DEMO", before: null, after: { report: "syncOrders", priority: "low" } }],
    }),
    cancelJobQueueEntry: () => onJob("cancel"),
    holdJobQueueEntry: () => onJob("hold"),
    readyJobQueueEntry: () => onJob("ready"),
    setJobQueueEntryPriority: () => onJob("priority", { priority: "high" }, { priority: "high" }),
    restartJobQueueEntry: async () => {
      const { entryId } = await aFailure();
      return { path: `/api/job-queue-entries/${entryId}/restart`, entries: [{ record: entryId, shopCode: "DEMO" }] };
    },
    cancelJobQueueEntries: async () => {
      const id = await aJob();
      return {
        path: "/api/job-queue-entries/cancel",
        body: { ids: [id] },
        entries: [{ record: id, shopCode: "DEMO", after: null }],
      };
    },
    rerunJobQueueLogEntry: async () => {
      const { entryId, entryNo } = await aFailure();
      const path = `/api/job-queue-log-entries/${entryNo}/rerun`;
      return { path, entries: [{ shopCode: "DEMO", after: { report: "syncOrders", rerunOf: entryId } }] };
    },
    rerunJobQueueLogEntries: async () => {
      const { entryId, entryNo } = await aFailure();
      return {
        path: "/api/job-queue-log-entries/rerun",
        body: { entryNos: [entryNo] },
        entries: [{ shopCode: "DEMO", after: { report: "syncOrders", rerunOf: entryId } }],
      };
    },
    acknowledgeJobQueueLogEntries: async () => {
      const { entryNo } = await aFailure();
      return {
        path: "/api/job-queue-log-entries/acknowledge",
        body: { entryNos: [entryNo], reason: "known" },
        entries: [{ record: null, shopCode: "DEMO", after: { acknowledged: 1, entryNos: [entryNo] }, reason: "known" }],
      };
    },
    deleteJobQueueLogEntries: async () => {
      const { entryNo } = await aFailure();
      return {
        path: "/api/job-queue-log-entries/delete",
        body: { entryNos: [entryNo] },
        entries: [{ record: null, shopCode: null, after: { entryNos: [entryNo], deleted: 1 } }],
      };
    },

    putSchedule: async () => {
      const { id, definition } = await aSchedule();
      await api.call("POST", `/api/schedules/${id}/pause`, { reason: "new times" });
      return {
        path: `/api/schedules/${id}`,
        body: { ...definition, description: "At the end of the month" },
        entries: [
          {
            record: id,
            shopCode: "DEMO",
            before: { description: "" },
            after: { description: "At the end of the month" },
          },
        ],
      };
    },
    deleteSchedule: async () => {
      const { id } = await aSchedule();
      return {
        path: `/api/schedules/${id}`,
        entries: [{ record: id, before: { report: "syncOrders" }, after: null }],
      };
    },
    triggerSchedule: () => onSchedule("trigger"),
    pauseSchedule: async () => {
      const { path, entries } = await onSchedule("pause");
      return {
        path,
        body: { reason: "stocktaking" },
        entries: entries.map((one) => ({ ...one, reason: "stocktaking" })),
      };
    },
    unpauseSchedule: () => onSchedule("unpause"),
    restartSchedule: () => onSchedule("restart"),
    runScheduleOnce: async () => {
      const { id } = await aSchedule();
      return {
        path: `/api/schedules/${id}/run-once`,
        entries: [{ shopCode: "DEMO", before: null, after: { schedule: id, report: "syncOrders" } }],
      };
    },

    syncOrder: () => onOrder("sync", { entryId: expect.any(String) }),
    createSalesDocument: () => onOrder("create-sales-document", { entryId: expect.any(String) }),
    findOrderMappings: async () => {
      const { shopifyOrderId: id } = await db
        .selectFrom("orderHeader")
        .select("shopifyOrderId")
        .where("billToCustomerNo", "<>", "")
        .where("processed", "=", false)
        .limit(1)
        .executeTakeFirstOrThrow();
      await db
        .updateTable("orderHeader")
        .set({ billToCustomerNo: "", sellToCustomerNo: "" })
        .where("shopifyOrderId", "=", id)
        .execute();
      return {
        path: `/api/orders/${id}/find-mappings`,
        entries: [{ record: id, shopCode: "DEMO", before: { billToCustomerNo: "" } }],
      };
    },
    changeOrderMapping: async () => {
      const id = await anOrder();
      return {
        path: `/api/orders/${id}/mapping`,
        body: { shippingAgentCode: "DHL" },
        entries: [
          { record: id, shopCode: "DEMO", before: { shippingAgentCode: "" }, after: { shippingAgentCode: "DHL" } },
        ],
      };
    },
    unlinkOrder: async () => {
      const { orderId } = await aDocument();
      return {
        path: `/api/orders/${orderId}/unlink`,
        entries: [{ record: orderId, before: { processed: true }, after: { processed: false, documents: [] } }],
      };
    },
    resolveOrderConflict: async () => {
      const id = await anOrder();
      await db
        .updateTable("orderHeader")
        .set({ hasOrderStateError: true, hasError: true, errorCode: "order-edited" })
        .where("shopifyOrderId", "=", id)
        .execute();
      return {
        path: `/api/orders/${id}/resolve-conflict`,
        entries: [{ record: id, before: { hasOrderStateError: true }, after: { hasOrderStateError: false } }],
      };
    },
    createRefundDocument: async () => {
      const orderId = await anOrder();
      await db
        .updateTable("orderHeader")
        .set({ processed: true, sellToCustomerNo: "10001", billToCustomerNo: "10001" })
        .where("shopifyOrderId", "=", orderId)
        .execute();
      await db.updateTable("shop").set({ refundAccount: "6130" }).where("code", "=", "DEMO").execute();
      await db
        .insertInto("refundHeader")
        .values({
          refundId: "4141",
          shopifyOrderId: orderId,
          createdAt: new Date(),
          updatedAt: new Date(),
          note: "",
          totalRefundedAmount: "1.00",
          presentmentTotalRefundedAmount: "1.00",
          currencyCode: "",
          presentmentCurrencyCode: "",
        })
        .execute();
      return {
        path: "/api/refunds/4141/create-document",
        entries: [{ record: "4141", shopCode: "DEMO", before: null, after: { documentNo: expect.any(String) } }],
      };
    },
    retryOrders: async () => {
      const id = await anOrder();
      const after = expect.objectContaining({ report: "createSalesOrders", parameters: { orderIds: [id] } });
      return {
        path: "/api/orders/retry",
        body: { ids: [id] },
        entries: [{ shopCode: "DEMO", before: null, after }],
      };
    },
    markOrderAsPaid: () => onOrder("mark-as-paid"),
    cancelOrder: () => onOrder("cancel", { reason: "customer", restock: true }, { reason: "customer" }),
    importSelectedOrders: async () => {
      const row = queueRow(aListedOrder({ id: "gid://shopify/Order/4710", name: "#4710" }), "new");
      await stageOrders(db, store, [{ row, shop: "DEMO" }]);
      const after = expect.objectContaining({ report: "syncOrders", parameters: { orderIds: ["4710"] } });
      return {
        path: "/api/orders-to-import/import",
        body: { ids: ["4710"] },
        entries: [{ shopCode: "DEMO", before: null, after }],
      };
    },
    deleteOrderToImport: async () => {
      const row = queueRow(aListedOrder({ id: "gid://shopify/Order/4711", name: "#4711" }), "new");
      await stageOrders(db, store, [{ row, shop: "DEMO" }]);
      return {
        path: "/api/orders-to-import/4711",
        entries: [{ record: "4711", shopCode: "DEMO", before: { orderNo: "#4711" }, after: null }],
      };
    },

    linkCustomer: async () => {
      const [customer] = await itemsOf("/api/customers?limit=1");
      const id = String(customer?.["shopifyCustomerId"]);
      const customerNo = await aLedgerCustomer();
      return {
        path: `/api/customers/${store}/${id}/customer-no`,
        body: { customerNo },
        entries: [{ record: `${store}/${id}`, shopCode: "DEMO", after: { customerNo } }],
      };
    },
    linkShopifyCompany: async () => {
      await aKnownCompany(db, { store });
      const customerNo = await aLedgerCustomer();
      return {
        path: `/api/companies/${store}/900/customer-no`,
        body: { customerNo },
        entries: [{ record: `${store}/900`, shopCode: "DEMO", after: { customerNo } }],
      };
    },
    setCompanyLocationCustomers: async () => {
      await aKnownCompany(db, { store });
      const sellToCustomerNo = await aLedgerCustomer();
      return {
        path: `/api/company-locations/${store}/901/customers`,
        body: { sellToCustomerNo },
        entries: [{ record: `${store}/901`, shopCode: "DEMO", after: { sellToCustomerNo } }],
      };
    },
    setCustomerTemplateMapping: () => ({
      path: "/api/shops/DEMO/customer-templates/fr",
      body: { customerTemplateCode: "export" },
      entries: [{ record: "FR", shopCode: "DEMO", before: null, after: { customerTemplateCode: "EXPORT" } }],
    }),
    clearCustomerTemplateMapping: async () => {
      await db.insertInto("customerTemplateMapping").values({ shop: "DEMO", countryCode: "NO" }).execute();
      const entries = [{ record: "NO", shopCode: "DEMO", before: { countryCode: "NO" }, after: null }];
      return { path: "/api/shops/DEMO/customer-templates/NO", entries };
    },
    setPaymentTermsMapping: async () => {
      await storePaymentTerms(db, "DEMO", [termsOfStore("104")]);
      return {
        path: "/api/shops/DEMO/payment-terms/104",
        body: { paymentTermsCode: "30d" },
        entries: [
          {
            record: "104",
            shopCode: "DEMO",
            before: { paymentTermsCode: "" },
            after: { paymentTermsCode: "30D" },
          },
        ],
      };
    },
    clearPaymentTermsMapping: async () => {
      await storePaymentTerms(db, "DEMO", [termsOfStore("105")]);
      return {
        path: "/api/shops/DEMO/payment-terms/105",
        entries: [{ record: "105", shopCode: "DEMO", after: null }],
      };
    },
    setStaffMapping: () => ({
      path: "/api/shops/DEMO/staff/91",
      body: { name: "Jo", salespersonCode: "jo" },
      entries: [{ record: "91", shopCode: "DEMO", before: null, after: { name: "Jo", salespersonCode: "JO" } }],
    }),
    clearStaffMapping: async () => {
      await ensureStaff(db, "DEMO", "92");
      return { path: "/api/shops/DEMO/staff/92", entries: [{ record: "92", shopCode: "DEMO", after: null }] };
    },
    setPaymentMethodMapping: () => ({
      path: "/api/shops/DEMO/payment-methods/cash?creditCardCompany=Visa",
      body: { paymentMethodCode: "card" },
      entries: [{ record: "cash/Visa", shopCode: "DEMO", before: null, after: { paymentMethodCode: "CARD" } }],
    }),
    clearPaymentMethodMapping: async () => {
      await ensurePaymentMethods(db, "DEMO", [{ gateway: "barter", creditCardCompany: "" }]);
      const entries = [{ record: "barter", shopCode: "DEMO", before: { gateway: "barter" }, after: null }];
      return { path: "/api/shops/DEMO/payment-methods/barter", entries };
    },
    setShipmentMethodMapping: () => ({
      path: "/api/shops/DEMO/shipment-methods/Air%20%2F%20Sea",
      body: { shippingAgentCode: "dhl" },
      entries: [{ record: "Air / Sea", shopCode: "DEMO", before: null, after: { shippingAgentCode: "DHL" } }],
    }),
    clearShipmentMethodMapping: async () => {
      await ensureShipmentMethods(db, "DEMO", ["On foot"]);
      const entries = [{ record: "On foot", shopCode: "DEMO", before: { name: "On foot" }, after: null }];
      return { path: "/api/shops/DEMO/shipment-methods/On%20foot", entries };
    },
    setLocationMapping: () => ({
      path: "/api/shops/DEMO/locations/71",
      body: { defaultLocationCode: "west" },
      entries: [{ record: "71", shopCode: "DEMO", before: null, after: { defaultLocationCode: "WEST" } }],
    }),
    clearLocationMapping: async () => {
      await db.insertInto("shopLocation").values({ shop: "DEMO", shopifyLocationId: "72" }).execute();
      const entries = [{ record: "72", shopCode: "DEMO", before: { shopifyLocationId: "72" }, after: null }];
      return { path: "/api/shops/DEMO/locations/72", entries };
    },
    setTaxArea: () => ({
      path: "/api/tax-areas/fr/Alsace",
      body: { vatBusPostingGroup: "EXPORT" },
      entries: [{ record: "FR/Alsace", shopCode: null, before: null, after: { vatBusPostingGroup: "EXPORT" } }],
    }),
    clearTaxArea: async () => {
      await api.call("PUT", "/api/tax-areas/fr/Corse", { vatBusPostingGroup: "EXPORT" });
      return {
        path: "/api/tax-areas/FR/Corse",
        entries: [{ record: "FR/Corse", shopCode: null, before: { vatBusPostingGroup: "EXPORT" }, after: null }],
      };
    },
    linkVariant: async () => {
      const [variant] = await db.selectFrom("shopifyVariant").selectAll().limit(1).execute();
      const id = variant?.shopifyVariantId ?? "";
      await db.updateTable("shopifyVariant").set({ itemNo: null }).where("shopifyVariantId", "=", id).execute();
      const itemNo = await anItem();
      return {
        path: `/api/variants/DEMO/${id}/item-no`,
        body: { itemNo },
        entries: [{ record: id, shopCode: "DEMO", before: { itemNo: null }, after: { itemNo } }],
      };
    },
    deleteSkippedRecords: async () => {
      await noteSkipped(db, {
        shop: "DEMO",
        tableName: "customer",
        recordKey: "1",
        reason: "Customer has no e-mail address.",
        reasonCode: "customer-without-email",
        description: "Ida",
        jobEntryId: null,
      });
      return { path: "/api/skipped-records/delete", entries: [{ record: null, after: { deleted: 1 } }] };
    },
    escalateShopifyLogEntry: async () => ({
      path: `/api/shopify-log-entries/${await aLogEntry()}/escalate`,
      entries: [],
    }),
    deleteShopifyLogEntries: async () => {
      await aLogEntry();
      return { path: "/api/shopify-log-entries/delete", entries: [{ record: null, before: null }] };
    },

    saveCompany: async () => {
      const { body } = await api.call("GET", "/api/company");
      const name = "CRONUS International";
      return {
        path: "/api/company",
        body: { ...body, name },
        entries: [{ record: null, before: { name: body["name"] }, after: { name } }],
      };
    },
    createLedgerCustomer: async () => {
      const [template] = await db.selectFrom("ledger.customerTemplate").select("code").limit(1).execute();
      return {
        path: "/api/ledger/customers",
        body: { templateCode: template?.code, name: "Bo Dahl" },
        entries: [{ before: null, after: { name: "Bo Dahl" } }],
      };
    },
    updateLedgerCustomer: async () => {
      const no = await aLedgerCustomer();
      return {
        path: `/api/ledger/customers/${no}`,
        body: { city: "Lund" },
        entries: [{ record: no, before: { city: "" }, after: { city: "Lund" } }],
      };
    },
    createLedgerItem: async () => {
      const [template] = await db.selectFrom("ledger.itemTemplate").select("code").limit(1).execute();
      return {
        path: "/api/ledger/items",
        body: { templateCode: template?.code, description: "Desk" },
        entries: [{ before: null, after: { description: "Desk" } }],
      };
    },
    updateLedgerItem: async () => {
      const no = await anItem();
      return {
        path: `/api/ledger/items/${no}`,
        body: { description: "Another name" },
        entries: [{ record: no, after: { description: "Another name" } }],
      };
    },
    createLedgerItemVariant: async () => ({
      path: "/api/ledger/item-variants",
      body: { itemNo: await anItem(), code: "GREEN" },
      entries: [{ before: null, after: { code: "GREEN" } }],
    }),
    createLedgerGlAccount: () => ({
      path: "/api/ledger/gl-accounts",
      body: { no: "8888", name: "Gifts" },
      entries: [{ record: "8888", before: null, after: { name: "Gifts" } }],
    }),
    releaseSalesDocument: async () => {
      const { id } = await aDocument();
      return {
        path: `/api/ledger/sales-documents/${id}/release`,
        entries: [{ record: id, before: { status: "open" }, after: { status: "released" } }],
      };
    },
    deleteSalesDocument: async () => {
      const { id } = await aDocument();
      return {
        path: `/api/ledger/sales-documents/${id}`,
        entries: [{ record: id, before: { id, status: "open" }, after: null }],
      };
    },

    refreshSettingsShop: async () => {
      const path = await aShop("REFRESHED", { enabled: true });
      await api.sandbox.putShop({
        fields: { plan: { publicDisplayName: "Advanced", shopifyPlus: false, partnerDevelopment: false } },
      });
      const entries = [
        { record: "REFRESHED", before: { advancedShopifyPlan: false }, after: { advancedShopifyPlan: true } },
      ];
      return { path: `${path}/refresh-settings`, entries };
    },

    startShopOauth: async () => {
      await api.sandbox.putShop({ scopes: requestedScopes });
      return {
        path: "/api/shops/DEMO/oauth/start",
        entries: [{ record: store, shopCode: "DEMO", before: null, after: null }],
      };
    },
    finishOauth: async () => {
      const { headers } = await api.call("GET", "/api/shops/DEMO/oauth/start");
      const back = await agree(new URL(headers.get("location") ?? ""));
      return {
        path: back.pathname + back.search,
        key: null,
        entries: [
          {
            record: store,
            before: { authKind: "client_credentials" },
            after: { authKind: "oauth", accessToken: "(secret)" },
          },
        ],
      };
    },
  };
}
