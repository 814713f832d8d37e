import { expect, test } from "@jest/globals";
import { mapLine } from "#domain/orders/map-lines";
import { choosePaymentMethod, chooseShipmentMethod } from "#domain/orders/map-methods";
import { missingMappings } from "#domain/orders/missing-mappings";
import { chooseTaxAddress, taxAreaOf } from "#domain/orders/tax-area";

const paid = (paymentMethodCode: string, type = "sale", status = "success") => ({ type, status, paymentMethodCode });

test("OR-27 one payment method of all successful payments is taken, of several none", () => {
  expect(choosePaymentMethod([paid("CARD"), paid("PAYPAL")])).toBe("");
  expect(choosePaymentMethod([paid("CARD"), paid("CARD", "authorization")])).toBe("CARD");
  expect(choosePaymentMethod([])).toBe("");
});

test("an unmapped gateway counts as a method of its own; failed payments and refunds do not count", () => {
  expect(choosePaymentMethod([paid("CARD"), paid("")])).toBe("");
  expect(choosePaymentMethod([paid("CARD"), paid("PAYPAL", "sale", "failure"), paid("BANK", "refund")])).toBe("CARD");
});

const seattle = { city: "Seattle", county: "WA", countryCode: "US" };
const nowhere = { city: "", county: "", countryCode: "" };

test("OR-28 the first address with a city decides about the tax area; without a row it is blank", () => {
  const addresses = { shipTo: seattle, sellTo: { ...seattle, city: "Boston", county: "MA" }, billTo: nowhere };

  expect(chooseTaxAddress("shipToSellToBillTo", addresses)).toEqual(seattle);
  expect(chooseTaxAddress("billToSellToShipTo", addresses)).toMatchObject({ county: "MA" });
  expect(chooseTaxAddress("noTaxes", addresses)).toBeNull();
  expect(chooseTaxAddress("billToShipToSellTo", { shipTo: nowhere, sellTo: nowhere, billTo: nowhere })).toBeNull();
  expect(taxAreaOf({ taxAreaCode: "SEATTLE", taxLiable: true }, false)).toEqual({
    taxAreaCode: "SEATTLE",
    taxLiable: true,
  });
  expect(taxAreaOf({ taxAreaCode: "SEATTLE", taxLiable: true }, true)).toEqual({
    taxAreaCode: "SEATTLE",
    taxLiable: false,
  });
  expect(taxAreaOf(null, false)).toEqual({ taxAreaCode: "", taxLiable: false });
});

test("shipment method and agent are those of the first shipping charge", () => {
  const mapping = (name: string) => ({
    name,
    shipmentMethodCode: name.toUpperCase(),
    shippingAgentCode: "DHL",
    shippingAgentServiceCode: "",
    shippingChargesType: "" as const,
    shippingChargesNo: "",
  });
  const charges = [
    { shippingLineId: "100", title: "b" },
    { shippingLineId: "99", title: "a" },
  ];

  expect(chooseShipmentMethod(charges, [mapping("a"), mapping("b")])).toMatchObject({ shipmentMethodCode: "A" });
  expect(chooseShipmentMethod(charges, [mapping("b")])).toMatchObject({ shipmentMethodCode: "" });
  expect(chooseShipmentMethod([], [mapping("a")])).toMatchObject({ shippingAgentCode: "" });
});

test("a line needs the account it stands for, or an item by hand or by its variant", () => {
  const accounts = { tipAccount: "6120", soldGiftCardAccount: "" };
  const line = { lineId: "11", tip: false, giftCard: false, itemNo: "", productId: "401", variantId: "501" };

  expect(mapLine(line, accounts)).toEqual({ kind: "byVariant", variantId: "501", productId: "401" });
  expect(mapLine({ ...line, itemNo: "1000", variantId: null }, accounts)).toEqual({ kind: "mapped" });
  expect(mapLine({ ...line, tip: true }, accounts)).toEqual({ kind: "mapped" });
  expect(mapLine({ ...line, giftCard: true }, accounts)).toEqual({
    kind: "missing",
    missing: { what: "soldGiftCardAccount", lineId: "11" },
  });
  expect(mapLine({ ...line, variantId: null }, accounts)).toMatchObject({ kind: "missing", missing: { what: "item" } });
});

test("what is missing of an order is told from what is stored of it", () => {
  const line = { lineId: "11", tip: false, giftCard: false, itemNo: "", productId: "401", variantId: "501" };
  const accounts = { tipAccount: "", soldGiftCardAccount: "2420" };
  const ofNoCompany = { b2b: false, companyId: null, companyName: "", companyMainContactId: null };
  const order = {
    header: { ...ofNoCompany, sellToCustomerNo: "10000", billToCustomerNo: "" },
    lines: [line, { ...line, lineId: "12", itemNo: "1000" }, { ...line, lineId: "13", tip: true }],
  };

  expect(missingMappings(order, accounts)).toEqual([
    { what: "billToCustomer" },
    { what: "item", lineId: "11", variantId: "501" },
    { what: "tipAccount", lineId: "13" },
  ]);
});

test("of a company's order without a customer it is told what has to be done about the company", () => {
  const header = { b2b: true, companyId: "900", companyName: "Acme", companyMainContactId: "902" };
  const told = (changed: Partial<typeof header> | { companyId: null } | { companyMainContactId: null }) => {
    const order = { header: { ...header, ...changed, sellToCustomerNo: "10000", billToCustomerNo: "" }, lines: [] };
    const [first] = missingMappings(order, { tipAccount: "", soldGiftCardAccount: "" });
    return first !== undefined && "refusal" in first ? first.refusal : undefined;
  };

  expect(told({})).toBe(
    "Link company Acme to a customer, enter a customer on the order, or set Default Company No. on the shop card.",
  );
  expect(told({ companyMainContactId: null })).toContain("no main contact in Shopify");
  expect(told({ companyId: null })).toContain("grant the app read_companies");
});
