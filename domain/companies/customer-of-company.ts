import { cutText } from "../cut-text.ts";
import type { CustomerFields } from "../customers/customer-of-address.ts";

/** A location of a company as far as the company's ERP customer is made from it. */
export interface CompanyAddress {
  readonly address: string;
  readonly address2: string;
  readonly city: string;
  readonly postCode: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly phone: string;
  readonly taxRegistrationId: string;
}

interface CompanyFields extends CustomerFields {
  readonly registrationNo: string;
  readonly vatRegistrationNo: string;
}

/** Fills the ERP customer of a company from its default location. A company is no person: name 2 and contact stay blank. */
export function customerOfCompany(
  company: { readonly name: string; readonly mainContactEmail: string },
  location: CompanyAddress,
  settings: {
    readonly countySource: "code" | "name";
    readonly companyTaxIdMapping: "registrationNo" | "vatRegistrationNo";
  },
): CompanyFields {
  const county = settings.countySource === "code" ? location.provinceCode : location.provinceName;
  const isVat = settings.companyTaxIdMapping === "vatRegistrationNo";
  return {
    name: cutText(company.name, 100),
    name2: "",
    contact: "",
    address: cutText(location.address, 100),
    address2: cutText(location.address2, 50),
    city: cutText(location.city, 30),
    postCode: cutText(location.postCode, 20),
    county: cutText(county.trim(), 30),
    phone: location.phone,
    email: cutText(company.mainContactEmail, 80),
    registrationNo: isVat ? "" : cutText(location.taxRegistrationId, 50),
    vatRegistrationNo: isVat ? cutText(location.taxRegistrationId, 20) : "",
  };
}
