/** The six orders in which the addresses of an order are asked for their tax area, and none. */
export type TaxAreaPriority =
  | "noTaxes"
  | "shipToSellToBillTo"
  | "shipToBillToSellTo"
  | "sellToShipToBillTo"
  | "sellToBillToShipTo"
  | "billToSellToShipTo"
  | "billToShipToSellTo";

/** What a tax area is looked up by. */
export interface TaxAddress {
  readonly city: string;
  /** Code or name of the county, as the shop's County Source says. */
  readonly county: string;
  readonly countryCode: string;
}

export interface OrderTaxAddresses {
  readonly shipTo: TaxAddress;
  readonly sellTo: TaxAddress;
  readonly billTo: TaxAddress;
}

const order: Readonly<Record<Exclude<TaxAreaPriority, "noTaxes">, readonly (keyof OrderTaxAddresses)[]>> = {
  shipToSellToBillTo: ["shipTo", "sellTo", "billTo"],
  shipToBillToSellTo: ["shipTo", "billTo", "sellTo"],
  sellToShipToBillTo: ["sellTo", "shipTo", "billTo"],
  sellToBillToShipTo: ["sellTo", "billTo", "shipTo"],
  billToSellToShipTo: ["billTo", "sellTo", "shipTo"],
  billToShipToSellTo: ["billTo", "shipTo", "sellTo"],
};

/**
 * The one address whose tax area counts: the first with a city. Only this one is looked up; when it has no tax area, the
 * next address is not asked and the customer's own tax area applies.
 */
export function chooseTaxAddress(priority: TaxAreaPriority, addresses: OrderTaxAddresses): TaxAddress | null {
  if (priority === "noTaxes") return null;
  return order[priority].map((name) => addresses[name]).find((address) => address.city !== "") ?? null;
}

/** Tax area and liability of an order; blank when the address has no row with a code. An exempt order is never liable. */
export function taxAreaOf(
  row: { readonly taxAreaCode: string; readonly taxLiable: boolean } | null,
  taxExempt: boolean,
): { readonly taxAreaCode: string; readonly taxLiable: boolean } {
  if (row === null || row.taxAreaCode === "") return { taxAreaCode: "", taxLiable: false };
  return { taxAreaCode: row.taxAreaCode, taxLiable: row.taxLiable && !taxExempt };
}
