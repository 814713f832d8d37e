import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

test("a customer is created with the next number, found and changed", async () => {
  const created = await api.call("POST", "/api/ledger/customers", {
    templateCode: "CUSTOMER",
    name: "Łukasz 🪑",
    email: "l@example.com",
  });
  const no = String(created.body["no"]);

  expect(created.status).toBe(201);
  expect(created.headers.get("location")).toBe(`/api/ledger/customers/${no}`);
  expect(await api.call("GET", `/api/ledger/customers/${no}`)).toMatchObject({
    status: 200,
    body: { name: "Łukasz 🪑" },
  });
  expect(await api.call("GET", "/api/ledger/customers?email=L@example.com&count=true")).toMatchObject({
    body: { items: [{ no }], total: 1 },
  });
  expect(await api.call("PATCH", `/api/ledger/customers/${no}`, { city: "Berlin" })).toMatchObject({
    status: 200,
    body: { city: "Berlin", name: "Łukasz 🪑" },
  });
});

test("a number is given once", async () => {
  const customer = { no: "TAKEN", templateCode: "CUSTOMER", name: "First" };
  await api.call("POST", "/api/ledger/customers", customer);

  expect(await api.call("POST", "/api/ledger/customers", { ...customer, name: "Second" })).toMatchObject({
    status: 409,
    body: { code: "number-taken" },
  });
});

test("an item is created, priced and found", async () => {
  const created = await api.call("POST", "/api/ledger/items", {
    no: "CHAIR",
    description: "Chair",
    templateCode: "ITEM",
    unitPrice: "25.50",
  });

  expect(created).toMatchObject({ status: 201, body: { no: "CHAIR", unitPrice: "25.50" } });
  expect(await api.call("PATCH", "/api/ledger/items/CHAIR", { unitPrice: "-1" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/unitPrice" }] },
  });
  expect(await api.call("PATCH", "/api/ledger/items/CHAIR", { blocked: true })).toMatchObject({
    body: { blocked: true },
  });
  expect(await api.call("GET", "/api/ledger/items/NOPE")).toMatchObject({
    status: 404,
    body: { code: "ledger-item-not-found" },
  });
  expect(await api.call("POST", "/api/ledger/item-variants", { itemNo: "CHAIR", code: "RED" })).toMatchObject({
    status: 201,
    body: { itemNo: "CHAIR", code: "RED" },
  });
  expect(await api.call("GET", "/api/ledger/item-variants?itemNo=CHAIR&count=true")).toMatchObject({
    body: { total: 1 },
  });
});

test("values of the wrong kind are told with their place", async () => {
  const { status, body } = await api.call("POST", "/api/ledger/items", {
    description: "",
    unitPrice: 25.5,
    colour: "red",
  });

  expect(status).toBe(422);
  expect(body["errors"]).toMatchObject([
    { pointer: "/description" },
    { pointer: "/unitPrice" },
    { pointer: "/colour", code: "unknown-member" },
  ]);
});

test("accounts and locations are listed", async () => {
  expect((await api.call("GET", "/api/ledger/gl-accounts?search=6110&count=true")).body["total"]).toBe(1);
  expect((await api.call("GET", "/api/ledger/locations")).status).toBe(200);
  expect(await api.call("POST", "/api/ledger/gl-accounts", { no: "7777", name: "New" })).toMatchObject({ status: 201 });
});

test("documents that do not exist are 404, ids that are none 422", async () => {
  const id = "01900000-0000-7000-8000-000000000000";

  expect((await api.call("GET", "/api/ledger/sales-documents?count=true")).body["total"]).toBe(0);
  expect((await api.call("GET", `/api/ledger/sales-documents/${id}`)).status).toBe(404);
  expect((await api.call("POST", `/api/ledger/sales-documents/${id}/release`, {})).status).toBe(404);
  expect((await api.call("DELETE", `/api/ledger/sales-documents/${id}`)).status).toBe(404);
  expect((await api.call("GET", "/api/ledger/sales-documents/1")).status).toBe(422);
});

test("the company is shown and changed; a time zone that is none is refused", async () => {
  const { body: company } = await api.call("GET", "/api/company");

  expect(await api.call("PUT", "/api/company", { ...company, timeZone: "Europe/Berlin" })).toMatchObject({
    status: 200,
    body: { timeZone: "Europe/Berlin" },
  });
  expect(await api.call("PUT", "/api/company", { ...company, timeZone: "Mars/Olympus" })).toMatchObject({
    body: { code: "time-zone-invalid" },
  });
});

test("with another ERP there is no ledger", async () => {
  const other = await anApi({ ledger: undefined });

  expect((await other.call("GET", "/api/ledger/customers")).status).toBe(404);
  await other.close();
});
