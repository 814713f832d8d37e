import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, aShippingLineNode, aTransactionNode, money } from "../../support/order-node.ts";

let desk: OrderDesk;

beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  await desk.clear();
  await desk.set({ createInvoicesFromOrders: true, shippingChargesAccount: "6110", taxAreaPriority: "noTaxes" });
});

test("OR-8 a fulfilled order becomes an invoice when the shop wants that, else a sales order", async () => {
  await desk.receive({ displayFulfillmentStatus: "FULFILLED" });
  await desk.createDue();
  expect(await desk.documents()).toMatchObject([{ kind: "invoice" }]);
  expect(await desk.header()).toMatchObject({
    salesInvoiceNo: expect.stringMatching(/^SI/u) as unknown,
    salesOrderNo: "",
  });

  await desk.set({ createInvoicesFromOrders: false });
  await desk.receive({ id: "gid://shopify/Order/2", displayFulfillmentStatus: "FULFILLED" });
  await desk.createDue();
  expect(await desk.header("2")).toMatchObject({ salesOrderNo: expect.stringMatching(/^SO/u) as unknown });
});

test("OR-18 and OR-20 telephone, PO number and Shopify's due date reach the document", async () => {
  await desk.db
    .insertInto("paymentTermsMapping")
    .values({ shop: "DEMO", shopifyPaymentTermsId: "4", type: "net", name: "Net 30", paymentTermsCode: "30D" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await desk.receive({
    phone: "+1-425-555 0100 ext 5",
    poNumber: "PO-77",
    paymentTerms: {
      paymentTermsType: "NET",
      paymentTermsName: "Net 30",
      paymentSchedules: { nodes: [{ dueAt: "2026-05-15T12:00:00Z" }] },
    },
  });
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([
    { sellToPhone: "+1425555 0100  5", externalDocumentNo: "PO-77", dueDate: "2026-05-15", paymentTermsCode: "30D" },
  ]);
});

test("OR-21 the line's discount is its own and its share of the order's", async () => {
  const discount = (amount: string) => ({ allocatedAmountSet: money(amount) });
  await desk.receive({
    lineItems: {
      nodes: [
        aLineNode({
          quantity: 2,
          originalUnitPriceSet: money("20.00"),
          discountAllocations: [discount("5.00"), discount("2.00")],
        }),
      ],
    },
    currentTotalDiscountsSet: money("7.00"),
    totalPriceSet: money("33.00"),
  });
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([
    { lines: [{ lineDiscountAmount: "7.00", amountIncludingVat: "33.00" }] },
  ]);
});

test("OR-22 tip and sold gift card are booked on their accounts", async () => {
  await desk.receive({
    lineItems: {
      nodes: [
        aLineNode({
          id: "gid://shopify/LineItem/11",
          name: "Tip",
          title: "Tip",
          product: null,
          variant: null,
          originalUnitPriceSet: money("3.00"),
        }),
        aLineNode({ id: "gid://shopify/LineItem/12", isGiftCard: true, originalUnitPriceSet: money("50.00") }),
      ],
    },
    totalPriceSet: money("53.00"),
    transactions: [
      aTransactionNode({ gateway: "gift_card", receiptJson: '{"gift_card_id":9}' }),
      aTransactionNode({ id: "gid://shopify/OrderTransaction/32" }),
    ],
  });
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([
    {
      amountIncludingVat: "53.00",
      lines: [
        { type: "glAccount", no: "6120", quantity: "1", unitPrice: "3" },
        { type: "glAccount", no: "2420", quantity: "1", unitPrice: "50" },
      ],
    },
  ]);
  expect(
    await desk.db
      .selectFrom("orderTransaction")
      .select(["gateway", "giftCardId"])
      .where("giftCardId", "is not", null)
      .execute(),
  ).toEqual([{ gateway: "gift_card", giftCardId: "9" }]);
});

const withShipping = {
  shippingLines: {
    nodes: [aShippingLineNode({ discountAllocations: [{ allocatedAmountSet: money("2.00") }] })],
  },
  totalShippingPriceSet: money("10.00"),
  currentTotalDiscountsSet: money("2.00"),
  totalPriceSet: money("35.00"),
};

test("OR-23 shipping appears as a mapping to fill in, and is booked on the shop's account until then", async () => {
  await desk.receive(withShipping);
  await desk.createDue();

  expect(await desk.db.selectFrom("shipmentMethodMapping").select("name").execute()).toEqual([{ name: "Express" }]);
  const [document] = await desk.documents();
  expect(document?.lines.at(-1)).toMatchObject({
    type: "glAccount",
    no: "6110",
    description: "Express",
    unitPrice: "12",
    lineDiscountAmount: "2.00",
    amountIncludingVat: "10.00",
  });
  expect(document?.amountIncludingVat).toBe("35.00");
});

test("OR-23 a mapped title brings its item, its method and its agent", async () => {
  await desk.db
    .insertInto("shipmentMethodMapping")
    .values({
      shop: "DEMO",
      name: "Express",
      shippingChargesType: "item",
      shippingChargesNo: "SHIP",
      shipmentMethodCode: "EXP",
      shippingAgentCode: "DHL",
      shippingAgentServiceCode: "NEXT",
    })
    .execute();
  await desk.receive(withShipping);
  await desk.createDue();

  const [document] = await desk.documents();
  expect(document).toMatchObject({
    shipmentMethodCode: "EXP",
    shippingAgentCode: "DHL",
    shippingAgentServiceCode: "NEXT",
    amountIncludingVat: "35.00",
  });
  expect(document?.lines.at(-1)).toMatchObject({
    type: "item",
    no: "SHIP",
    quantity: "1",
    unitPrice: "12",
    lineDiscountAmount: "2.00",
    shippingAgentCode: "DHL",
    shippingAgentServiceCode: "NEXT",
  });
});

test("a missing shipping account is the order's error and names the setting; filling it in clears it", async () => {
  await desk.set({ shippingChargesAccount: "" });
  await desk.receive(withShipping);
  expect(await desk.createDue()).toMatchObject({ counts: { failed: 1 } });
  expect(await desk.header()).toMatchObject({
    hasError: true,
    errorCode: "shipping-account-missing",
    errorParams: { setting: "shippingChargesAccount" },
    creationDue: false,
  });

  await desk.set({ shippingChargesAccount: "6110" });
  await desk.createDocuments();
  expect(await desk.header()).toMatchObject({ processed: true, hasError: false, errorCode: "", errorParams: {} });
});

test("OR-24 free shipping is no line", async () => {
  const free = aShippingLineNode({ originalPriceSet: money("0.00") });
  await desk.receive({ shippingLines: { nodes: [free] } });
  await desk.createDue();

  expect((await desk.documents())[0]?.lines).toHaveLength(1);
});

test("OR-25 cash rounding brings the document to what was paid", async () => {
  await desk.receive({
    lineItems: { nodes: [aLineNode({ originalUnitPriceSet: money("9.99") })] },
    totalPriceSet: money("9.99"),
    totalCashRoundingAdjustment: { paymentSet: money("0.01"), refundSet: money("0.00") },
  });
  await desk.createDue();

  const [document] = await desk.documents();
  expect(document?.lines.at(-1)).toMatchObject({ no: "9140", description: "Cash rounding", unitPrice: "0.01" });
  expect(document?.amountIncludingVat).toBe("10.00");
});

test("duties and additional fees are a line on their account, and part of Shopify's total", async () => {
  await desk.receive({
    originalTotalDutiesSet: money("4.00"),
    originalTotalAdditionalFeesSet: money("1.50"),
    totalPriceSet: money("30.50"),
  });
  await desk.createDocuments();
  expect(await desk.header()).toMatchObject({ processed: false, errorCode: "duties-account-missing" });

  await desk.set({ dutiesAndFeesAccount: "6110" });
  await desk.createDocuments();

  expect(await desk.documents()).toMatchObject([
    {
      status: "released",
      amountIncludingVat: "30.50",
      lines: [{ no: "1000" }, { no: "6110", description: "Duties and additional fees", amountIncludingVat: "5.50" }],
    },
  ]);
});

test.each([
  ["error", { processed: false, errorCode: "document-total-differs" }, []],
  ["keepOpen", { processed: true, errorCode: "document-total-differs" }, ["open"]],
  ["release", { processed: true }, ["released"]],
] as const)(
  "with On Total Difference %s, an order whose total differs by a cent",
  async (setting, header, statuses) => {
    await desk.set({ onTotalDifference: setting });
    await desk.receive({ totalPriceSet: money("25.01") });

    await desk.createDocuments();

    expect(await desk.header()).toMatchObject(header);
    expect((await desk.documents()).map(({ status }) => status)).toEqual(statuses);
    await desk.set({ onTotalDifference: "error" });
  },
);

test("OR-27 one payment method of all payments is taken over", async () => {
  await desk.db
    .insertInto("paymentMethodMapping")
    .values([{ shop: "DEMO", gateway: "shopify_payments", paymentMethodCode: "CARD" }])
    .onConflict((conflict) =>
      conflict.columns(["shop", "gateway", "creditCardCompany"]).doUpdateSet({ paymentMethodCode: "CARD" }),
    )
    .execute();
  await desk.receive();
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([{ paymentMethodCode: "CARD" }]);
});

test("OR-28 the tax area of the ship-to address is taken over", async () => {
  await desk.set({ taxAreaPriority: "shipToSellToBillTo" });
  await desk.db
    .insertInto("taxAreaMapping")
    .values({ countryCode: "US", county: "Washington", countyCode: "WA", taxAreaCode: "SEATTLE", taxLiable: true })
    .execute();
  await desk.receive();
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([{ taxAreaCode: "SEATTLE", taxLiable: true }]);
});
