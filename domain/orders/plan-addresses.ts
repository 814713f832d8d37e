import { cutText } from "#domain/cut-text";
import type { DocumentAddress } from "#domain/documents/sales-document";
import type { OrderHeaderToPlan } from "./order-to-plan.ts";

/** The ERP's country/region codes by the codes Shopify uses; a country the ERP does not know is left out. */
export type CountryCodes = Readonly<Record<string, string>>;

/** The three addresses of a document. A block that is blank as a whole leaves the customer's own address standing. */
export function planAddresses(
  header: OrderHeaderToPlan,
  countries: CountryCodes,
): Record<"sellTo" | "billTo" | "shipTo", DocumentAddress | null> {
  return {
    sellTo: documentAddress(
      {
        name: header.sellToName,
        name2: header.sellToName2,
        contact: header.sellToContactName,
        address: header.sellToAddress,
        address2: header.sellToAddress2,
        city: header.sellToCity,
        postCode: header.sellToPostCode,
        county: header.sellToCounty,
        countryCode: header.sellToCountryCode,
      },
      countries,
    ),
    billTo: documentAddress(
      {
        name: header.billToName,
        name2: header.billToName2,
        contact: header.billToContactName,
        address: header.billToAddress,
        address2: header.billToAddress2,
        city: header.billToCity,
        postCode: header.billToPostCode,
        county: header.billToCounty,
        countryCode: header.billToCountryCode,
      },
      countries,
    ),
    shipTo: documentAddress(
      {
        name: header.shipToName,
        name2: header.shipToName2,
        contact: header.shipToContactName,
        address: header.shipToAddress,
        address2: header.shipToAddress2,
        city: header.shipToCity,
        postCode: header.shipToPostCode,
        county: header.shipToCounty,
        countryCode: header.shipToCountryCode,
      },
      countries,
    ),
  };
}

/** Cut to the lengths of Business Central's fields. */
function documentAddress(block: DocumentAddress, countries: CountryCodes): DocumentAddress | null {
  if (Object.values(block).every((text) => text === "")) return null;
  return {
    name: cutText(block.name, 100),
    name2: cutText(block.name2, 50),
    contact: cutText(block.contact, 100),
    address: cutText(block.address, 100),
    address2: cutText(block.address2, 50),
    city: cutText(block.city, 30),
    postCode: cutText(block.postCode, 20),
    county: cutText(block.county, 30),
    countryCode: countries[block.countryCode] ?? "",
  };
}
