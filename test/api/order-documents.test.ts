import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { withOrderLocks } from "#database/order-locks";
import { firstIdOf } from "./a-working-api.ts";
import { aConnectedApi, store, type ConnectedApi } from "./a-connected-api.ts";

let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi();
  await api.sandbox.seed({ products: 10, customers: 10, orders: 5, seed: 1 });
  const created = await api.call("POST", "/api/shops", {
    code: "DEMO",
    shopifyUrl: store,
    skuMapping: "itemNo",
    autoReleaseSalesOrders: false,
    shippingChargesAccount: "6110",
    tipAccount: "6120",
    soldGiftCardAccount: "2420",
    cashRoundingsAccount: "9140",
  });
  const enabled = await api.call("POST", "/api/shops/DEMO/enable", {});
  expect([created, enabled].map(({ status }) => status)).toEqual([201, 200]);
  await api.runReport("syncOrders", { shopCodes: ["DEMO"] });
}, 120_000);
afterAll(() => api.close(), 60_000);

const itemsOf = async (path: string) => {
  const { status, body } = await api.call("GET", path);
  expect(status).toBe(200);
  return body["items"] as readonly Record<string, unknown>[];
};

test("an order becomes a document from its card; the document is released, then deleted, and its links go with it", async () => {
  const [order] = await itemsOf("/api/orders?processed=false&limit=1");
  const id = String(order?.["shopifyOrderId"]);

  const started = await api.call("POST", `/api/orders/${id}/create-sales-document`, {});
  expect(started).toMatchObject({
    status: 202,
    body: { entries: [{ report: "createSalesOrders", shopCode: "DEMO", parameters: { orderIds: [id] } }] },
  });
  expect(await api.endOf(firstIdOf(started))).toMatchObject({ body: { result: { outcome: "succeeded" } } });
  expect(await itemsOf("/api/orders?processed=true")).toMatchObject([{ shopifyOrderId: id }]);

  const [document] = await itemsOf(`/api/ledger/sales-documents?shopifyOrderId=${id}`);
  expect(document).toMatchObject({ status: "open" });
  const path = `/api/ledger/sales-documents/${String(document?.["id"])}`;
  expect(await api.call("POST", `${path}/release`, {})).toMatchObject({ status: 200, body: { status: "released" } });
  expect(await api.call("GET", path)).toMatchObject({ body: { status: "released" } });

  expect(await itemsOf(`/api/document-links?shopifyOrderId=${id}`)).toMatchObject([{ documentNo: document?.["no"] }]);
  expect((await api.call("DELETE", path)).status).toBe(204);
  expect(await itemsOf(`/api/document-links?shopifyOrderId=${id}`)).toEqual([]);
  expect((await api.call("GET", path)).status).toBe(404);
  expect(await api.call("GET", `/api/orders/${id}`)).toMatchObject({ body: { processed: true, documents: [] } });
}, 120_000);

test("a document is made anew from its order's card: deleted, unlinked, synced, created", async () => {
  await api.call("PATCH", "/api/shops/DEMO", { autoCreateOrders: true });
  const [order] = await itemsOf("/api/orders?processed=false&limit=1");
  const id = String(order?.["shopifyOrderId"]);
  // Another order waits for its document.
  await api.sandbox.seed({ orders: 1, seed: 2 });
  await api.runReport("syncOrders", { shopCodes: ["DEMO"], parameters: { importOnly: true } });
  const dueOrders = () => api.db.selectFrom("orderHeader").select("shopifyOrderId").where("creationDue", "=", true);
  const due = await dueOrders().execute();
  expect(due).toHaveLength(1);
  const run = async (action: string): Promise<Record<string, unknown>> => {
    const started = await api.call("POST", `/api/orders/${id}/${action}`, {});
    expect(started.status).toBe(202);
    const { body } = await api.endOf(firstIdOf(started));
    expect(body["result"]).toMatchObject({ outcome: "succeeded" });
    return body;
  };
  const documents = () => itemsOf(`/api/ledger/sales-documents?shopifyOrderId=${id}`);
  await run("create-sales-document");
  const [first] = await documents();
  await api.call("DELETE", `/api/ledger/sales-documents/${String(first?.["id"])}`);
  expect(await api.call("POST", `/api/orders/${id}/unlink`, {})).toMatchObject({ status: 200 });

  expect(await run("sync")).toMatchObject({ report: "syncOrders", parameters: { orderIds: [id], importOnly: true } });
  expect(await documents()).toEqual([]);
  expect(await api.call("GET", `/api/orders/${id}`)).toMatchObject({ body: { processed: false, error: null } });

  await run("create-sales-document");
  expect(await documents()).toMatchObject([{ shopifyOrderId: id, amountIncludingVat: first?.["amountIncludingVat"] }]);
  expect(await dueOrders().execute()).toEqual(due);
  expect(await api.call("GET", `/api/orders/${String(due[0]?.shopifyOrderId)}`)).toMatchObject({
    body: { processed: false, error: null },
  });
}, 120_000);

test.each(["find-mappings", "mark-as-paid", "cancel"])(
  "nobody does %s to an order while a job works on it: Shopify is not asked, and the order stays as it is",
  async (action) => {
    const [order] = await itemsOf("/api/orders?processed=false&limit=1");
    const id = String(order?.["shopifyOrderId"]);
    const before = await api.sandbox.requests();

    const busy = await withOrderLocks(api.db, (locks) =>
      locks.holding(id, () => api.call("POST", `/api/orders/${id}/${action}`, {})),
    );

    expect(busy).toMatchObject({ status: 409, body: { code: "order-busy", params: { id } } });
    expect(await api.sandbox.requests()).toHaveLength(before.length);
    const free = await api.call("POST", `/api/orders/${id}/${action}`, {});
    expect(free.body).not.toMatchObject({ code: "order-busy" });
  },
  60_000,
);

test("a customer's card shows where they live", async () => {
  const [customer] = await itemsOf("/api/customers?limit=1");
  const id = String(customer?.["shopifyCustomerId"]);

  const card = await api.call("GET", `/api/customers/${store}/${id}`);

  expect(card).toMatchObject({
    status: 200,
    body: {
      ...customer,
      addresses: [expect.objectContaining({ isDefault: true, countryCode: expect.stringMatching(/^[A-Z]{2}$/) })],
    },
  });
});

test("a refund of an unprocessed order gets no document from its card, and says why there and in the list", async () => {
  const [order] = await itemsOf("/api/orders?processed=false&limit=1");
  const shopifyOrderId = String(order?.["shopifyOrderId"]);
  await api.db
    .insertInto("refundHeader")
    .values({
      refundId: "4141",
      shopifyOrderId,
      createdAt: new Date(),
      updatedAt: new Date(),
      note: "",
      totalRefundedAmount: "1.00",
      presentmentTotalRefundedAmount: "1.00",
      currencyCode: "",
      presentmentCurrencyCode: "",
    })
    .execute();

  const answer = await api.call("POST", "/api/refunds/4141/create-document", {});

  expect(answer).toMatchObject({ status: 409, body: { code: "order-not-processed" } });
  expect(await itemsOf("/api/refunds?hasError=true")).toMatchObject([
    { refundId: "4141", error: { code: "order-not-processed" } },
  ]);
  const locked = await withOrderLocks(api.db, (locks) =>
    locks.holding(shopifyOrderId, () => api.call("POST", "/api/refunds/4141/create-document", {})),
  );
  expect(locked).toMatchObject({ status: 409, body: { code: "order-busy" } });
}, 120_000);
