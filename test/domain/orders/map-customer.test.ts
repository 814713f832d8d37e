import { expect, test } from "@jest/globals";
import {
  completeCustomers,
  type CustomerSettings,
  type CustomersToMap,
  planCustomers,
} from "#domain/orders/map-customer";

const settings = (changed: Partial<CustomerSettings> = {}): CustomerSettings => ({
  customerImportFromShopify: "withOrderImport",
  customerMappingType: "byEmailPhone",
  autoCreateUnknownCustomers: false,
  defaultCustomerNo: "",
  ...changed,
});

const order = (changed: Partial<CustomersToMap> = {}): CustomersToMap => ({
  sellToCustomerNo: "",
  billToCustomerNo: "",
  sellTo: { name: "Jane Roe", name2: "" },
  billTo: { name: "Acme", name2: "Jane Roe" },
  template: null,
  ...changed,
});

const known = (customerNo: string) => ({ kind: "known", customerNo });
const find = (strategy: string, allowCreate = false) => ({ kind: "find", strategy, allowCreate });

test("OR-30 a default customer of the ship-to country is used whatever the mapping type, also over a manual one", () => {
  const withTemplate = order({ template: { defaultCustomerNo: "45000" }, billToCustomerNo: "10000" });

  for (const customerMappingType of ["byEmailPhone", "byBillToInfo", "defaultCustomer"] as const) {
    expect(planCustomers(withTemplate, settings({ customerMappingType, defaultCustomerNo: "20000" }))).toEqual({
      sellTo: known("45000"),
      billTo: known("45000"),
    });
  }
});

test("without customer import the shop's default customer fills what is blank, unless the country has a row", () => {
  const none = settings({ customerImportFromShopify: "none", defaultCustomerNo: "20000" });

  expect(planCustomers(order(), none)).toEqual({ sellTo: known("20000"), billTo: known("20000") });
  expect(planCustomers(order({ sellToCustomerNo: "10000" }), none)).toEqual({
    sellTo: known("10000"),
    billTo: known("20000"),
  });
  expect(planCustomers(order({ template: { defaultCustomerNo: "" } }), none)).toEqual({
    sellTo: find("byEmailPhone"),
    billTo: find("byEmailPhone"),
  });
});

test("a bill-to customer that is set ends the search; a manual sell-to customer survives", () => {
  expect(planCustomers(order({ billToCustomerNo: "10000" }), settings())).toEqual({
    sellTo: known(""),
    billTo: known("10000"),
  });
  expect(planCustomers(order({ sellToCustomerNo: "10000" }), settings()).sellTo).toEqual(known("10000"));
});

test("each side is looked for with the shop's strategy; a nameless one by e-mail and phone", () => {
  const byBillTo = settings({ customerMappingType: "byBillToInfo", autoCreateUnknownCustomers: true });

  expect(planCustomers(order({ sellTo: { name: "", name2: "" } }), byBillTo)).toEqual({
    sellTo: find("byEmailPhone", true),
    billTo: find("byBillToInfo", true),
  });
  expect(
    planCustomers(order(), settings({ customerMappingType: "defaultCustomer", defaultCustomerNo: "20000" })),
  ).toEqual({ sellTo: known("20000"), billTo: known("20000") });
});

test("customers are created only with Auto Create Unknown Customers and an import of customers", () => {
  const creating = settings({ autoCreateUnknownCustomers: true });

  expect(planCustomers(order(), creating).billTo).toEqual(find("byEmailPhone", true));
  expect(planCustomers(order(), { ...creating, customerImportFromShopify: "none" }).billTo).toEqual(
    find("byEmailPhone"),
  );
});

test("blank sides: the shop's default customer as bill-to, then each side for the other", () => {
  const complete = (sellTo: string, billTo: string, defaultNo = ""): readonly string[] => {
    const nos = completeCustomers({ sellToCustomerNo: sellTo, billToCustomerNo: billTo }, defaultNo);
    return [nos.sellToCustomerNo, nos.billToCustomerNo];
  };

  expect(complete("", "", "20000")).toEqual(["20000", "20000"]);
  expect(complete("10000", "", "20000")).toEqual(["10000", "20000"]);
  expect(complete("10000", "")).toEqual(["10000", "10000"]);
  expect(complete("", "10000")).toEqual(["10000", "10000"]);
  expect(complete("", "")).toEqual(["", ""]);
});
