import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { findMappings } from "#activities/orders/map-order";
import { getShop } from "#database/shops";
import type { OrderNode } from "#domain/orders/order-node";
import type { Missing } from "#domain/orders/order-problem";
import { aKnownCompany, aLocation, boughtByAcme } from "../../support/a-company.ts";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";

let desk: OrderDesk;

beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  await desk.clear();
  for (const table of ["shopifyCustomer", "shopifyCompany", "paymentTermsMapping"] as const)
    await desk.db.deleteFrom(table).execute();
  await desk.db.deleteFrom("ledger.contact").execute();
  await desk.db.deleteFrom("ledger.customer").execute();
  await desk.set({
    companyImportFromShopify: "withOrderImport",
    companyMappingType: "byEmailPhone",
    companyTaxIdMapping: "registrationNo",
    autoCreateUnknownCompanies: false,
    customerTemplCode: "STANDARD",
    defaultCompanyNo: "",
    defaultCustomerNo: "10000",
  });
  await inTheLedger("10000");
});

const inTheLedger = (no: string, customer: Record<string, string> = {}) =>
  desk.db
    .insertInto("ledger.customer")
    .values({ no, name: `Customer ${no}`, vatBusinessGroup: "DOMESTIC", ...customer })
    .execute();

const map = async (order: Partial<OrderNode> = {}): Promise<readonly Missing[]> => {
  await desk.receive({ purchasingEntity: boughtByAcme(), ...order });
  return findMappings(desk, await getShop(desk.db, "DEMO"), "1");
};
const mapAgain = async () => {
  await desk.db.deleteFrom("orderHeader").execute();
  return map();
};

const customerNos = async () => {
  const { sellToCustomerNo, billToCustomerNo } = await desk.header();
  return [sellToCustomerNo, billToCustomerNo];
};
const link = async () =>
  (await desk.db.selectFrom("shopifyCompany").select("customerNo").executeTakeFirstOrThrow()).customerNo;
const linkTo = (customerNo: string) => desk.db.updateTable("shopifyCompany").set({ customerNo }).execute();
const customersBesides10000 = () =>
  desk.db.selectFrom("ledger.customer").selectAll().where("no", "<>", "10000").execute();

test("OR-29 CC-35 the location's customers go before the company's, down to the document; a bill-to customer alone is not allowed", async () => {
  for (const no of ["20000", "20001", "20002"]) await inTheLedger(no);
  await aKnownCompany(desk.db);
  await linkTo("20000");
  const cases = [
    [{ sellToCustomerNo: "20001", billToCustomerNo: null }, ["20001", "20001"]],
    [{ sellToCustomerNo: null, billToCustomerNo: null }, ["20000", "20000"]],
    [{ sellToCustomerNo: "20001", billToCustomerNo: "20002" }, ["20001", "20002"]],
  ] as const;

  for (const [location, expected] of cases) {
    await desk.clear();
    await desk.db.updateTable("companyLocation").set(location).execute();
    await desk.receive({ purchasingEntity: boughtByAcme() });
    await desk.createDocuments();
    expect(await customerNos()).toEqual(expected);
    expect(await desk.documents()).toMatchObject([{ sellToCustomerNo: expected[0], billToCustomerNo: expected[1] }]);
  }
  await expect(
    desk.db.updateTable("companyLocation").set({ sellToCustomerNo: null, billToCustomerNo: "30000" }).execute(),
  ).rejects.toThrow("company_location_bill_to_needs_sell_to");
});

test("CC-24 with the default company as mapping type, the order of a company that is not known is the default company's", async () => {
  await inTheLedger("40000");
  await desk.set({ companyMappingType: "defaultCompany", defaultCompanyNo: "40000" });

  expect(await map()).toEqual([]);
  expect(await customerNos()).toEqual(["40000", "40000"]);
});

test("without company import nothing is read, and what is blank is the default company's", async () => {
  await inTheLedger("40000");
  await desk.set({ companyImportFromShopify: "none", defaultCompanyNo: "40000" });

  expect(await map()).toEqual([]);
  expect(await customerNos()).toEqual(["40000", "40000"]);
});

test("CC-25 by tax id, the customer with the default location's tax id is the company's, and its main contact becomes a customer", async () => {
  await inTheLedger("20000", { registrationNo: "REG-123" });
  await inTheLedger("20001", { vatRegistrationNo: "REG-123", email: "ida@acme.example" });
  await desk.set({ companyMappingType: "byTaxId" });
  await aKnownCompany(desk.db, {
    mainContactEmail: "ida@acme.example",
    locations: [aLocation({ taxRegistrationId: "REG-123" })],
  });

  expect(await map()).toEqual([]);
  expect(await customerNos()).toEqual(["20000", "20000"]);
  expect(await link()).toBe("20000");
  expect(await desk.db.selectFrom("shopifyCustomer").selectAll().execute()).toMatchObject([
    { shopifyCustomerId: "71", firstName: "Ida", email: "ida@acme.example", customerNo: "20000", shop: "DEMO" },
  ]);
});

test("a main contact who is known keeps their own link", async () => {
  await inTheLedger("20000", { email: "ida@acme.example" });
  await aKnownCompany(desk.db, { mainContactEmail: "Ida@acme.example" });
  await desk.db
    .insertInto("shopifyCustomer")
    .values({ store: "demo.myshopify.com", shop: "DEMO", shopifyCustomerId: "71", customerNo: "10000" })
    .execute();

  await map();
  expect(await link()).toBe("20000");
  expect(await desk.db.selectFrom("shopifyCustomer").select("customerNo").execute()).toEqual([{ customerNo: "10000" }]);
});

test("CC-26 by e-mail, a company whose contact's e-mail nobody has is not found by telephone; the order says what to do", async () => {
  await inTheLedger("20000", { phone: "+1 425 555 0100" });
  await aKnownCompany(desk.db, { mainContactEmail: "ida@acme.example", mainContactPhone: "425 555 0100" });

  expect((await map()).map(({ what }) => what)).toEqual(["sellToCustomer", "billToCustomer"]);
  await desk.createDocuments();
  expect(await desk.header()).toMatchObject({
    hasError: true,
    errorMessage: expect.stringContaining("Link company Acme to a customer") as unknown,
  });

  await desk.db.updateTable("shopifyCompany").set({ mainContactEmail: "" }).execute();
  expect(await mapAgain()).toEqual([]);
  expect(await customerNos()).toEqual(["20000", "20000"]);
});

test("CC-29 an unknown company is created once, with its tax id in the field the shop says and its payment terms", async () => {
  await desk.set({ autoCreateUnknownCompanies: true });
  await desk.db
    .insertInto("paymentTermsMapping")
    .values({ shop: "DEMO", shopifyPaymentTermsId: "4", type: "net", name: "Net 30", paymentTermsCode: "30D" })
    .execute();
  const taxed = { locations: [aLocation({ taxRegistrationId: "TAX-77", shopifyPaymentTermsId: "4" })] };
  await aKnownCompany(desk.db, { mainContactEmail: "ida@acme.example", ...taxed });

  expect(await map()).toEqual([]);
  const [made, ...others] = await customersBesides10000();
  expect(others).toEqual([]);
  expect(made).toMatchObject({ name: "Acme", email: "ida@acme.example", paymentTermsCode: "30D", contact: "" });
  expect(made).toMatchObject({ registrationNo: "TAX-77", vatRegistrationNo: "", address: "1 Pike St", county: "WA" });
  expect([await customerNos(), await link()]).toEqual([[made?.no, made?.no], made?.no]);

  await desk.db.updateTable("shopifyCompany").set({ customerNo: null }).execute();
  await mapAgain();
  expect(await customersBesides10000()).toHaveLength(1);

  await desk.set({ companyTaxIdMapping: "vatRegistrationNo", companyMappingType: "byTaxId" });
  await desk.db.updateTable("ledger.customer").set({ sourceKey: null, email: "" }).execute();
  await desk.db.updateTable("shopifyCompany").set({ customerNo: null }).execute();
  await mapAgain();
  expect((await customersBesides10000()).map(({ vatRegistrationNo }) => vatRegistrationNo).toSorted()).toEqual([
    "",
    "TAX-77",
  ]);
});

test("two orders of an unknown company at the same time make one customer", async () => {
  await desk.set({ autoCreateUnknownCompanies: true });
  await aKnownCompany(desk.db, { mainContactEmail: "ida@acme.example" });
  for (const id of ["1", "2", "3"])
    await desk.receive({ id: `gid://shopify/Order/${id}`, name: `#${id}`, purchasingEntity: boughtByAcme() });

  await desk.createDocuments();

  const [made, ...others] = await customersBesides10000();
  expect(others).toEqual([]);
  expect((await desk.documents()).map(({ billToCustomerNo }) => billToCustomerNo)).toEqual([
    made?.no,
    made?.no,
    made?.no,
  ]);
});

test("a company that cannot be created says why, unless a default company steps in", async () => {
  await desk.set({ autoCreateUnknownCompanies: true });
  await aKnownCompany(desk.db);
  await desk.db.updateTable("companyLocation").set({ isDefault: false }).execute();

  expect(JSON.stringify(await map())).toContain("Company Acme has no location in Shopify");
  await aKnownCompany(desk.db);
  await desk.set({ customerTemplCode: "" });
  expect(JSON.stringify(await mapAgain())).toContain("Customer/Company Template Code");

  await inTheLedger("40000");
  await desk.set({ defaultCompanyNo: "40000" });
  expect(await mapAgain()).toEqual([]);
  expect([await customerNos(), await link()]).toEqual([["40000", "40000"], null]);
});

test("the template entered on an order is that of the customer its company gets", async () => {
  await desk.set({ autoCreateUnknownCompanies: true });
  await desk.db.insertInto("ledger.customerTemplate").values({ code: "ABROAD", vatBusinessGroup: "EXPORT" }).execute();
  await aKnownCompany(desk.db);
  await desk.receive({ purchasingEntity: boughtByAcme() });
  await desk.db.updateTable("orderHeader").set({ customerTemplateCode: "ABROAD" }).execute();

  expect(await findMappings(desk, await getShop(desk.db, "DEMO"), "1")).toEqual([]);
  const created = await desk.db
    .selectFrom("ledger.customer")
    .select("no")
    .where("vatBusinessGroup", "=", "EXPORT")
    .executeTakeFirstOrThrow();
  expect(await customerNos()).toEqual([created.no, created.no]);
});

test("a link to a customer that is gone is removed, and the company is looked for again", async () => {
  await inTheLedger("20000", { email: "ida@acme.example" });
  await aKnownCompany(desk.db, { mainContactEmail: "ida@acme.example" });
  await linkTo("99999");

  expect(await map()).toEqual([]);
  expect([await customerNos(), await link()]).toEqual([["20000", "20000"], "20000"]);
});

test("customers entered on the order stay, and the default customer of a country is not for companies", async () => {
  for (const no of ["20000", "45000"]) await inTheLedger(no);
  await aKnownCompany(desk.db);
  await linkTo("20000");
  await desk.db
    .insertInto("customerTemplateMapping")
    .values({ shop: "DEMO", countryCode: "US", defaultCustomerNo: "45000" })
    .execute();
  await desk.receive({ purchasingEntity: boughtByAcme() });
  await desk.db.updateTable("orderHeader").set({ sellToCustomerNo: "10000" }).execute();

  await findMappings(desk, await getShop(desk.db, "DEMO"), "1");
  expect(await customerNos()).toEqual(["10000", "20000"]);
});

test("who ordered for the company is the contact, when the customer's company has a person of that name; not for the default company", async () => {
  await inTheLedger("20000");
  await desk.db
    .insertInto("ledger.contact")
    .values({ no: "CT1", type: "company", name: "Acme", customerNo: "20000" })
    .execute();
  await desk.db
    .insertInto("ledger.contact")
    .values({ no: "CT2", type: "person", name: "JANE ROE", companyNo: "CT1" })
    .execute();
  await aKnownCompany(desk.db);
  await linkTo("20000");

  await map();
  expect(await desk.header()).toMatchObject({ sellToContactNo: "CT2", billToContactNo: "CT2" });

  await desk.set({ defaultCompanyNo: "20000" });
  await mapAgain();
  expect(await desk.header()).toMatchObject({ billToCustomerNo: "20000", sellToContactNo: "" });
});
