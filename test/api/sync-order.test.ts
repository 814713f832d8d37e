import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { BOOKS_EVERYTHING } from "#scripts/lib/demo-shop";
import { firstIdOf } from "./a-working-api.ts";
import { aConnectedApi, store, type ConnectedApi } from "./a-connected-api.ts";

const { enabled: _, ...settings } = BOOKS_EVERYTHING;
let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi();
  await api.sandbox.seed({ products: 10, customers: 10, orders: 4, seed: 1 });
  const created = await api.call("POST", "/api/shops", {
    code: "DEMO",
    shopifyUrl: store,
    ...settings,
    returnAndRefundProcess: "autoCreateSalesDocument",
  });
  const enabled = await api.call("POST", "/api/shops/DEMO/enable", {});
  expect([created, enabled].map(({ status }) => status)).toEqual([201, 200]);
}, 120_000);
afterAll(() => api.close(), 60_000);

const sync = async (id: string) => {
  const started = await api.call("POST", `/api/orders/${id}/sync`, {});
  expect(started).toMatchObject({
    status: 202,
    body: { entries: [{ report: "syncOrders", shopCode: "DEMO", parameters: { orderIds: [id], importOnly: true } }] },
  });
  return (await api.endOf(firstIdOf(started))).body["result"];
};
const createDocument = async (id: string) => {
  const started = await api.call("POST", `/api/orders/${id}/create-sales-document`, {});
  expect(await api.endOf(firstIdOf(started))).toMatchObject({ body: { result: { outcome: "succeeded" } } });
};
const orderOf = (id: string) =>
  api.db.selectFrom("orderHeader").selectAll().where("shopifyOrderId", "=", id).executeTakeFirstOrThrow();
const documentsOf = async (id: string) =>
  (
    await api.db
      .selectFrom("ledger.salesHeader")
      .select("kind")
      .where("shopifyOrderId", "=", id)
      .orderBy("no")
      .execute()
  ).map(({ kind }) => kind);

test("syncing an order from its card takes over what changed and maps it; nothing that is due is made, of this order or another", async () => {
  const list = { shopCodes: ["DEMO"], parameters: { importOnly: true } };
  expect(await api.runReport("syncOrders", list)).toMatchObject({ body: { result: { counts: { changed: 4 } } } });
  const orders = await api.db.selectFrom("orderHeader").select("shopifyOrderId").orderBy("shopifyOrderId").execute();
  const [done = "", due = "", refunded = "", synced = ""] = orders.map(({ shopifyOrderId }) => shopifyOrderId);
  // A credit memo is due for one order, and another one is to be archived.
  await createDocument(refunded);
  await api.sandbox.control("POST", "refunds", { order: refunded, amount: "1.00" });
  await createDocument(done);
  for (const id of [refunded, done]) await sync(id);
  expect(await orderOf(done)).toMatchObject({ closeDue: true, closed: false });
  const header = { sellToCustomerNo: "", billToCustomerNo: "" };
  await api.db.updateTable("orderHeader").set(header).where("shopifyOrderId", "=", synced).execute();
  await api.sandbox.patchOrder(synced, { note: "Ring twice" });
  const before = (await api.sandbox.requests()).length;

  expect(await sync(synced)).toMatchObject({ outcome: "succeeded", counts: { read: 1, changed: 1 } });

  expect(await orderOf(synced)).toMatchObject({
    workDescription: "Ring twice",
    billToCustomerNo: expect.stringMatching(/./u),
    processed: false,
    hasError: false,
  });
  const operations = (await api.sandbox.requests()).slice(before).map(({ operation }) => operation);
  expect(operations).toContain("ShopPlan");
  expect(operations).not.toContain("OrdersToImport");
  expect(operations).not.toContain("SetOrderAttributes");
  expect(operations).not.toContain("CloseOrder");
  expect(await orderOf(done)).toMatchObject({ closeDue: true, closed: false });
  const kinds = async () => Promise.all([done, due, refunded, synced].map((id) => documentsOf(id)));
  expect(await kinds()).toEqual([["invoice"], [], ["order"], []]);

  await createDocument(synced);
  expect(await kinds()).toMatchObject([["invoice"], [], expect.arrayContaining(["order"]), ["order"]]);

  // All of it was due.
  await api.runReport("syncOrders", { shopCodes: ["DEMO"] });
  expect(await kinds()).toEqual([["invoice"], ["invoice"], expect.arrayContaining(["order", "creditMemo"]), ["order"]]);
  expect(await orderOf(done)).toMatchObject({ closed: true });
}, 120_000);
