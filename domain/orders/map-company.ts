import type { CustomerNos } from "./map-customer.ts";

export interface CompanySettings {
  readonly companyImportFromShopify: "none" | "withOrderImport" | "allCompanies";
  readonly companyMappingType: "byEmailPhone" | "byTaxId" | "defaultCompany";
  readonly autoCreateUnknownCompanies: boolean;
  readonly defaultCompanyNo: string;
}

/** The customers of the location that buys. Without a sell-to customer there is no bill-to customer. */
export interface LocationCustomers {
  readonly sellToCustomerNo: string | null;
  readonly billToCustomerNo: string | null;
}

export interface CompanyOrder {
  /** What the order has: blank, found earlier, or entered by hand. */
  readonly sellToCustomerNo: string;
  readonly billToCustomerNo: string;
  /** The customer the company is linked to, if it is known here and its customer exists. */
  readonly companyCustomerNo: string | null;
  /** Null: not known here. */
  readonly location: LocationCustomers | null;
}

/** How the customers of a company's order are found. */
export type CompanyPlan =
  | ({ readonly kind: "known" } & CustomerNos)
  /** The company's customer is the bill-to customer, once it is found or made. */
  | {
      readonly kind: "find";
      readonly sellToCustomerNo: string;
      readonly strategy: Exclude<CompanySettings["companyMappingType"], "defaultCompany">;
      readonly allowCreate: boolean;
    };

/**
 * Decides how the customers of a company's order are found. A bill-to customer that is set ends the search. A location of a company with a
 * customer decides by its own customers, whatever the mapping type; one that is not known leaves the company's.
 */
export function planCompany(order: CompanyOrder, settings: CompanySettings): CompanyPlan {
  const importsNone = settings.companyImportFromShopify === "none";
  const fallback = importsNone ? settings.defaultCompanyNo : "";
  const sellToCustomerNo = order.sellToCustomerNo || fallback;
  const billToCustomerNo = order.billToCustomerNo || fallback;
  if (billToCustomerNo !== "") return { kind: "known", sellToCustomerNo, billToCustomerNo };
  const { companyCustomerNo, location } = order;
  if (companyCustomerNo !== null && location !== null) {
    const ofLocation = location.sellToCustomerNo ?? companyCustomerNo;
    return {
      kind: "known",
      sellToCustomerNo: sellToCustomerNo || ofLocation,
      billToCustomerNo: location.billToCustomerNo ?? ofLocation,
    };
  }
  if (settings.companyMappingType === "defaultCompany")
    return { kind: "known", sellToCustomerNo, billToCustomerNo: settings.defaultCompanyNo };
  // Nobody is looked for who is linked: the search would put somebody else into the link.
  if (companyCustomerNo !== null) return { kind: "known", sellToCustomerNo, billToCustomerNo: companyCustomerNo };
  const allowCreate = settings.autoCreateUnknownCompanies && !importsNone;
  return { kind: "find", sellToCustomerNo, strategy: settings.companyMappingType, allowCreate };
}
