import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { stageOrders } from "#database/orders-to-import";
import { insertShop } from "#database/shops";
import { queueRow } from "#domain/orders/queue-row";
import { aListedOrder } from "#test/support/listed-order";
import { anApi, type TestApi } from "./an-api.ts";

const store = "demo.myshopify.com";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await insertShop(api.db, { code: "DEMO", store });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.deleteFrom("ordersToImport").execute();
  await stage("1", null);
  await stage("2", "DEMO");
  await stage("10", "DEMO", "update");
  await api.db
    .updateTable("ordersToImport")
    .set({ hasError: true, errorCode: "order-not-found", errorMessage: "The store does not know it" })
    .where("shopifyOrderId", "=", "10")
    .execute();
});

const stage = (id: string, shop: string | null, importAction: "new" | "update" = "new") =>
  stageOrders(api.db, store, [
    { row: queueRow(aListedOrder({ id: `gid://shopify/Order/${id}`, name: `#${id}` }), importAction), shop },
  ]);

const idsOf = async (query: string): Promise<readonly unknown[]> => {
  const { status, body } = await api.call("GET", `/api/orders-to-import?count=true&${query}`);
  expect(status).toBe(200);
  const ids = (body["items"] as readonly Record<string, unknown>[]).map((row) => row["shopifyOrderId"]);
  expect(body["total"]).toBe(ids.length);
  return ids;
};

test("orders that wait are listed newest first, page by page, with what is wrong with them", async () => {
  const first = await api.call("GET", "/api/orders-to-import?limit=2&count=true");
  const second = await api.call("GET", `/api/orders-to-import?limit=2&cursor=${String(first.body["nextCursor"])}`);

  expect(first).toMatchObject({
    status: 200,
    body: {
      items: [
        { shopifyOrderId: "10", importAction: "update", shop: "DEMO", error: { code: "order-not-found" } },
        { shopifyOrderId: "2", orderNo: "#2", importAction: "new", error: null, orderAmount: "25" },
      ],
      total: 3,
    },
  });
  expect(second).toMatchObject({ body: { items: [{ shopifyOrderId: "1", shop: null }], nextCursor: null } });
});

test.each([
  ["unclaimed=true", ["1"]],
  ["unclaimed=false", ["10", "2"]],
  ["shopCode=demo", ["10", "2"]],
  ["hasError=true", ["10"]],
  ["importAction=new", ["2", "1"]],
  ["store=demo.myshopify.com&hasError=false", ["2", "1"]],
  ["store=other.myshopify.com", []],
])("the filter %s finds %j", async (query, ids) => {
  expect(await idsOf(query)).toEqual(ids);
});

test("an order is taken out of the queue, once", async () => {
  expect((await api.call("DELETE", "/api/orders-to-import/10")).status).toBe(204);
  expect(await idsOf("")).toEqual(["2", "1"]);

  expect(await api.call("DELETE", "/api/orders-to-import/10")).toMatchObject({
    status: 404,
    body: { code: "order-to-import-not-found" },
  });
  expect((await api.call("DELETE", "/api/orders-to-import/abc")).status).toBe(422);
});

test.each(["importAction=old", "hasError=maybe", "unclaimed=1", "colour=red"])("the query %s is 422", async (query) => {
  const { status, body } = await api.call("GET", `/api/orders-to-import?${query}`);

  expect({ status, errors: body["errors"] }).toMatchObject({
    status: 422,
    errors: [{ in: "query", pointer: `/${query.split("=")[0] ?? ""}` }],
  });
});
