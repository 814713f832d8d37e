import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { importShopifyCompanies } from "#activities/companies/import-shopify-companies";
import { findMappings } from "#activities/orders/map-order";
import { importMasterData } from "#activities/orders/import-master-data";
import { getShop } from "#database/shops";
import { boughtByAcme } from "../../support/a-company.ts";
import type { OrderDesk } from "../../support/order-desk.ts";
import { aSandbox, type Node, type SandboxHandle } from "../../support/sandbox.ts";
import { aDeskAt } from "../../support/sandbox-desk.ts";

let sandbox: SandboxHandle;
let desk: OrderDesk;

beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => desk.database.drop());
beforeEach(async () => {
  await sandbox.reset();
  desk = await aDeskAt(sandbox);
});

const aLocation = (id: number, location: Node = {}): Node => ({
  id: `gid://shopify/CompanyLocation/${id}`,
  name: `Location ${id}`,
  billingAddress: {
    address1: "1 Pike St",
    zip: "sw1a 1aa",
    city: "London",
    province: "England",
    zoneCode: "eng",
    countryCode: "GB",
    phone: "+44 20-7946 0958",
    firstName: "Ida",
    lastName: "Berg",
  },
  ...location,
});

const aCompany = (id: number, company: Node = {}): Node => ({
  id: `gid://shopify/Company/${id}`,
  name: "Acme",
  externalId: "C100",
  mainContact: {
    id: `gid://shopify/CompanyContact/${id + 2}`,
    customer: {
      id: `gid://shopify/Customer/${id + 3}`,
      firstName: "Ida",
      lastName: "Berg",
      defaultEmailAddress: { emailAddress: "ida@acme.example" },
    },
  },
  locations: [aLocation(id + 1, { taxRegistrationId: "REG-123" })],
  ...company,
});

const shop = () => getShop(desk.db, "DEMO");
const companies = () => desk.db.selectFrom("shopifyCompany").selectAll().orderBy("shopifyCompanyId").execute();
const locations = () => desk.db.selectFrom("companyLocation").selectAll().orderBy("shopifyCompanyLocationId").execute();
const calls = async (operation: string) => (await sandbox.requests(operation)).length;
const importAcme = async () => importShopifyCompanies(desk, await shop(), ["900"]);

test("a company is stored with its main contact and all its locations; the oldest is the default one", async () => {
  const ids = [901, 905, 906, 907, 908, 909, 910];
  await sandbox.place("companies", [aCompany(900, { locations: ids.map((id) => aLocation(id)) })]);

  await importAcme();

  expect(await companies()).toMatchObject([
    {
      shopifyCompanyId: "900",
      name: "Acme",
      externalId: "C100",
      mainContactId: "902",
      mainContactCustomerId: "903",
      mainContactFirstName: "Ida",
      mainContactEmail: "ida@acme.example",
      customerNo: null,
    },
  ]);
  const stored = await locations();
  expect(stored.map(({ shopifyCompanyLocationId }) => Number(shopifyCompanyLocationId))).toEqual(ids);
  expect(stored.filter(({ isDefault }) => isDefault)).toMatchObject([
    {
      shopifyCompanyLocationId: "901",
      recipient: "Ida Berg",
      address: "1 Pike St",
      postCode: "SW1A 1AA",
      countryCode: "GB",
      provinceCode: "ENG",
      provinceName: "England",
      phone: "+44 207946 0958",
    },
  ]);
});

test("what people said of a company and its locations stays when it is read again", async () => {
  await sandbox.place("companies", [aCompany(900)]);
  await importAcme();
  await desk.db.updateTable("shopifyCompany").set({ customerNo: "10000" }).execute();
  const customers = { sellToCustomerNo: "20001", billToCustomerNo: "20002", customerNo: "20003" };
  await desk.db.updateTable("companyLocation").set(customers).execute();
  await sandbox.control("PATCH", "companies/900", { name: "Acme Ltd" });

  await importAcme();

  expect(await companies()).toMatchObject([{ name: "Acme Ltd", customerNo: "10000" }]);
  expect(await locations()).toMatchObject([{ taxRegistrationId: "REG-123", ...customers }]);
});

test("CC-27 a company without a main contact in Shopify is not kept, and nothing is said to be skipped", async () => {
  await sandbox.place("companies", [aCompany(900, { mainContact: null })]);

  await importAcme();

  expect(await companies()).toEqual([]);
  expect(await desk.db.selectFrom("skippedRecord").selectAll().execute()).toEqual([]);
});

test("companies of a page of orders are read in one call, known ones not again, and consumers' orders ask for none", async () => {
  await sandbox.place("companies", [aCompany(900), aCompany(950, { name: "Beta" })]);
  const beta = {
    ...boughtByAcme("951"),
    company: { id: "gid://shopify/Company/950", name: "Beta", mainContact: null },
  } as ReturnType<typeof boughtByAcme>;
  await desk.receive({ purchasingEntity: boughtByAcme() });
  await desk.receive({ id: "gid://shopify/Order/2", name: "#2", purchasingEntity: beta });
  await desk.receive({ id: "gid://shopify/Order/3", name: "#3", purchasingEntity: boughtByAcme() });
  const orderIds = ["1", "2", "3"];

  await importMasterData(desk, await shop(), orderIds);
  expect((await companies()).map(({ name }) => name)).toEqual(["Acme", "Beta"]);
  await importMasterData(desk, await shop(), orderIds);

  expect([await calls("CompaniesById"), await calls("CompanyLocationsById")]).toEqual([1, 0]);
  await desk.set({ companyImportFromShopify: "none" });
  await desk.db.deleteFrom("shopifyCompany").execute();
  await importMasterData(desk, await shop(), orderIds);
  expect(await calls("CompaniesById")).toBe(1);
});

test("a company without a customer is read again for an order that came later; a location that is new to it is added", async () => {
  await sandbox.place("companies", [aCompany(900)]);
  await importAcme();
  await desk.receive({ purchasingEntity: boughtByAcme() });
  await sandbox.control("PATCH", "companies/900", { locations: [aLocation(901), aLocation(905)] });
  await desk.db.updateTable("shopifyCompany").set({ customerNo: "10000" }).execute();
  await desk.receive({ id: "gid://shopify/Order/2", name: "#2", purchasingEntity: boughtByAcme("905") });

  await importMasterData(desk, await shop(), ["1", "2"]);
  expect([await calls("CompaniesById"), await calls("CompanyLocationsById")]).toEqual([1, 1]);
  expect(await locations()).toMatchObject([
    { shopifyCompanyLocationId: "901", isDefault: true },
    { shopifyCompanyLocationId: "905", isDefault: false, shopifyCompanyId: "900" },
  ]);

  await desk.db.updateTable("shopifyCompany").set({ customerNo: null, importedAt: "2020-01-01T00:00:00Z" }).execute();
  await importMasterData(desk, await shop(), ["1", "2"]);
  expect([await calls("CompaniesById"), await calls("CompanyLocationsById")]).toEqual([2, 1]);
});

test("an order of a company the store has, and the books do not, is booked on the company that is created for it", async () => {
  await sandbox.place("companies", [aCompany(900)]);
  await desk.set({ autoCreateUnknownCompanies: true, customerTemplCode: "STANDARD" });
  await desk.receive({ purchasingEntity: boughtByAcme() });

  expect(await findMappings(desk, await shop(), "1")).toEqual([]);

  const [{ customerNo } = { customerNo: null }] = await companies();
  expect(await desk.header()).toMatchObject({ sellToCustomerNo: customerNo, billToCustomerNo: customerNo });
  expect(await desk.db.selectFrom("ledger.customer").selectAll().where("no", "=", customerNo).execute()).toMatchObject([
    { name: "Acme", email: "ida@acme.example", registrationNo: "REG-123", county: "ENG" },
  ]);
});
