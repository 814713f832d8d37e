import { expect, test } from "@jest/globals";
import { type CompanyOrder, type CompanySettings, planCompany } from "#domain/orders/map-company";

const settings = (changed: Partial<CompanySettings> = {}): CompanySettings => ({
  companyImportFromShopify: "withOrderImport",
  companyMappingType: "byEmailPhone",
  autoCreateUnknownCompanies: false,
  defaultCompanyNo: "",
  ...changed,
});

const order = (changed: Partial<CompanyOrder> = {}): CompanyOrder => ({
  sellToCustomerNo: "",
  billToCustomerNo: "",
  companyCustomerNo: null,
  location: { sellToCustomerNo: null, billToCustomerNo: null },
  ...changed,
});

const at = (sellToCustomerNo: string | null, billToCustomerNo: string | null) => ({
  sellToCustomerNo,
  billToCustomerNo,
});
const known = (sellToCustomerNo: string, billToCustomerNo: string) => ({
  kind: "known",
  sellToCustomerNo,
  billToCustomerNo,
});

test("OR-29 the customers of the location that buys are the order's; what it leaves blank is the company's", () => {
  const cases = [
    [at("20001", null), known("20001", "20001")],
    [at(null, null), known("20000", "20000")],
    [at("20001", "20002"), known("20001", "20002")],
  ] as const;
  for (const companyMappingType of ["byEmailPhone", "byTaxId", "defaultCompany"] as const)
    for (const [location, expected] of cases)
      expect(planCompany(order({ companyCustomerNo: "20000", location }), settings({ companyMappingType }))).toEqual(
        expected,
      );
});

test("without company import the default company fills what is blank, whatever the location says", () => {
  const none = settings({ companyImportFromShopify: "none", defaultCompanyNo: "40000" });
  const linked = { companyCustomerNo: "20000", location: at("20001", "20002") };

  expect(planCompany(order(linked), none)).toEqual(known("40000", "40000"));
  expect(planCompany(order({ ...linked, sellToCustomerNo: "10000" }), none)).toEqual(known("10000", "40000"));
});

test("what was entered by hand stays", () => {
  const linked = { companyCustomerNo: "20000", location: at("20001", "20002") };

  expect(planCompany(order({ ...linked, billToCustomerNo: "10000" }), settings())).toEqual(known("", "10000"));
  expect(planCompany(order({ ...linked, sellToCustomerNo: "10000" }), settings())).toEqual(known("10000", "20002"));
});

test("a company whose customer is known is not looked for, also when the location is not known", () => {
  const linked = order({ companyCustomerNo: "20000", location: null });

  expect(planCompany(linked, settings())).toEqual(known("", "20000"));
  expect(planCompany(linked, settings({ companyMappingType: "byTaxId" }))).toEqual(known("", "20000"));
});

test("a company without a customer is looked for; creating needs flag and import", () => {
  const creating = settings({ companyMappingType: "byTaxId", autoCreateUnknownCompanies: true });
  const find = (strategy: string, allowCreate: boolean) => ({
    kind: "find",
    sellToCustomerNo: "",
    strategy,
    allowCreate,
  });

  expect(planCompany(order({ location: at("20001", "20002") }), settings())).toEqual(find("byEmailPhone", false));
  expect(planCompany(order(), creating)).toEqual(find("byTaxId", true));
  expect(planCompany(order(), { ...creating, companyImportFromShopify: "none" })).toEqual(find("byTaxId", false));
});

test("with the default company as mapping type nobody is looked for", () => {
  const byDefault = settings({ companyMappingType: "defaultCompany", defaultCompanyNo: "40000" });

  expect(planCompany(order(), byDefault)).toEqual(known("", "40000"));
  expect(planCompany(order({ companyCustomerNo: "20000", location: null }), byDefault)).toEqual(known("", "40000"));
});
