import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { anOrderDesk, crash, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, money } from "../../support/order-node.ts";
import { aRefundNode } from "../../support/refund-node.ts";

let desk: OrderDesk;

beforeEach(async () => {
  desk = await anOrderDesk();
});
afterEach(() => desk.database.drop());

const inEuroForDollars = {
  currencyCode: "USD",
  presentmentCurrencyCode: "EUR",
  lineItems: { nodes: [aLineNode({ originalUnitPriceSet: money("100.00", "90.00") })] },
  totalPriceSet: money("100.00", "90.00"),
};

test("OR-26 the document is in the currency the shop chose, and remembers the choice", async () => {
  await desk.receive(inEuroForDollars);
  await desk.set({ currencyHandling: "presentmentCurrency" });
  await desk.createDue();
  expect(await desk.documents()).toMatchObject([{ currencyCode: "EUR", amountIncludingVat: "90.00" }]);
  expect(await desk.header()).toMatchObject({ processedCurrencyHandling: "presentmentCurrency" });

  await desk.set({ currencyHandling: "shopCurrency" });
  await desk.receive({ ...inEuroForDollars, id: "gid://shopify/Order/2", name: "#1002" });
  await desk.createDue();
  expect((await desk.documents())[1]).toMatchObject({ currencyCode: null, amountIncludingVat: "100.00" });
});

test("a document that was made before Currency Handling changed keeps its currency, and so do its refunds", async () => {
  const order = { ...inEuroForDollars, subtotalPriceSet: money("100.00", "90.00"), refunds: [] };
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument" });
  await desk.receive(order);
  desk.onBoundary = (name) => {
    if (name === "document-created") throw crash();
  };
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  await desk.set({ currencyHandling: "presentmentCurrency" });
  // The retry finds the document and dies at the same place.
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  desk.onBoundary = () => undefined;
  await desk.createDue();
  const totalRefundedSet = {
    shopMoney: { amount: "50.00", currencyCode: "USD" },
    presentmentMoney: { amount: "45.00", currencyCode: "EUR" },
  };
  await desk.receive({ ...order, refunds: [aRefundNode({ totalRefundedSet, refundLineItems: { nodes: [] } })] });
  await desk.createCreditMemos();

  expect(await desk.documents()).toMatchObject([
    { kind: "creditMemo", currencyCode: null, amountIncludingVat: "50.00" },
    { kind: "order", currencyCode: null, amountIncludingVat: "100.00" },
  ]);
  expect(await desk.header()).toMatchObject({ processedCurrencyHandling: "shopCurrency", hasOrderStateError: true });
});

test("a document that was only planned before Currency Handling changed is in the currency the shop chose last", async () => {
  await desk.receive(inEuroForDollars);
  desk.onBoundary = (name) => {
    if (name === "intent-planned") throw crash();
  };
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  await desk.set({ currencyHandling: "presentmentCurrency" });
  desk.onBoundary = (name) => {
    if (name === "document-created") throw crash();
  };
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  await desk.set({ currencyHandling: "shopCurrency" });
  desk.onBoundary = () => undefined;
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([{ currencyCode: "EUR", amountIncludingVat: "90.00" }]);
  expect(await desk.header()).toMatchObject({ processedCurrencyHandling: "presentmentCurrency" });
});

test("a store that charges in another currency than the shop's documents are in gets no document", async () => {
  await desk.receive({ currencyCode: "EUR", presentmentCurrencyCode: "EUR" });
  expect(await desk.createDue()).toMatchObject({ counts: { failed: 1 } });

  expect(await desk.documents()).toEqual([]);
  expect(await desk.header()).toMatchObject({
    errorCode: "currency-differs",
    errorParams: { charged: "EUR", documentCurrency: "USD", setting: "currencyCode" },
  });
  await desk.set({ currencyCode: "EUR" });
  await desk.createDocuments();
  expect(await desk.documents()).toMatchObject([{ currencyCode: "EUR", amountIncludingVat: "25.00" }]);
});

test("a buyer's currency that the ERP gets after the import is used from then on", async () => {
  await desk.set({ currencyHandling: "presentmentCurrency" });
  await desk.receive({ ...inEuroForDollars, presentmentCurrencyCode: "SEK" });
  await desk.db.updateTable("orderHeader").set({ presentmentCurrencyCode: "" }).execute();
  await desk.createDue();
  expect(await desk.header()).toMatchObject({ errorCode: "currency-unknown", processed: false });

  await desk.db.insertInto("ledger.currency").values({ code: "KRONE", isoCode: "SEK" }).execute();
  await desk.db
    .insertInto("ledger.exchangeRate")
    .values({ currencyCode: "KRONE", startingDate: "2020-01-01", rate: "0.1" })
    .execute();
  await desk.createDocuments();
  expect(await desk.documents()).toMatchObject([{ currencyCode: "KRONE", amountIncludingVat: "90.00" }]);
});
