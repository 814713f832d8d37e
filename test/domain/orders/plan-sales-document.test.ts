import { expect, test } from "@jest/globals";
import type { SalesDocumentDraft } from "#domain/documents/sales-document";
import { planSalesDocument } from "#domain/orders/plan-sales-document";
import {
  aChargeToPlan,
  aLineToPlan,
  anOrderToPlan,
  aTaxLineToPlan,
  documentMappings,
  documentSettings,
} from "../../support/order-to-plan.ts";

type Arguments = Parameters<typeof planSalesDocument>;

function draftOf(
  order: Arguments[0],
  settings = documentSettings(),
  mappings = documentMappings(),
): SalesDocumentDraft {
  const plan = planSalesDocument(order, settings, mappings);
  if (plan.kind === "blocked") throw new Error(plan.problem.message);
  return plan.draft;
}

function problemOf(order: Arguments[0], settings = documentSettings(), mappings = documentMappings()) {
  const plan = planSalesDocument(order, settings, mappings);
  return plan.kind === "blocked" ? plan.problem : null;
}

test("OR-6 an unfulfilled order becomes a sales order to be released, its item at Shopify's price", () => {
  const draft = draftOf(anOrderToPlan());

  expect(draft).toMatchObject({
    kind: "order",
    number: null,
    sellToCustomerNo: "10000",
    billToCustomerNo: "10000",
    documentDate: "2026-07-01",
    release: true,
    expectedTotal: "25",
    shopifyOrderId: "5001",
    shopifyOrderNo: "#1001",
  });
  expect(draft.lines).toEqual([
    {
      kind: "item",
      lineNo: 10000,
      itemNo: "1000",
      variantCode: "",
      locationCode: "",
      unitOfMeasureCode: "",
      description: null,
      quantity: "1",
      unitPrice: "25.00",
      discountAmount: "0",
      shippingAgentCode: null,
      shippingAgentServiceCode: null,
      sourceLineKey: "line/11",
    },
  ]);
});

test("OR-8 a fulfilled order becomes an invoice when the shop wants that, else a sales order", () => {
  const order = anOrderToPlan({ header: { fulfillmentStatus: "fulfilled" } });

  expect(draftOf(order).kind).toBe("invoice");
  expect(draftOf(order, documentSettings({ createInvoicesFromOrders: false })).kind).toBe("order");
});

test("OR-18 the telephone number keeps what a document accepts", () => {
  expect(draftOf(anOrderToPlan({ header: { phone: "+1-425-555 0100 ext 5" } })).sellToPhone).toBe("+1425555 0100  5");
});

test("OR-20 PO number and Shopify's due date are taken over, the due date beside the mapped terms", () => {
  const header = { poNumber: "PO-77", dueDate: "2026-05-15", paymentTermsCode: "30D" };

  expect(draftOf(anOrderToPlan({ header }))).toMatchObject({
    externalDocumentNo: "PO-77",
    dueDate: "2026-05-15",
    paymentTermsCode: "30D",
  });
});

test("a PO number longer than the field is cut instead of failing", () => {
  const draft = draftOf(anOrderToPlan({ header: { poNumber: "P".repeat(40) } }));

  expect(draft.externalDocumentNo).toBe("P".repeat(35));
});

test("OR-21 the line carries its own discount and its share of the order's", () => {
  const line = aLineToPlan({ quantity: 2, unitPrice: "20.00", discountAmount: "7.00" });
  const draft = draftOf(anOrderToPlan({ lines: [line], header: { discountAmount: "7.00", totalAmount: "33.00" } }));

  expect(draft.lines).toMatchObject([{ quantity: "2", unitPrice: "20.00", discountAmount: "7.00" }]);
  expect(draft.invoiceDiscount).toBe("0");
  expect(draft.expectedTotal).toBe("33");
});

test("discount that no line and no shipping charge carries becomes an invoice discount", () => {
  const order = anOrderToPlan({
    header: { discountAmount: "10.00" },
    lines: [aLineToPlan({ discountAmount: "4.00" })],
    shippingCharges: [aChargeToPlan({ discountAmount: "2.50" })],
  });

  expect(draftOf(order).invoiceDiscount).toBe("3.5");
});

test("OR-22 a tip and a sold gift card go to their accounts, whatever was paid with", () => {
  const order = anOrderToPlan({
    lines: [
      aLineToPlan({ lineId: "13", tip: true, itemNo: "", unitPrice: "3.00" }),
      aLineToPlan({ lineId: "12", giftCard: true, itemNo: "", unitPrice: "50.00" }),
    ],
    header: { totalAmount: "53.00" },
  });

  expect(draftOf(order).lines).toMatchObject([
    {
      lineNo: 10000,
      kind: "glAccount",
      accountNo: "2420",
      quantity: "1",
      unitPrice: "50.00",
      sourceLineKey: "line/12",
    },
    { lineNo: 20000, kind: "glAccount", accountNo: "6120", quantity: "1", unitPrice: "3.00", sourceLineKey: "line/13" },
  ]);
  expect(draftOf(order).expectedTotal).toBe("53");
});

test("a missing account blocks the document and names the setting", () => {
  const tip = anOrderToPlan({ lines: [aLineToPlan({ tip: true })] });

  expect(problemOf(tip, documentSettings({ tipAccount: "" }))).toEqual({
    code: "tip-account-missing",
    message: "The order contains a tip: set Tip Account on the shop card, then create the document again.",
    params: { setting: "tipAccount" },
  });
  const shipping = anOrderToPlan({ shippingCharges: [aChargeToPlan()] });
  expect(problemOf(shipping, documentSettings({ shippingChargesAccount: "" }))?.code).toBe("shipping-account-missing");
  const rounding = anOrderToPlan({ header: { paymentRoundingAmount: "-0.02" } });
  expect(problemOf(rounding, documentSettings({ cashRoundingsAccount: "" }))?.code).toBe("rounding-account-missing");
  const giftCard = anOrderToPlan({ lines: [aLineToPlan({ giftCard: true })] });
  expect(problemOf(giftCard, documentSettings({ soldGiftCardAccount: "" }))?.code).toBe("gift-card-account-missing");
});

test("duties and fees need their account, and are one line on it", () => {
  const order = anOrderToPlan({ header: { dutiesAmount: "4.00", additionalFeesAmount: "1.50" } });

  expect(problemOf(order)?.code).toBe("duties-account-missing");
  expect(draftOf(order, documentSettings({ dutiesAndFeesAccount: "6140" })).lines.at(-1)).toMatchObject({
    kind: "glAccount",
    accountNo: "6140",
    description: "Duties and additional fees",
    unitPrice: "5.5",
  });
});

const express = {
  name: "Express",
  shipmentMethodCode: "EXP",
  shippingAgentCode: "DHL",
  shippingAgentServiceCode: "NEXT",
  shippingChargesNo: "SHIP",
} as const;

test("OR-23 shipping goes to the shop's account, or to what its title is mapped to with its agent", () => {
  const order = anOrderToPlan({ shippingCharges: [aChargeToPlan({ discountAmount: "2.00" })] });

  expect(draftOf(order).lines.at(-1)).toMatchObject({
    kind: "glAccount",
    accountNo: "6110",
    description: "Express",
    quantity: "1",
    unitPrice: "12.00",
    discountAmount: "2.00",
    shippingAgentCode: null,
  });
  const item = documentMappings({ shipmentMethods: [{ ...express, shippingChargesType: "item" }] });
  expect(draftOf(order, documentSettings(), item).lines.at(-1)).toMatchObject({
    kind: "item",
    itemNo: "SHIP",
    shippingAgentCode: "DHL",
    shippingAgentServiceCode: "NEXT",
  });
  const charge = documentMappings({ shipmentMethods: [{ ...express, shippingChargesType: "chargeItem" }] });
  expect(draftOf(order, documentSettings(), charge).lines.at(-1)).toMatchObject({
    kind: "chargeItem",
    chargeNo: "SHIP",
  });
  const account = documentMappings({ shipmentMethods: [{ ...express, shippingChargesType: "glAccount" }] });
  expect(draftOf(order, documentSettings(), account).lines.at(-1)).toMatchObject({
    kind: "glAccount",
    accountNo: "SHIP",
  });
});

test("every shipping charge follows its own mapping, whatever the one before it is", () => {
  const order = anOrderToPlan({
    lines: [],
    shippingCharges: [aChargeToPlan({ shippingLineId: "22", title: "Standard" }), aChargeToPlan()],
  });
  const mappings = documentMappings({ shipmentMethods: [{ ...express, shippingChargesType: "item" }] });

  expect(draftOf(order, documentSettings(), mappings).lines).toMatchObject([
    { kind: "item", itemNo: "SHIP", description: "Express" },
    { kind: "glAccount", accountNo: "6110", description: "Standard" },
  ]);
});

test("a mapping with a type and no number blocks the document", () => {
  const order = anOrderToPlan({ shippingCharges: [aChargeToPlan()] });
  const mapping = { ...express, shippingChargesType: "item", shippingChargesNo: "" } as const;

  expect(problemOf(order, documentSettings(), documentMappings({ shipmentMethods: [mapping] }))).toMatchObject({
    code: "shipping-charge-no-missing",
    params: { title: "Express" },
  });
});

test("OR-24 free shipping is no line", () => {
  expect(draftOf(anOrderToPlan({ shippingCharges: [aChargeToPlan({ amount: "0.00" })] })).lines).toHaveLength(1);
});

test("OR-25 cash rounding is a line, and part of the total the document must come to", () => {
  const order = anOrderToPlan({
    lines: [aLineToPlan({ unitPrice: "9.99" })],
    header: { totalAmount: "9.99", paymentRoundingAmount: "0.01" },
  });
  const draft = draftOf(order);

  expect(draft.lines.at(-1)).toMatchObject({
    kind: "glAccount",
    accountNo: "9140",
    description: "Cash rounding",
    quantity: "1",
    unitPrice: "0.01",
  });
  expect(draft.expectedTotal).toBe("10");
});

test("OR-26 presentment currency writes every amount in the buyer's currency", () => {
  const order = anOrderToPlan({
    lines: [aLineToPlan({ unitPrice: "100.00", presentmentUnitPrice: "90.00", presentmentDiscountAmount: "1.00" })],
    header: {
      totalAmount: "100.00",
      presentmentTotalAmount: "88.00",
      presentmentCurrency: "EUR",
      presentmentDiscountAmount: "2.00",
    },
  });
  const euro = documentMappings({ currency: { code: "EURO", isoCode: "EUR" } });
  const presentment = draftOf(order, documentSettings({ currencyHandling: "presentmentCurrency" }), euro);

  expect(presentment).toMatchObject({ currencyCode: "EURO", expectedTotal: "88", invoiceDiscount: "1" });
  expect(presentment.lines).toMatchObject([{ unitPrice: "90.00", discountAmount: "1.00" }]);
  const shop = draftOf(order);
  expect(shop).toMatchObject({ currencyCode: "", expectedTotal: "100", invoiceDiscount: "0" });
  expect(shop.lines).toMatchObject([{ unitPrice: "100.00" }]);
});

test("an amount is not booked in another currency than it was charged in", () => {
  const dollars = documentMappings({ currency: { code: "", isoCode: "USD" } });
  const inEuro = anOrderToPlan({ header: { shopCurrency: "EUR", presentmentCurrency: "SEK" } });

  expect(problemOf(inEuro, documentSettings(), dollars)).toMatchObject({
    code: "currency-differs",
    params: { setting: "currencyCode", charged: "EUR", documentCurrency: "USD" },
  });
  const euro = documentMappings({ currency: { code: "EUR", isoCode: "EUR" } });
  expect(draftOf(inEuro, documentSettings({ currencyCode: "EUR" }), euro).currencyCode).toBe("EUR");
});

test("a currency the ERP does not have is named, with the setting that asks for it", () => {
  const none = documentMappings({ currency: null });
  const order = anOrderToPlan({ header: { presentmentCurrency: "SEK" } });

  expect(problemOf(order, documentSettings({ currencyHandling: "presentmentCurrency" }), none)).toMatchObject({
    code: "currency-unknown",
    params: { setting: "currencyHandling", charged: "SEK" },
  });
  expect(problemOf(order, documentSettings({ currencyCode: "EUR" }), none)).toMatchObject({
    code: "currency-unknown",
    params: { setting: "currencyCode", charged: "USD", currencyCode: "EUR" },
  });
});

test("OR-41 the order number can stand in a comment before the lines", () => {
  expect(draftOf(anOrderToPlan(), documentSettings({ shopifyOrderNoOnDocLine: true })).lines).toMatchObject([
    { lineNo: 10000, kind: "comment", description: "Shopify Order No.: #1001", sourceLineKey: null },
    { lineNo: 20000, kind: "item" },
  ]);
});

test("OR-42 lines of an exchange stay out of the document and out of its total", () => {
  const lines = [
    aLineToPlan(),
    aLineToPlan({ lineId: "12", isExchangeItem: true, unitPrice: "30.00", discountAmount: "5.00" }),
  ];
  const included = anOrderToPlan({ lines, header: { totalAmount: "50.00" } });

  expect(draftOf(included).lines).toHaveLength(1);
  expect(draftOf(included).expectedTotal).toBe("25");
  const excluded = anOrderToPlan({
    lines,
    taxLines: [aTaxLineToPlan(), aTaxLineToPlan({ parentId: "12" })],
    header: { vatIncluded: false, totalAmount: "60.00" },
  });
  expect(draftOf(excluded).expectedTotal).toBe("30");
  expect(draftOf(excluded).shopifyTaxes).toEqual([{ percent: "20", amount: "5", taxLines: 1 }]);
});

test("Shopify's tax is handed over per rate only where prices exclude it", () => {
  const taxLines = [
    aTaxLineToPlan({ amount: "5.00" }),
    aTaxLineToPlan({ parentKind: "shippingLine", parentId: "21", amount: "2.41" }),
    aTaxLineToPlan({ parentId: "12", ratePercent: "8.250", amount: "0.33" }),
    aTaxLineToPlan({ parentKind: "order", parentId: "5001", amount: "7.41" }),
  ];

  expect(draftOf(anOrderToPlan({ taxLines, header: { vatIncluded: false } })).shopifyTaxes).toEqual([
    { percent: "20", amount: "7.41", taxLines: 2 },
    { percent: "8.25", amount: "0.33", taxLines: 1 },
  ]);
  expect(draftOf(anOrderToPlan({ taxLines })).shopifyTaxes).toEqual([]);
});

test("taxes of a state and a county on one line are one rate of the line, as the ERP has one", () => {
  const of = (parentId: string, ratePercent: string, amount: string) =>
    aTaxLineToPlan({ parentId, ratePercent, amount });
  const taxLines = [
    of("11", "6.25", "1.56"),
    of("11", "2", "0.50"),
    of("12", "6.25", "0.63"),
    of("12", "2.00", "0.20"),
    of("13", "6.25", "3.13"),
    aTaxLineToPlan({ parentKind: "shippingLine", parentId: "11", ratePercent: "6.25", amount: "0.75" }),
  ];

  expect(draftOf(anOrderToPlan({ taxLines, header: { vatIncluded: false } })).shopifyTaxes).toEqual([
    { percent: "8.25", amount: "2.89", taxLines: 4 },
    { percent: "6.25", amount: "3.88", taxLines: 2 },
  ]);
});

test("Use Shopify Order No. makes it the document's number, unless Business Central could not take it", () => {
  const header = { useShopifyOrderNo: true, shopifyOrderNo: "#1001" };

  expect(draftOf(anOrderToPlan({ header })).number).toBe("#1001");
  const at = problemOf(anOrderToPlan({ header: { ...header, shopifyOrderNo: "@1001" } }));
  expect(at?.code).toBe("document-number-invalid");
  expect(at?.message).toContain("Shopify Order No. cannot start with @.");
  expect(problemOf(anOrderToPlan({ header: { ...header, shopifyOrderNo: "1".repeat(21) } }))?.code).toBe(
    "document-number-invalid",
  );
});

test("locations, units and variants of the lines are taken over", () => {
  const line = aLineToPlan({ locationId: "802", variantCode: "RED", unitOfMeasureCode: "BOX" });
  const draft = draftOf(
    anOrderToPlan({ lines: [line] }),
    documentSettings(),
    documentMappings({ locationCodes: { "802": "WEST" } }),
  );

  expect(draft.lines).toMatchObject([{ locationCode: "WEST", variantCode: "RED", unitOfMeasureCode: "BOX" }]);
});

test("addresses are cut to their fields; a country the ERP does not know is blank, a blank block is the customer's own", () => {
  const draft = draftOf(
    anOrderToPlan({
      header: {
        sellToName: "n".repeat(255),
        sellToCity: "🏙".repeat(20),
        sellToCountryCode: "AQ",
        billToName: "",
        billToContactName: "",
        billToAddress: "",
        billToPostCode: "",
        billToCity: "",
        billToCounty: "",
        billToCountryCode: "",
      },
    }),
  );

  expect(draft.sellTo).toMatchObject({ name: "n".repeat(100), city: "🏙".repeat(15), countryCode: "" });
  expect(draft.billTo).toBeNull();
  expect(draft.shipTo).toMatchObject({ name: "Jane Roe", contact: "Jane Roe", countryCode: "US" });
});

test("an order without anything to sell plans a document without lines", () => {
  expect(draftOf(anOrderToPlan({ lines: [aLineToPlan({ quantity: 0 })] })).lines).toEqual([]);
});
