import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { aKnownCompany, aLocation, boughtByAcme } from "#test/support/a-company";
import type { OrderDesk } from "#test/support/order-desk";
import type { TestApi } from "./an-api.ts";
import { anOrderApi } from "./an-order-api.ts";

let desk: OrderDesk;
let api: TestApi;
beforeAll(async () => {
  ({ desk, api } = await anOrderApi());
  for (const no of ["20000", "20001", "20002"])
    await desk.db.insertInto("ledger.customer").values({ no, name: no, vatBusinessGroup: "DOMESTIC" }).execute();
});
afterAll(() => api.close());
beforeEach(async () => {
  await desk.clear();
  await desk.db.deleteFrom("shopifyCompany").execute();
  await aKnownCompany(desk.db, {
    locations: [aLocation(), aLocation({ shopifyCompanyLocationId: "905", name: "Tacoma" })],
  });
  await aKnownCompany(desk.db, { shopifyCompanyId: "950", name: "Beta", locations: [] });
  await desk.receive({ purchasingEntity: boughtByAcme() });
  await desk.receive({ id: "gid://shopify/Order/2", name: "#2" });
});

const acme = "/api/companies/demo.myshopify.com/900";
const seattle = "/api/company-locations/demo.myshopify.com/901";

type Row = Readonly<Record<string, unknown>>;
const list = async (path: string) => (await api.call("GET", path)).body as { items: readonly Row[]; total?: number };
const namesOf = async (path: string) => (await list(path)).items.map(({ name }) => name);
const waitingFor = async (path: string) => {
  const { body } = await api.call("GET", path);
  const waiting = body["waitingOrders"] as { readonly count: number; readonly list: string };
  const { items, total } = await list(`${waiting.list}&count=true`);
  expect(total).toBe(waiting.count);
  return items.map(({ shopifyOrderId }) => shopifyOrderId);
};

test("companies are listed newest first, page by page, and those without a customer", async () => {
  expect(await list("/api/companies?count=true&limit=1")).toMatchObject({ total: 2, items: [{ name: "Beta" }] });
  const { body } = await api.call("GET", "/api/companies?limit=1");
  expect(await namesOf(`/api/companies?limit=1&cursor=${String(body["nextCursor"])}`)).toEqual(["Acme"]);

  await api.call("PUT", `${acme}/customer-no`, { customerNo: "20000" });
  expect(await namesOf("/api/companies?mapped=true")).toEqual(["Acme"]);
  expect(await namesOf("/api/companies?mapped=false")).toEqual(["Beta"]);
  expect(await namesOf("/api/companies?customerNo=20000")).toEqual(["Acme"]);
  expect(await namesOf("/api/companies?shopCode=DEMO&mapped=false")).toEqual(["Beta"]);
});

test("who links a company sees the orders that waited for it, and they are booked on its customer", async () => {
  expect((await api.call("GET", acme)).body).toMatchObject({
    name: "Acme",
    customerNo: null,
    locations: [{ name: "Headquarters", isDefault: true }, { name: "Tacoma" }],
  });
  expect(await waitingFor(acme)).toEqual(["1"]);

  const linked = await api.call("PUT", `${acme}/customer-no`, { customerNo: "20000" });
  expect(linked).toMatchObject({ status: 200, body: { customerNo: "20000", waitingOrders: { count: 1 } } });

  await desk.createDocuments();
  expect(await desk.header()).toMatchObject({ processed: true, billToCustomerNo: "20000" });
  expect(await waitingFor(acme)).toEqual([]);
  expect((await api.call("PUT", `${acme}/customer-no`, { customerNo: null })).body).toMatchObject({ customerNo: null });
});

test("a location has customers of its own; clearing the sell-to customer clears both", async () => {
  await api.call("PUT", `${acme}/customer-no`, { customerNo: "20000" });
  expect(await waitingFor(seattle)).toEqual(["1"]);
  expect(await namesOf("/api/company-locations?companyId=900")).toEqual(["Tacoma", "Headquarters"]);

  const both = { sellToCustomerNo: "20001", billToCustomerNo: "20002" };
  expect(await api.call("PUT", `${seattle}/customers`, both)).toMatchObject({
    status: 200,
    body: { ...both, name: "Headquarters", companyName: "Acme", shop: "DEMO" },
  });
  expect(await namesOf("/api/company-locations?sellToCustomerNo=20001&shopCode=DEMO")).toEqual(["Headquarters"]);
  await desk.createDocuments();
  expect(await desk.header()).toMatchObject(both);

  expect((await api.call("PUT", `${seattle}/customers`, { sellToCustomerNo: null })).body).toMatchObject({
    sellToCustomerNo: null,
    billToCustomerNo: null,
  });
});

test("a bill-to customer alone, and customers the ERP does not have, are refused with the member that is wrong", async () => {
  const pointers = async (path: string, body: object) => {
    const answer = await api.call("PUT", path, body);
    expect(answer.status).toBe(422);
    return (answer.body["errors"] as readonly Row[]).map(({ pointer }) => pointer);
  };

  expect(await pointers(`${seattle}/customers`, { sellToCustomerNo: null, billToCustomerNo: "20002" })).toEqual([
    "/sellToCustomerNo",
  ]);
  expect(await pointers(`${seattle}/customers`, { sellToCustomerNo: "1", billToCustomerNo: "2" })).toEqual([
    "/sellToCustomerNo",
    "/billToCustomerNo",
  ]);
  expect(await pointers(`${acme}/customer-no`, { customerNo: "1" })).toEqual(["/customerNo"]);
});

test("what is not there is 404 with its own code, and without a key nothing is told", async () => {
  const nowhere = "demo.myshopify.com/1";
  for (const [path, change, body, code] of [
    [`/api/companies/${nowhere}`, "customer-no", { customerNo: null }, "company-not-found"],
    [`/api/company-locations/${nowhere}`, "customers", { sellToCustomerNo: null }, "company-location-not-found"],
  ] as const) {
    expect(await api.call("GET", path)).toMatchObject({ status: 404, body: { code } });
    expect(await api.call("PUT", `${path}/${change}`, body)).toMatchObject({ status: 404, body: { code } });
  }
  for (const path of ["/api/companies", "/api/company-locations", acme, seattle])
    expect((await api.call("GET", path, undefined, { key: null })).status).toBe(401);
});
