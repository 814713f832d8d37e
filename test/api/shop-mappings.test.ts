import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { v7 } from "uuid";
import { retryOrders } from "#api/contract/order-retry";
import { hashOfKey } from "#api/http/authenticate";
import { insertApiKey } from "#database/api-keys";
import { ensurePaymentMethods, ensureShipmentMethods, ensureStaff, salespersonOfStaff } from "#database/mappings";
import { listOrderStates } from "#database/order-list";
import { storePaymentTerms } from "#database/payment-terms";
import { storeShipToCountries } from "#database/ship-to-countries";
import { insertShop } from "#database/shops";
import { planShipToCountries } from "#domain/customers/ship-to-countries";
import { mappingField, type MappingPlace } from "#domain/shops/finding";
import type { OrderDesk } from "#test/support/order-desk";
import { aLineNode, aShippingLineNode, money } from "#test/support/order-node";
import type { TestApi } from "./an-api.ts";
import { anOrderApi } from "./an-order-api.ts";

const demoKey = "sbc_good-for-demo-alone";
const readKey = "sbc_good-for-reading-alone";

let desk: OrderDesk;
let api: TestApi;
beforeAll(async () => {
  ({ desk, api } = await anOrderApi());
  await desk.db.insertInto("ledger.salesperson").values({ code: "JO", name: "Jo" }).execute();
  await insertShop(desk.db, { code: "POS", store: "demo.myshopify.com" });
  const key = { hint: "alone", expiresAt: null, createdBy: "admin" };
  const ofDemo = { id: v7(), name: "of demo", keyHash: hashOfKey(demoKey), scope: "operate", shops: ["DEMO"] } as const;
  const reading = { id: v7(), name: "reading", keyHash: hashOfKey(readKey), scope: "read", shops: null } as const;
  for (const one of [ofDemo, reading]) await insertApiKey(desk.db, { ...key, ...one });
});
afterAll(() => api.close());
beforeEach(async () => {
  await desk.clear();
  for (const table of [
    "customerTemplateMapping",
    "paymentMethodMapping",
    "paymentTermsMapping",
    "shopLocation",
    "staffMapping",
  ] as const)
    await desk.db.deleteFrom(table).execute();
});

type Row = Readonly<Record<string, unknown>>;
const list = async (path: string) => (await api.call("GET", path)).body as { items: readonly Row[]; total?: number };
const gateways = "/api/shops/DEMO/payment-methods";
const titles = "/api/shops/DEMO/shipment-methods";
const charge = (title: string) => ({
  shippingLines: { nodes: [aShippingLineNode({ title })] },
  totalShippingPriceSet: money("12.00"),
  totalPriceSet: money("37.00"),
});
const keysOf = async (path: string) => (await list(path)).items.map((row) => row["gateway"] ?? row["name"]);

test("gateways that orders bring are listed page by page, and those nobody has filled in", async () => {
  const rows = ["cash", "paypal", "shopify_payments"].map((gateway) => ({ gateway, creditCardCompany: "" }));
  await ensurePaymentMethods(desk.db, "DEMO", [...rows, { gateway: "shopify_payments", creditCardCompany: "Visa" }]);
  await ensurePaymentMethods(desk.db, "POS", rows);

  const first = await list(`${gateways}?limit=3&count=true`);
  expect(first).toMatchObject({ total: 4, items: [{ gateway: "cash", paymentMethodCode: "" }, {}, {}] });
  const { body } = await api.call("GET", `${gateways}?limit=3`);
  expect((await list(`${gateways}?limit=3&cursor=${String(body["nextCursor"])}`)).items).toEqual([
    { shop: "DEMO", gateway: "shopify_payments", creditCardCompany: "Visa", paymentMethodCode: "" },
  ]);

  expect((await api.call("PUT", `${gateways}/paypal`, { paymentMethodCode: "paypal" })).status).toBe(200);
  expect(await keysOf(`${gateways}?mapped=true`)).toEqual(["paypal"]);
  expect(await keysOf(`${gateways}?mapped=false`)).toEqual(["cash", "shopify_payments", "shopify_payments"]);
});

test("a gateway gets a payment method, and who set it sees the orders that waited for it", async () => {
  await desk.receive({ id: "gid://shopify/Order/1", name: "#1" });
  const { gateway, creditCardCompany } = await desk.db
    .selectFrom("orderTransaction")
    .select(["gateway", "creditCardCompany"])
    .executeTakeFirstOrThrow();
  const path = `${gateways}/${encodeURIComponent(gateway)}?creditCardCompany=${encodeURIComponent(creditCardCompany)}`;

  const { status, body } = await api.call("PUT", path, { paymentMethodCode: "card" });

  expect({ status, body }).toMatchObject({
    status: 200,
    body: { shop: "DEMO", gateway, creditCardCompany, paymentMethodCode: "CARD", waitingOrders: { count: 1 } },
  });
  const waiting = String((body["waitingOrders"] as Row)["list"]);
  expect(await list(`${waiting}&count=true`)).toMatchObject({ total: 1, items: [{ shopifyOrderId: "1" }] });
  expect((await list(`${waiting.replace("DEMO", "POS")}&count=true`)).total).toBe(0);

  await desk.createDocuments();
  expect(await desk.header()).toMatchObject({ processed: true, paymentMethodCode: "CARD" });
  expect((await api.call("GET", path)).body).toMatchObject({ waitingOrders: { count: 0 } });
});

test("of a title longer than a mapping's name the beginning counts", async () => {
  const name = `${"Two weeks by sailing ship, ".repeat(2).slice(0, 49)}!`;
  await desk.receive({ id: "gid://shopify/Order/1", name: "#1", ...charge(`${name} slowly`) });
  await desk.receive({ id: "gid://shopify/Order/2", name: "#2", ...charge("Air / Sea") });
  await desk.receive({ id: "gid://shopify/Order/3", name: "#3", ...charge("Air / Sea, insured") });

  expect(await keysOf(titles)).toEqual(["Air / Sea", "Air / Sea, insured", name]);
  for (const [title, id] of [
    [name, "1"],
    ["Air / Sea", "2"],
  ] as const) {
    const { body } = await api.call("GET", `${titles}/${encodeURIComponent(title)}`);
    expect(body).toMatchObject({ name: title, waitingOrders: { count: 1 } });
    expect((await list(String((body["waitingOrders"] as Row)["list"]))).items).toMatchObject([{ shopifyOrderId: id }]);
  }
});

test("a shipping title gets method, agent, service and what its charges are, and can be cleared again", async () => {
  await desk.receive({ ...charge("Express") });
  const values = {
    shipmentMethodCode: "EXP",
    shippingAgentCode: "DHL",
    shippingAgentServiceCode: "NEXT",
    shippingChargesType: "item",
    shippingChargesNo: "SHIP",
  };

  expect(await api.call("PUT", `${titles}/Express`, values)).toMatchObject({
    status: 200,
    body: { ...values, name: "Express", waitingOrders: { count: 1 } },
  });
  await desk.createDocuments();
  expect(await desk.header()).toMatchObject({ processed: true, shipmentMethodCode: "EXP", shippingAgentCode: "DHL" });

  // What is left out is blank: the service of another agent, the number of another type.
  expect((await api.call("PUT", `${titles}/Express`, { shippingAgentCode: "DHL" })).body).toMatchObject({
    shipmentMethodCode: "",
    shippingAgentServiceCode: "",
    shippingChargesType: "",
    shippingChargesNo: "",
  });
  expect((await api.call("DELETE", `${titles}/Express`)).status).toBe(204);
  for (const method of ["GET", "DELETE"])
    expect(await api.call(method, `${titles}/Express`)).toMatchObject({
      status: 404,
      body: { code: "mapping-not-found" },
    });
});

test("a location of Shopify gets one of the ERP, and who set it sees the orders whose lines are fulfilled there", async () => {
  await desk.receive({ id: "gid://shopify/Order/1", name: "#1" });
  await desk.db.updateTable("orderLine").set({ locationId: "9" }).execute();

  expect(await api.call("PUT", "/api/shops/DEMO/locations/10", { defaultLocationCode: "" })).toMatchObject({
    status: 200,
    body: { waitingOrders: { count: 0 } },
  });
  const { status, body } = await api.call("PUT", "/api/shops/DEMO/locations/9", { defaultLocationCode: "west" });

  expect({ status, body }).toMatchObject({
    status: 200,
    body: { shop: "DEMO", shopifyLocationId: "9", defaultLocationCode: "WEST", waitingOrders: { count: 1 } },
  });
  expect((await list(String((body["waitingOrders"] as Row)["list"]))).items).toMatchObject([{ shopifyOrderId: "1" }]);
  expect(await list("/api/shops/DEMO/locations?mapped=true&count=true")).toMatchObject({
    total: 1,
    items: [{ shopifyLocationId: "9" }],
  });
  // In the order of numbers, not of their digits.
  const first = (await api.call("GET", "/api/shops/DEMO/locations?limit=1")).body;
  const second = await list(`/api/shops/DEMO/locations?cursor=${String(first["nextCursor"])}`);
  expect([first, second]).toMatchObject([
    { items: [{ shopifyLocationId: "9" }] },
    { items: [{ shopifyLocationId: "10" }], nextCursor: null },
  ]);
  await desk.createDocuments();
  expect((await desk.documents())[0]?.lines).toMatchObject([{ locationCode: "WEST" }]);
});

test("a country gets a template and a default customer; another sync leaves them, and a row can be added by hand", async () => {
  const countries = "/api/shops/DEMO/customer-templates";
  const codesOf = async (query: string) =>
    (await list(`${countries}?${query}`)).items.map(({ countryCode }) => countryCode);
  await storeShipToCountries(desk.db, "DEMO", planShipToCountries(["CA", "DE", "US"]));

  const set = await api.call("PUT", `${countries}/de`, { customerTemplateCode: "standard" });
  expect({ status: set.status, body: set.body }).toEqual({
    status: 200,
    body: {
      shop: "DEMO",
      countryCode: "DE",
      customerTemplateCode: "STANDARD",
      defaultCustomerNo: "",
      waitingOrders: {
        count: 0,
        list: "/api/orders?shopCode=DEMO&shipToCountryCode=DE&processed=false",
        retry: { filter: { shopCode: "DEMO", shipToCountryCode: "DE" } },
      },
    },
  });
  expect((await api.call("PUT", `${countries}/FR`, { customerTemplateCode: "STANDARD" })).status).toBe(200);
  await storeShipToCountries(desk.db, "DEMO", planShipToCountries(["DE"]));

  expect(await codesOf("mapped=true")).toEqual(["DE", "FR"]);
  expect(await codesOf("mapped=false")).toEqual(["CA", "US"]);
  expect((await api.call("DELETE", `${countries}/FR`)).status).toBe(204);
  expect(await codesOf("limit=250")).toEqual(["CA", "DE", "US"]);
  const etag = set.headers.get("etag") ?? "";
  expect((await api.call("PUT", `${countries}/DE`, {}, { headers: { "if-match": etag } })).status).toBe(200);
  expect((await api.call("PUT", `${countries}/DE`, {}, { headers: { "if-match": etag } })).status).toBe(412);
});

const net30 = {
  shopifyPaymentTermsId: "4",
  type: "net",
  name: "Net 30",
  dueInDays: 30,
  description: "Within 30 days",
};

test("payment terms the store offers get terms of the ERP, which orders take; none are added by hand", async () => {
  const terms = "/api/shops/DEMO/payment-terms";
  await storePaymentTerms(desk.db, "DEMO", [net30, { ...net30, shopifyPaymentTermsId: "2", name: "Net 7" }]);
  await desk.receive({
    paymentTerms: { paymentTermsType: "NET", paymentTermsName: "Net 30", paymentSchedules: { nodes: [] } },
  });
  await desk.receive({ id: "gid://shopify/Order/2", name: "#2" });

  const set = await api.call("PUT", `${terms}/4`, { paymentTermsCode: "30d" });

  expect({ status: set.status, body: set.body }).toMatchObject({
    status: 200,
    body: { ...net30, shop: "DEMO", paymentTermsCode: "30D", waitingOrders: { count: 1 } },
  });
  const waiting = String((set.body["waitingOrders"] as Row)["list"]);
  expect(await list(`${waiting}&count=true`)).toMatchObject({ total: 1, items: [{ shopifyOrderId: "1" }] });
  expect(await list(`${terms}?mapped=false`)).toMatchObject({ items: [{ name: "Net 7" }] });
  await storePaymentTerms(desk.db, "DEMO", [{ ...net30, name: "Net 30 days" }]);
  expect((await api.call("GET", `${terms}/4`)).body).toMatchObject({ name: "Net 30 days", paymentTermsCode: "30D" });
  await storePaymentTerms(desk.db, "DEMO", [net30]);
  await desk.createDocuments();
  expect(await desk.header()).toMatchObject({ processed: true, paymentTermsCode: "30D" });

  expect(await api.call("PUT", `${terms}/5`, {})).toMatchObject({ status: 404, body: { code: "mapping-not-found" } });
  expect((await api.call("DELETE", `${terms}/4`)).status).toBe(204);
});

test("one row of payment terms is primary; another becomes it when that one is not any more", async () => {
  const terms = "/api/shops/DEMO/payment-terms";
  await storePaymentTerms(desk.db, "DEMO", [net30, { ...net30, shopifyPaymentTermsId: "2", name: "Net 7" }]);
  await storePaymentTerms(desk.db, "POS", [net30]);
  const set = async (path: string, isPrimary: boolean) => (await api.call("PUT", path, { isPrimary })).status;

  expect((await api.call("PUT", `${terms}/4`, { paymentTermsCode: "30d", isPrimary: true })).body).toMatchObject({
    paymentTermsCode: "30D",
    isPrimary: true,
  });
  expect(await api.call("PUT", `${terms}/2`, { isPrimary: true })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/isPrimary", code: "primary-taken", detail: expect.stringContaining("Net 30") }] },
  });
  expect(await set("/api/shops/POS/payment-terms/4", true)).toBe(200);
  expect([await set(`${terms}/4`, true), await set(`${terms}/4`, false), await set(`${terms}/2`, true)]).toEqual([
    200, 200, 200,
  ]);
  expect((await list(terms)).items.map(({ name, isPrimary }) => [name, isPrimary])).toEqual([
    ["Net 7", true],
    ["Net 30", false],
  ]);
  await storePaymentTerms(desk.db, "DEMO", [{ ...net30, shopifyPaymentTermsId: "2", name: "Net 7 days" }]);
  expect((await api.call("GET", `${terms}/2`)).body).toMatchObject({ name: "Net 7 days", isPrimary: true });
  const both = await Promise.all([set(`${terms}/2`, true), set(`${terms}/4`, true)]);
  expect(both).toEqual([200, 422]);
});

test("a member of the staff whom an order brings gets a salesperson for the orders that come later", async () => {
  const staff = "/api/shops/DEMO/staff";
  await desk.receive({ staffMember: { id: "gid://shopify/StaffMember/91" } });
  expect(await list(staff)).toMatchObject({ items: [{ shopifyStaffId: "91", name: "", salespersonCode: "" }] });

  const set = await api.call("PUT", `${staff}/91`, { name: "Jo", salespersonCode: "jo" });

  expect({ status: set.status, body: set.body }).toEqual({
    status: 200,
    body: { shop: "DEMO", shopifyStaffId: "91", name: "Jo", salespersonCode: "JO" },
  });
  expect(await salespersonOfStaff(desk.db, "DEMO", "91")).toBe("JO");
  await desk.receive({ id: "gid://shopify/Order/2", name: "#2", staffMember: { id: "gid://shopify/StaffMember/91" } });
  expect(await list(`${staff}?mapped=true`)).toMatchObject({ items: [{ name: "Jo", salespersonCode: "JO" }] });
});

test.each([
  ["a customer", "/api/customers/demo.myshopify.com/71/customer-no", { customerNo: "45000" }],
  ["a customer of a country", "/api/shops/DEMO/customer-templates/US", { defaultCustomerNo: "45000" }],
  ["a tax area", "/api/tax-areas/US/Washington", { countyCode: "WA", taxAreaCode: "SEATTLE" }],
  ["an item", "/api/variants/DEMO/501/item-no", { itemNo: "1001" }],
  ["a location", "/api/shops/DEMO/locations/9", { defaultLocationCode: "WEST" }],
])("who sets %s is answered what tries again the orders that waited for it, and no others", async (_, path, body) => {
  await desk.receive({ id: "gid://shopify/Order/1", name: "#1" });
  await desk.db.updateTable("orderLine").set({ locationId: "9" }).execute();
  await desk.receive({
    id: "gid://shopify/Order/2",
    name: "#2",
    customer: null,
    shippingAddress: null,
    billingAddress: null,
    displayAddress: null,
    lineItems: { nodes: [aLineNode({ id: "gid://shopify/LineItem/21", variant: null, product: null })] },
  });

  const set = await api.call("PUT", path, body);

  expect(set).toMatchObject({ status: 200, body: { waitingOrders: { count: 1 } } });
  const waiting = set.body["waitingOrders"] as { readonly list: string; readonly retry: object };
  expect(await list(waiting.list)).toMatchObject({ items: [{ shopifyOrderId: "1" }] });
  const { shopCode: _ofRow, ...filter } = retryOrders.body.parse(waiting.retry).filter ?? {};
  expect(await listOrderStates(desk.db, filter, 10)).toMatchObject([{ shopifyOrderId: "1" }]);
});

test("where a preflight says that a row is to be filled in, the row is", async () => {
  const [gateway, creditCardCompany, name] = ["cash? / on delivery", "Visa & Co", "Air / Sea #1"];
  await ensurePaymentMethods(desk.db, "DEMO", [{ gateway, creditCardCompany }]);
  await ensureShipmentMethods(desk.db, "DEMO", [name]);
  await storeShipToCountries(desk.db, "DEMO", planShipToCountries(["DE"]));
  await storePaymentTerms(desk.db, "DEMO", [net30]);
  await ensureStaff(desk.db, "DEMO", "91");
  const pathOf = (place: MappingPlace) => mappingField({ code: "DEMO" }, "", place).path;

  for (const [table, key, row] of [
    ["payment-methods", [gateway, creditCardCompany], { gateway, creditCardCompany }],
    ["shipment-methods", [name], { name }],
    ["customer-templates", ["DE"], { countryCode: "DE" }],
    ["payment-terms", ["4"], { shopifyPaymentTermsId: "4" }],
    ["staff", ["91"], { shopifyStaffId: "91" }],
  ] as const) {
    expect(await api.call("GET", pathOf([table, ...key]))).toMatchObject({ status: 200, body: row });
    expect((await list(pathOf([table]))).items).toMatchObject([row]);
  }
});

test("payments that name no gateway have a row too, and it can be filled in", async () => {
  await ensurePaymentMethods(desk.db, "DEMO", [{ gateway: "", creditCardCompany: "" }]);
  const { path } = mappingField({ code: "DEMO" }, "", ["payment-methods", ""]);

  expect(await api.call("PUT", path, { paymentMethodCode: "CARD" })).toMatchObject({
    status: 200,
    body: { gateway: "", paymentMethodCode: "CARD" },
  });
  expect((await list(gateways)).items).toMatchObject([{ gateway: "", paymentMethodCode: "CARD" }]);
  expect((await api.call("DELETE", path)).status).toBe(204);
});

test.each([
  ["payment-methods/cash", { paymentMethodCode: "GOLD" }, ["/paymentMethodCode"]],
  ["payment-methods/cash", { paymentMethodCode: "12345678901" }, ["/paymentMethodCode"]],
  ["payment-methods/cash", { gateway: "cash" }, ["/gateway"]],
  ["payment-methods/cash?colour=red", {}, ["/colour"]],
  [
    "shipment-methods/Express",
    { shipmentMethodCode: "X", shippingAgentCode: "X", shippingAgentServiceCode: "NEXT" },
    ["/shipmentMethodCode", "/shippingAgentCode", "/shippingAgentServiceCode"],
  ],
  ["shipment-methods/Express", { shippingAgentServiceCode: "NEXT" }, ["/shippingAgentServiceCode"]],
  ["shipment-methods/Express", { shippingChargesNo: "6110" }, ["/shippingChargesType"]],
  ["shipment-methods/Express", { shippingChargesType: "glAccount" }, ["/shippingChargesNo"]],
  ["shipment-methods/Express", { shippingChargesType: "glAccount", shippingChargesNo: "1" }, ["/shippingChargesNo"]],
  ["shipment-methods/Express", { shippingChargesType: "item", shippingChargesNo: "1" }, ["/shippingChargesNo"]],
  ["shipment-methods/Express", { shippingChargesType: "chargeItem", shippingChargesNo: "1" }, ["/shippingChargesNo"]],
  ["locations/7", { defaultLocationCode: "MOON" }, ["/defaultLocationCode"]],
  ["locations/moon", {}, ["/shopifyLocationId"]],
  [`shipment-methods/${"x".repeat(51)}`, {}, ["/name"]],
  [
    "customer-templates/DE",
    { customerTemplateCode: "NOBODY", defaultCustomerNo: "NOBODY" },
    ["/customerTemplateCode", "/defaultCustomerNo"],
  ],
  ["staff/91", { salespersonCode: "NOBODY" }, ["/salespersonCode"]],
  ["staff/jo", {}, ["/shopifyStaffId"]],
  ["payment-terms/4", { paymentTermsCode: "NEVER", name: "Net 30" }, ["/name"]],
  ["payment-terms/4", { paymentTermsCode: "NEVER" }, ["/paymentTermsCode"]],
  ["customer-templates/*", {}, ["/countryCode"]],
  ["customer-templates/DEU", {}, ["/countryCode"]],
])("%s does not take %j, and says where", async (path, body, pointers) => {
  const answer = await api.call("PUT", `/api/shops/DEMO/${path}`, body);

  const errors = answer.body["errors"] as readonly { readonly pointer: string }[];
  expect([answer.status, errors.map(({ pointer }) => pointer)]).toEqual([422, pointers]);
  expect(await list(`/api/shops/DEMO/${path.split("/")[0] ?? ""}`)).toMatchObject({ items: [] });
});

/** Each with a row of it. */
const paths = [
  ["payment-methods", "7"],
  ["shipment-methods", "7"],
  ["locations", "7"],
  ["customer-templates", "NO"],
  ["payment-terms", "7"],
  ["staff", "7"],
] as const;
const requestsOf = (row: string) =>
  [
    ["GET", ""],
    ["GET", `/${row}`],
    ["PUT", `/${row}`],
    ["DELETE", `/${row}`],
  ] as const;

test.each(paths)("%s of a shop that is not there are refused", async (path, row) => {
  for (const [method, below] of requestsOf(row))
    expect(await api.call(method, `/api/shops/NONE/${path}${below}`, method === "PUT" ? {} : undefined)).toMatchObject({
      status: 404,
      body: { code: "shop-not-found" },
    });
});

test("a key of one shop sees and sets its mappings alone, and one that may only read sets none", async () => {
  const asDemo = { key: demoKey };
  await storePaymentTerms(desk.db, "DEMO", [{ ...net30, shopifyPaymentTermsId: "7" }]);
  for (const [path, row] of paths) {
    expect((await api.call("GET", `/api/shops/DEMO/${path}`, undefined, asDemo)).status).toBe(200);
    expect((await api.call("PUT", `/api/shops/DEMO/${path}/${row}`, {}, asDemo)).status).toBe(200);
    expect((await api.call("DELETE", `/api/shops/DEMO/${path}/${row}`, undefined, asDemo)).status).toBe(204);
    for (const [method, below] of requestsOf(row))
      expect(
        await api.call(method, `/api/shops/POS/${path}${below}`, method === "PUT" ? {} : undefined, asDemo),
      ).toMatchObject({ status: 403, body: { code: "shop-not-allowed" } });
    expect(await api.call("PUT", `/api/shops/DEMO/${path}/${row}`, {}, { key: readKey })).toMatchObject({
      status: 403,
      body: { code: "scope-insufficient" },
    });
  }
});
