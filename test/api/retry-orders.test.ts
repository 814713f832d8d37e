import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { anOrder as aPlacedOrder, chair } from "#test/support/placed-order";
import type { Node } from "#test/support/sandbox";
import { entriesOf, firstIdOf } from "./a-working-api.ts";
import { aConnectedApi, store, type ConnectedApi } from "./a-connected-api.ts";

type Row = Readonly<Record<string, unknown>>;

/** Orders 1 and 2 are for a lamp that no item stands for, 3 is for something that is no product at all, 4 has its document. */
let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi();
  await api.sandbox.placeOrders([aLampIn(1), aLampIn(2), anOrder(3, { variant: null }), anOrder(4)]);
  const [item] = (await api.call("GET", "/api/ledger/items?limit=1")).body["items"] as readonly Row[];
  const [customer] = (await api.call("GET", "/api/ledger/customers?limit=1")).body["items"] as readonly Row[];
  await api.call("POST", "/api/shops", {
    code: "DEMO",
    shopifyUrl: store,
    skuMapping: "itemNo",
    customerImportFromShopify: "none",
    defaultCustomerNo: customer?.["no"],
  });
  await api.call("POST", "/api/shops/DEMO/enable", {});
  await api.runReport("syncOrders", { shopCodes: ["DEMO"] });
  await api.call("PUT", "/api/variants/DEMO/502/item-no", { itemNo: item?.["no"] });
  await api.runReport("createSalesOrders", { shopCodes: ["DEMO"] });
}, 120_000);
afterAll(() => api.close(), 60_000);

const anOrder = (no: number, line: Node = {}): Node =>
  aPlacedOrder({
    id: `gid://shopify/Order/${no}`,
    name: `#${1000 + no}`,
    lineItems: [
      chair({
        id: `gid://shopify/LineItem/${no}1`,
        variant: { id: "gid://shopify/ProductVariant/502", sku: "CHAIR" },
        ...line,
      }),
    ],
  });
const aLampIn = (no: number): Node =>
  anOrder(no, { title: "Lamp", variant: { id: "gid://shopify/ProductVariant/501", sku: "LAMP" } });

const retry = (body: object, headers: Record<string, string> = {}) =>
  api.call("POST", "/api/orders/retry", body, { headers });
const order = async (id: string) => (await api.call("GET", `/api/orders/${id}`)).body;
const jobs = async () => (await api.call("GET", "/api/audit-entries?action=retryOrders&limit=250")).body["items"];

test("who maps a variant tries the orders that waited for it again, all at once, and once per Idempotency-Key", async () => {
  expect(await order("1")).toMatchObject({ processed: false, error: { code: "mapping-incomplete" } });
  const itemNo = (await order("4"))["lines"] as readonly Row[];
  const linked = await api.call("PUT", "/api/variants/DEMO/501/item-no", { itemNo: itemNo[0]?.["itemNo"] });
  expect(linked.body).toMatchObject({ waitingOrders: { count: 2 } });
  const waiting = linked.body["waitingOrders"] as { readonly list: string; readonly retry: object };
  expect((await api.call("GET", waiting.list)).body["items"]).toMatchObject([
    { shopifyOrderId: "2" },
    { shopifyOrderId: "1" },
  ]);

  const started = await retry(waiting.retry, { "idempotency-key": "lamps" });
  const repeated = await retry(waiting.retry, { "idempotency-key": "lamps" });

  expect(started).toMatchObject({
    status: 202,
    body: {
      entries: [{ report: "createSalesOrders", shopCode: "DEMO", parameters: { orderIds: ["1", "2"] } }],
      refused: [],
    },
  });
  expect(repeated.body["batchId"]).toBe(started.body["batchId"]);
  expect(await api.endOf(firstIdOf(started))).toMatchObject({ body: { result: { outcome: "succeeded" } } });
  for (const id of ["1", "2"]) expect(await order(id)).toMatchObject({ processed: true, error: null });
  expect((await api.call("GET", "/api/ledger/sales-documents?count=true")).body).toMatchObject({ total: 3 });
  expect(await retry(waiting.retry)).toMatchObject({
    status: 200,
    body: { batchId: null, entries: [], refused: [] },
  });
}, 120_000);

test("of named orders those that cannot be tried say why, and the others are", async () => {
  const started = await retry({ ids: ["3", "4", "404", "3"] });

  expect(started).toMatchObject({
    status: 202,
    body: {
      refused: [
        { orderId: "404", code: "order-not-found" },
        { orderId: "4", code: "order-processed", detail: expect.stringContaining("unlink") },
      ],
    },
  });
  expect(entriesOf(started)).toMatchObject([{ parameters: { orderIds: ["3"] } }]);
  expect(await api.endOf(firstIdOf(started))).toMatchObject({
    body: { result: { outcome: "succeededWithSkips", counts: { failed: 1 } } },
  });
  expect(await order("3")).toMatchObject({ processed: false, error: { code: "mapping-incomplete" } });
  expect(await retry({ ids: ["4"] })).toMatchObject({
    status: 200,
    body: { batchId: null, entries: [], refused: [{ orderId: "4" }] },
  });
}, 60_000);

test.each([
  [{}, ""],
  [{ filter: {} }, "/filter"],
  [{ ids: [] }, "/ids"],
  [{ ids: ["#1003"] }, "/ids/0"],
  [{ ids: ["3"], filter: { hasError: true } }, ""],
  [{ filter: { processed: true } }, "/filter/processed"],
  [{ filter: { hasError: "true" } }, "/filter/hasError"],
  [{ filter: { financialStatus: "rich" } }, "/filter/financialStatus"],
])("%j starts nothing, and the answer says where it is wrong", async (body, pointer) => {
  const before = await jobs();

  expect(await retry(body)).toMatchObject({
    status: 422,
    body: { errors: expect.arrayContaining([expect.objectContaining({ in: "body", pointer })]) },
  });
  expect(await jobs()).toEqual(before);
});
