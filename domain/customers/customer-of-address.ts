import { cutText } from "../cut-text.ts";
import type { CustomerAddress } from "./bill-to-info.ts";
import { customerNames, type NameSources } from "./name-sources.ts";

/** What an ERP customer is filled with from an address of Shopify, cut to the fields of Business Central. */
export interface CustomerFields {
  readonly name: string;
  readonly name2: string;
  readonly contact: string;
  readonly address: string;
  readonly address2: string;
  readonly city: string;
  readonly postCode: string;
  readonly county: string;
  readonly phone: string;
  readonly email: string;
}

/** Fills an ERP customer from a Shopify customer and one of its addresses. The address's phone comes before the customer's. */
export function customerOfAddress(
  customer: { readonly email: string; readonly phone: string },
  address: CustomerAddress,
  settings: NameSources & { readonly countySource: "code" | "name" },
): CustomerFields {
  const county = settings.countySource === "code" ? address.provinceCode : address.provinceName;
  return {
    ...customerNames(address, settings),
    address: cutText(address.address, 100),
    address2: cutText(address.address2, 50),
    city: cutText(address.city, 30),
    postCode: cutText(address.postCode, 20),
    county: cutText(county.trim(), 30),
    phone: address.phone || customer.phone,
    email: cutText(customer.email, 80),
  };
}
