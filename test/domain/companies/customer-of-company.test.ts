import { expect, test } from "@jest/globals";
import { customerOfCompany } from "#domain/companies/customer-of-company";

const acme = { name: "Acme", mainContactEmail: "ida@acme.example" };
const location = {
  address: "1 Pike St",
  address2: "Floor 3",
  city: "Seattle",
  postCode: "98101",
  provinceCode: "WA",
  provinceName: "Washington",
  phone: "+1 425 555 0100",
  taxRegistrationId: "TAX-77",
};
const settings = { countySource: "code", companyTaxIdMapping: "registrationNo" } as const;

test("a company's customer has its name, its default location's address and its main contact's e-mail, and no person's name", () => {
  expect(customerOfCompany(acme, location, settings)).toEqual({
    name: "Acme",
    name2: "",
    contact: "",
    address: "1 Pike St",
    address2: "Floor 3",
    city: "Seattle",
    postCode: "98101",
    county: "WA",
    phone: "+1 425 555 0100",
    email: "ida@acme.example",
    registrationNo: "TAX-77",
    vatRegistrationNo: "",
  });
  expect(customerOfCompany(acme, location, { ...settings, countySource: "name" }).county).toBe("Washington");
});

test("the tax id goes where the shop says, cut to the field", () => {
  const long = { ...location, taxRegistrationId: "7".repeat(60) };

  expect(customerOfCompany(acme, long, settings)).toMatchObject({
    registrationNo: "7".repeat(50),
    vatRegistrationNo: "",
  });
  expect(customerOfCompany(acme, long, { ...settings, companyTaxIdMapping: "vatRegistrationNo" })).toMatchObject({
    registrationNo: "",
    vatRegistrationNo: "7".repeat(20),
  });
});
