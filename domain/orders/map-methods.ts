import { cutText } from "#domain/cut-text";

/** A transaction as far as the payment method is concerned; `paymentMethodCode` is blank while its gateway is not mapped. */
export interface PaidBy {
  readonly type: string;
  readonly status: string;
  readonly paymentMethodCode: string;
}

const paying = new Set(["sale", "capture", "authorization"]);

/**
 * The payment method of an order: the one code all its successful sales, captures and authorizations are mapped to.
 * An unmapped gateway counts as a code of its own (blank); with several codes nobody can say which, so it stays blank.
 */
export function choosePaymentMethod(transactions: readonly PaidBy[]): string {
  const codes = new Set(
    transactions
      .filter(({ type, status }) => paying.has(type) && status === "success")
      .map(({ paymentMethodCode }) => paymentMethodCode),
  );
  const [only] = codes;
  return codes.size === 1 && only !== undefined ? only : "";
}

/** What a shop has set for shipping charges with one title. */
export interface ShipmentMethodMapping {
  readonly name: string;
  readonly shipmentMethodCode: string;
  readonly shippingAgentCode: string;
  readonly shippingAgentServiceCode: string;
  readonly shippingChargesType: "" | "glAccount" | "item" | "chargeItem";
  readonly shippingChargesNo: string;
}

export const MAPPING_NAME_LENGTH = 50;

/** What the mapping of a charge or a gateway is called: the first 50 characters of its title. */
export const mappingName = (title: string): string => cutText(title, MAPPING_NAME_LENGTH);

/** The mapping of a charge: its title decides. */
export function mappingOfCharge<M extends { readonly name: string }>(title: string, mappings: readonly M[]): M | null {
  const name = mappingName(title);
  return mappings.find((mapping) => mapping.name === name) ?? null;
}

/** Shipment method and agent of an order: those of its first shipping charge (lowest id). */
export function chooseShipmentMethod(
  charges: readonly { readonly shippingLineId: string; readonly title: string }[],
  mappings: readonly ShipmentMethodMapping[],
): Pick<ShipmentMethodMapping, "shipmentMethodCode" | "shippingAgentCode" | "shippingAgentServiceCode"> {
  const first = charges.toSorted((a, b) => Number(BigInt(a.shippingLineId) - BigInt(b.shippingLineId)))[0];
  const mapping = first === undefined ? null : mappingOfCharge(first.title, mappings);
  return {
    shipmentMethodCode: mapping?.shipmentMethodCode ?? "",
    shippingAgentCode: mapping?.shippingAgentCode ?? "",
    shippingAgentServiceCode: mapping?.shippingAgentServiceCode ?? "",
  };
}
