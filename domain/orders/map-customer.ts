/** The way an ERP customer is looked for. */
type CustomerStrategy = "byEmailPhone" | "byBillToInfo" | "defaultCustomer";

export interface CustomerSettings {
  readonly customerImportFromShopify: "none" | "withOrderImport" | "allCustomers";
  readonly customerMappingType: CustomerStrategy;
  readonly autoCreateUnknownCustomers: boolean;
  readonly defaultCustomerNo: string;
}

/** A name block of the order: only whether it says a name decides here. */
interface NamedBlock {
  readonly name: string;
  readonly name2: string;
}

export interface CustomersToMap {
  /** What the order has: blank, found earlier, or entered by hand. */
  readonly sellToCustomerNo: string;
  readonly billToCustomerNo: string;
  readonly sellTo: NamedBlock;
  readonly billTo: NamedBlock;
  /** The shop's row for the country the order is shipped to; null without a row. */
  readonly template: { readonly defaultCustomerNo: string } | null;
}

/** One side of an order: known, or to be looked for with the address of that side. */
export type CustomerSide =
  | { readonly kind: "known"; readonly customerNo: string }
  | {
      readonly kind: "find";
      readonly strategy: Exclude<CustomerStrategy, "defaultCustomer">;
      readonly allowCreate: boolean;
    };

export interface CustomerNos {
  readonly sellToCustomerNo: string;
  readonly billToCustomerNo: string;
}

export interface CustomerPlan {
  readonly sellTo: CustomerSide;
  readonly billTo: CustomerSide;
}

/**
 * Decides how the customers of a consumer's order are found. A default customer of the ship-to country always wins, also over what was
 * entered by hand; otherwise a bill-to customer that is set ends the search.
 */
export function planCustomers(order: CustomersToMap, settings: CustomerSettings): CustomerPlan {
  if (order.template !== null && order.template.defaultCustomerNo !== "") {
    return { sellTo: known(order.template.defaultCustomerNo), billTo: known(order.template.defaultCustomerNo) };
  }
  const usesDefault = order.template === null && settings.customerImportFromShopify === "none";
  const fallback = usesDefault ? settings.defaultCustomerNo : "";
  const sellToCustomerNo = order.sellToCustomerNo || fallback;
  const billToCustomerNo = order.billToCustomerNo || fallback;
  if (billToCustomerNo !== "") return { sellTo: known(sellToCustomerNo), billTo: known(billToCustomerNo) };
  return {
    sellTo: sellToCustomerNo === "" ? sideOf(order.sellTo, settings) : known(sellToCustomerNo),
    billTo: sideOf(order.billTo, settings),
  };
}

/** What stays blank after the search: the default customer or company as bill-to, then each side stands in for the other. */
export function completeCustomers(found: CustomerNos, defaultCustomerNo: string): CustomerNos {
  const billTo = found.billToCustomerNo || defaultCustomerNo;
  const sellTo = found.sellToCustomerNo || billTo;
  return { sellToCustomerNo: sellTo, billToCustomerNo: billTo || sellTo };
}

const known = (customerNo: string): CustomerSide => ({ kind: "known", customerNo });

/** Nobody can be found by a name that is not there, so a nameless block is looked for by e-mail and phone. */
function sideOf(block: NamedBlock, settings: CustomerSettings): CustomerSide {
  const nameless = block.name === "" && block.name2 === "";
  const strategy = nameless ? "byEmailPhone" : settings.customerMappingType;
  if (strategy === "defaultCustomer") return known(settings.defaultCustomerNo);
  const allowCreate = settings.autoCreateUnknownCustomers && settings.customerImportFromShopify !== "none";
  return { kind: "find", strategy, allowCreate };
}
