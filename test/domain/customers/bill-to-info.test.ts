import { expect, test } from "@jest/globals";
import { addressesAt, addressesNamed, type CustomerAddress, firstAddress } from "#domain/customers/bill-to-info";
import { customerOfAddress } from "#domain/customers/customer-of-address";
import { customerNames } from "#domain/customers/name-sources";

const sources = {
  nameSource: "companyName",
  name2Source: "firstAndLastName",
  contactSource: "firstAndLastName",
} as const;

const anAddress = (address: Partial<CustomerAddress> = {}): CustomerAddress => ({
  shopifyAddressId: "61",
  company: "Acme",
  firstName: "Jane",
  lastName: "Roe",
  address: "1 Main Street",
  address2: "",
  postCode: "98101",
  city: "Seattle",
  countryCode: "US",
  provinceCode: "WA",
  provinceName: "Washington",
  phone: "",
  isDefault: false,
  customerNo: null,
  ...address,
});

const block = {
  name: "ACME",
  name2: "jane roe",
  address: "1 main street",
  address2: "",
  postCode: "98101",
  city: "SEATTLE",
  countryCode: "US",
};

test("an address is the block's when place and names agree, whatever their case", () => {
  const other = anAddress({ shopifyAddressId: "62", company: "Other" });
  const elsewhere = anAddress({ shopifyAddressId: "63", city: "Boston" });
  const there = addressesAt(block, [anAddress(), other, elsewhere]);

  expect(there.map(({ shopifyAddressId }) => shopifyAddressId)).toEqual(["61", "62"]);
  expect(addressesNamed(block, there, sources).map(({ shopifyAddressId }) => shopifyAddressId)).toEqual(["61"]);
});

test("a person without a company is compared by the person's name alone", () => {
  const named = { ...block, name: "Jane Roe", name2: "" };

  expect(addressesNamed(named, [anAddress({ company: "" })], sources)).toHaveLength(1);
});

test("a customer is created from the default address, else from the oldest", () => {
  const old = anAddress({ shopifyAddressId: "9" });

  expect(firstAddress([anAddress(), old])).toBe(old);
  expect(firstAddress([old, anAddress({ isDefault: true })])).toMatchObject({ shopifyAddressId: "61" });
  expect(firstAddress([])).toBeNull();
});

test("names of a customer follow the shop's sources; what is blank moves up", () => {
  const person = { company: "", firstName: " Jane ", lastName: "Roe" };

  expect(customerNames({ ...person, company: "Acme" }, sources)).toEqual({
    name: "Acme",
    name2: "Jane Roe",
    contact: "Jane Roe",
  });
  expect(customerNames(person, sources)).toEqual({ name: "Jane Roe", name2: "", contact: "Jane Roe" });
  expect(customerNames(person, { ...sources, name2Source: "none", contactSource: "lastAndFirstName" })).toEqual({
    name: "Roe Jane",
    name2: "",
    contact: "",
  });
});

test("names are cut to the fields of a customer, and no emoji in half", () => {
  const company = `${"A".repeat(99)}🎁`;
  const person = { company, firstName: `${"B".repeat(49)}🎁`, lastName: "" };

  expect(customerNames(person, sources)).toEqual({
    name: "A".repeat(99),
    name2: "B".repeat(49),
    contact: `${"B".repeat(49)}🎁`,
  });
  expect(customerNames({ ...person, company: "", firstName: company }, sources).name).toBe("A".repeat(99));
});

test("county, phone and e-mail of a customer come from the address first", () => {
  const customer = { email: "jane@example.com", phone: "0100" };

  expect(customerOfAddress(customer, anAddress(), { ...sources, countySource: "code" })).toMatchObject({
    county: "WA",
    phone: "0100",
    email: "jane@example.com",
  });
  expect(customerOfAddress(customer, anAddress({ phone: "0200" }), { ...sources, countySource: "name" })).toMatchObject(
    {
      county: "Washington",
      phone: "0200",
    },
  );
});
