import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Boundary } from "#activities/orders/order-activity-deps";
import { withOrderLocks } from "#database/order-locks";
import { storeShopifyCustomer } from "#database/customers";
import { countOrders } from "#database/order-list";
import { linkVariant } from "#database/products";
import { unlinkOrder } from "#database/unlink-order";
import { aBatch, anOrderDesk, crash, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, aShippingLineNode, aTransactionNode, money } from "../../support/order-node.ts";

let desk: OrderDesk;

beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  desk.onBoundary = () => undefined;
  for (const table of ["orderHeader", "documentIntent", "documentLink", "documentLineLink"] as const) {
    await desk.db.deleteFrom(table).execute();
  }
  await desk.db.deleteFrom("ledger.salesLine").execute();
  await desk.db.deleteFrom("ledger.salesHeader").execute();
  await desk.db.deleteFrom("ledger.documentSource").execute();
  await desk.db.deleteFrom("shipmentMethodMapping").execute();
  await desk.db.deleteFrom("customerTemplateMapping").execute();
  await desk.set({ createInvoicesFromOrders: true, shippingChargesAccount: "6110", taxAreaPriority: "noTaxes" });
});

test("OR-6 an imported order becomes a released sales order with its item, and is processed", async () => {
  await desk.receive();

  expect(await desk.createDue()).toMatchObject({ done: true, counts: { read: 1, changed: 1, failed: 0, skipped: 0 } });

  const [document, ...others] = await desk.documents();
  expect(others).toEqual([]);
  expect(document).toMatchObject({
    kind: "order",
    status: "released",
    sellToCustomerNo: "10000",
    billToCustomerNo: "10000",
    shopifyOrderNo: "#1001",
    sellToEmail: "jane@example.com",
    lines: [{ type: "item", no: "1000", quantity: "1", unitPrice: "25", lineNo: 10000 }],
  });
  expect(await desk.header()).toMatchObject({
    processed: true,
    salesOrderNo: document?.no,
    salesInvoiceNo: "",
    processedCurrencyHandling: "shopCurrency",
    creationDue: false,
    writeBackDue: true,
    hasError: false,
  });
  expect(await desk.db.selectFrom("documentLink").selectAll().execute()).toMatchObject([
    { shopifyDocumentType: "order", shopifyDocumentId: "1", documentType: "salesOrder", documentNo: document?.no },
  ]);
  expect(await desk.db.selectFrom("documentLineLink").selectAll().execute()).toMatchObject([
    { documentNo: document?.no, lineNo: 10000, shopifyLineId: "11" },
  ]);
});

test("OR-7 the same order processed twice gives one sales order", async () => {
  await desk.receive();
  await desk.createDue();
  await desk.createDue();
  await desk.createDocuments();

  expect(await desk.documents()).toHaveLength(1);
});

const beforeMarked: readonly Boundary[] = ["order-mapped", "intent-planned", "document-created"];

test.each(beforeMarked)(
  "OR-7 a crash after %s still gives one sales order, and the next run finishes it",
  async (boundary) => {
    await desk.receive();
    desk.onBoundary = (name) => {
      if (name === boundary) throw crash();
    };
    await expect(desk.createDue()).rejects.toThrow("The process is gone");
    expect(await desk.header()).toMatchObject({ processed: false, creationDue: true, hasError: false });

    desk.onBoundary = () => undefined;
    await desk.createDue();

    const documents = await desk.documents();
    expect(documents).toHaveLength(1);
    expect(await desk.header()).toMatchObject({ processed: true, salesOrderNo: documents[0]?.no });
    expect(await desk.db.selectFrom("documentIntent").selectAll().execute()).toMatchObject([
      { sourceKey: "order/1", state: "created", documentNo: documents[0]?.no },
    ]);
  },
);

test("a batch that is repeated after a crash counts every order once, whatever became of it", async () => {
  for (const id of [1, 2, 3, 4, 5, 6]) await desk.receive({ id: `gid://shopify/Order/${id}`, name: `#${id}` });
  const custom = { nodes: [aLineNode({ product: null, variant: null })] };
  await desk.receive({ id: "gid://shopify/Order/2", lineItems: custom });
  await desk.receive({ id: "gid://shopify/Order/3", totalPriceSet: money("999.00") });
  const batch = aBatch();
  let marked = 0;
  desk.onBoundary = (name) => {
    if (name !== "order-marked") return;
    marked += 1;
    if (marked === 3) throw crash();
  };

  await expect(desk.createDue(batch)).rejects.toThrow("The process is gone");
  desk.onBoundary = () => undefined;
  const repeated = await desk.createDue(batch);
  const afterItsEnd = await desk.createDue(batch);

  const counts = { read: 6, changed: 4, skipped: 1, failed: 1, unchanged: 0, blockedBySetting: 0 };
  expect(repeated).toMatchObject({ done: true, counts });
  expect(afterItsEnd).toEqual(repeated);
  expect(await desk.documents()).toHaveLength(4);
});

test("OR-7 an order fulfilled between a crash and the retry keeps the sales order that was made", async () => {
  await desk.receive();
  desk.onBoundary = (name) => {
    if (name === "document-created") throw crash();
  };
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  desk.onBoundary = () => undefined;
  await desk.receive({ displayFulfillmentStatus: "FULFILLED" });
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([{ kind: "order" }]);
  expect(await desk.header()).toMatchObject({
    salesOrderNo: expect.stringMatching(/^SO/u) as unknown,
    salesInvoiceNo: "",
  });
});

const withSecondLine = {
  lineItems: { nodes: [aLineNode(), aLineNode({ id: "gid://shopify/LineItem/12" })] },
  currentSubtotalLineItemsQuantity: 2,
  totalPriceSet: money("50.00"),
};

test("an order edited between a crash and the retry keeps the document that was made, and a person is told", async () => {
  await desk.receive();
  desk.onBoundary = (name) => {
    if (name === "document-created") throw crash();
  };
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  await desk.receive(withSecondLine);
  // The retry finds the first document and dies at the same place.
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  desk.onBoundary = () => undefined;
  await desk.createDue();

  expect((await desk.documents()).map(({ amountIncludingVat }) => amountIncludingVat)).toEqual(["25.00"]);
  expect(await desk.header()).toMatchObject({
    processed: true,
    hasOrderStateError: true,
    hasError: true,
    errorCode: "order-edited-after-processing",
  });
});

test("an order edited after a crash that left no document is planned anew, and nobody is told", async () => {
  await desk.receive();
  desk.onBoundary = (name) => {
    if (name === "intent-planned") throw crash();
  };
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  await desk.receive(withSecondLine);
  desk.onBoundary = (name) => {
    if (name === "document-created") throw crash();
  };
  await expect(desk.createDue()).rejects.toThrow("The process is gone");
  desk.onBoundary = () => undefined;
  await desk.createDue();

  expect((await desk.documents()).map(({ amountIncludingVat }) => amountIncludingVat)).toEqual(["50.00"]);
  expect(await desk.header()).toMatchObject({ processed: true, hasOrderStateError: false, hasError: false });
});

test.each(beforeMarked)(
  "an order whose edit is imported while its document is made (%s) keeps it, and a person is told",
  async (boundary) => {
    await desk.receive();
    desk.onBoundary = async (name) => {
      if (name === boundary) await desk.receive(withSecondLine);
    };
    await desk.createDue();

    expect((await desk.documents()).map(({ amountIncludingVat }) => amountIncludingVat)).toEqual(["25.00"]);
    expect(await desk.header()).toMatchObject({
      processed: true,
      hasOrderStateError: true,
      hasError: true,
      errorCode: "order-edited-after-processing",
      errorParams: { edited: "itemsQuantity" },
    });
  },
);

test("an order fulfilled and paid while its document is made is no conflict", async () => {
  await desk.receive();
  desk.onBoundary = async (name) => {
    if (name === "document-created") await desk.receive({ displayFulfillmentStatus: "FULFILLED", note: "touched" });
  };
  await desk.createDue();

  expect(await desk.header()).toMatchObject({ processed: true, hasOrderStateError: false, hasError: false });
});

test("OR-7 two workers on the same orders make one document each", async () => {
  for (let id = 1; id <= 20; id += 1) {
    await desk.receive({ id: `gid://shopify/Order/${id}`, name: `#${1000 + id}` });
  }
  await Promise.all([desk.createDue(), desk.createDue()]);

  expect(await desk.documents()).toHaveLength(20);
  const rows = await desk.db.selectFrom("orderHeader").select(["processed", "salesOrderNo"]).execute();
  expect(new Set(rows.map(({ salesOrderNo }) => salesOrderNo)).size).toBe(20);
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

test("OR-13 unprocessed orders are created by Create Sales Orders as its filters say, once", async () => {
  await desk.set({ autoCreateOrders: false });
  await desk.receive();
  await desk.receive({ id: "gid://shopify/Order/2", name: "#1002", displayFulfillmentStatus: "FULFILLED" });
  await desk.set({ autoCreateOrders: true });
  expect(await desk.createDue()).toMatchObject({ counts: { read: 0 } });

  expect(await desk.createDocuments({ fulfillmentStatus: ["unfulfilled"] })).toMatchObject({
    counts: { read: 1, changed: 1 },
  });
  expect(await desk.createDocuments({ fulfillmentStatus: ["unfulfilled"] })).toMatchObject({ counts: { read: 0 } });
  expect(await desk.createDocuments({ shopifyOrderNo: "#1001" })).toMatchObject({ counts: { read: 0 } });
  expect(await desk.createDocuments({ shopifyOrderNo: "#100?" })).toMatchObject({ counts: { read: 1, changed: 1 } });
});

const unmapped = { lineItems: { nodes: [aLineNode({ variant: { legacyResourceId: "503" } })] } };

test("OR-14 an unmapped item leaves the order alone at import and is an error of Create Sales Orders, until it is linked", async () => {
  await desk.receive(unmapped);
  expect(await desk.createDue()).toMatchObject({ counts: { read: 1, skipped: 1, failed: 0 } });
  expect(await desk.header()).toMatchObject({ processed: false, hasError: false, creationDue: false });

  expect(await desk.createDocuments()).toMatchObject({ counts: { read: 1, failed: 1 } });
  expect(await desk.header()).toMatchObject({
    hasError: true,
    errorCode: "mapping-incomplete",
    errorMessage: "Not everything can be mapped. Map variant 503 to an item.",
  });
  expect(await desk.documents()).toEqual([]);

  await linkVariant(
    desk.db,
    { shop: "DEMO", shopifyVariantId: "503", shopifyProductId: "403" },
    { itemNo: "1001", variantCode: "" },
  );
  expect(await desk.createDocuments()).toMatchObject({ counts: { changed: 1 } });
  expect(await desk.header()).toMatchObject({ processed: true, hasError: false, errorMessage: "" });
});

test("OR-15 an order that failed and was linked since is not created by the import of a later change, only on request", async () => {
  await desk.db.updateTable("shopifyVariant").set({ itemNo: null }).where("shopifyVariantId", "=", "503").execute();
  await desk.db.updateTable("shopifyProduct").set({ itemNo: null }).where("shopifyProductId", "=", "403").execute();
  await desk.receive(unmapped);
  await desk.createDue();
  await linkVariant(
    desk.db,
    { shop: "DEMO", shopifyVariantId: "503", shopifyProductId: "403" },
    { itemNo: "1001", variantCode: "" },
  );
  await desk.receive({ ...unmapped, note: "touched" });

  expect(await desk.createDue()).toMatchObject({ counts: { read: 0 } });
  expect(await desk.documents()).toEqual([]);
  expect(await desk.header()).toMatchObject({ processed: false, workDescription: "touched" });
  expect(await desk.createDocuments()).toMatchObject({ counts: { changed: 1 } });
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

test("OR-30 a customer template's default customer is used whatever the mapping type", async () => {
  await desk.db
    .insertInto("customerTemplateMapping")
    .values({ shop: "DEMO", countryCode: "US", defaultCustomerNo: "45000" })
    .execute();
  await desk.receive();
  await desk.createDue();

  expect(await desk.documents()).toMatchObject([{ sellToCustomerNo: "45000", billToCustomerNo: "45000" }]);
});

const ofCompany = {
  purchasingEntity: {
    kind: "PurchasingCompany",
    company: { id: "gid://shopify/Company/61", name: "Acme", mainContact: null },
    location: { id: "gid://shopify/CompanyLocation/62" },
  },
} as const;

test("an order of a company is not booked on a consumer: neither on its contact's customer nor on a default one", async () => {
  await desk.set({ defaultCustomerNo: "45000" });
  await desk.db
    .insertInto("customerTemplateMapping")
    .values({ shop: "DEMO", countryCode: "US", defaultCustomerNo: "45000" })
    .execute();
  await desk.receive(ofCompany);

  expect(await desk.createDue()).toMatchObject({ counts: { skipped: 1 } });
  await desk.createDocuments();

  expect(await desk.documents()).toEqual([]);
  expect(await desk.header()).toMatchObject({
    processed: false,
    errorCode: "mapping-incomplete",
    errorMessage: expect.stringContaining("order of a company") as unknown,
  });
  await desk.db.updateTable("orderHeader").set({ sellToCustomerNo: "10000", billToCustomerNo: "10000" }).execute();
  await desk.createDocuments();
  expect(await desk.documents()).toMatchObject([{ sellToCustomerNo: "10000", billToCustomerNo: "10000" }]);
  await desk.set({ defaultCustomerNo: "" });
});

test("a total that differs from Shopify's keeps nothing and says both figures", async () => {
  await desk.receive({ totalPriceSet: money("24.00") });
  await desk.createDue();

  expect(await desk.documents()).toEqual([]);
  expect(await desk.header()).toMatchObject({
    hasError: true,
    errorCode: "document-total-differs",
    errorParams: { expectedTotal: "24.00", documentTotal: "25.00" },
    salesOrderNo: "",
  });
});

test("OR-48 Unlink makes the order unprocessed, keeps the sales order, and the next document is another one", async () => {
  await desk.receive();
  await desk.createDue();
  const [first] = await desk.documents();
  // The figure of the cue Unprocessed Orders.
  const unprocessed = () => countOrders(desk.db, { processed: false });
  expect(await unprocessed()).toBe(0);

  expect(await unlinkOrder(desk.db, "1")).toBe("unlinked");
  expect(await unprocessed()).toBe(1);
  expect(await desk.header()).toMatchObject({
    processed: false,
    salesOrderNo: "",
    documentRound: 2,
    writeBackDue: false,
  });
  expect(await desk.db.selectFrom("documentLink").selectAll().execute()).toEqual([]);
  expect(await desk.db.selectFrom("documentIntent").select(["sourceKey", "state"]).execute()).toEqual([
    { sourceKey: "order/1", state: "retired" },
  ]);
  expect(await desk.documents()).toMatchObject([{ no: first?.no }]);
  expect(await unlinkOrder(desk.db, "1")).toBe("notProcessed");

  await desk.createDocuments();
  expect(await unprocessed()).toBe(0);
  expect(await desk.documents()).toHaveLength(2);
  expect((await desk.header()).salesOrderNo).not.toBe(first?.no);
});

test("an action finds the order busy while a job works on it", async () => {
  await desk.receive();
  await withOrderLocks(desk.db, (locks) =>
    locks.holding("1", async () => {
      expect(await unlinkOrder(desk.db, "1")).toBe("busy");
    }),
  );
  expect(await unlinkOrder(desk.db, "1")).toBe("notProcessed");
});

test("one order that cannot be stored does not stop the others", async () => {
  await desk.receive({ id: "gid://shopify/Order/1", name: "#1001", poNumber: "PO", totalPriceSet: money("1.00") });
  await desk.receive({ id: "gid://shopify/Order/2", name: "#1002" });

  expect(await desk.createDue()).toMatchObject({ counts: { read: 2, changed: 1, failed: 1 } });
});

test("a disabled shop's job fails and says so", async () => {
  await desk.set({ enabled: false });
  await expect(desk.createDocuments()).rejects.toMatchObject({ type: "shop-disabled", retryable: false });
  await desk.set({ enabled: true });
});

test("an unknown buyer becomes a customer once, found by e-mail the next time", async () => {
  await desk.set({ autoCreateUnknownCustomers: true, customerTemplCode: "STANDARD" });
  const buyer = {
    store: "demo.myshopify.com",
    shop: "DEMO",
    firstName: "Ole",
    lastName: "Olsen",
    email: "ole@example.com",
    phone: "",
    acceptsMarketing: false,
    verifiedEmail: true,
    taxExempt: false,
    state: "enabled",
    note: "",
    tags: [],
    shopifyCreatedAt: "2026-01-01T00:00:00Z",
    shopifyUpdatedAt: "2026-01-01T00:00:00Z",
  };
  const address = {
    shopifyAddressId: "61",
    company: "",
    firstName: "Ole",
    lastName: "Olsen",
    address: "Strøget 1",
    address2: "",
    postCode: "1160",
    city: "København",
    countryCode: "DK",
    provinceCode: "",
    provinceName: "",
    phone: "+45 1234",
    isDefault: true,
  };
  await storeShopifyCustomer(desk.db, { ...buyer, shopifyCustomerId: "72", addresses: [address] });
  await storeShopifyCustomer(desk.db, { ...buyer, shopifyCustomerId: "73", email: "OLE@example.com", addresses: [] });
  await desk.db.updateTable("shopifyCustomer").set({ importedAt: "2100-01-01T00:00:00Z" }).execute();
  const node = {
    firstName: "Ole",
    lastName: "Olsen",
    defaultEmailAddress: null,
    defaultPhoneNumber: null,
    defaultAddress: null,
  };
  await desk.receive({ customer: { ...node, id: "gid://shopify/Customer/72" } });
  await desk.createDue();
  await desk.receive({ id: "gid://shopify/Order/2", customer: { ...node, id: "gid://shopify/Customer/73" } });
  await desk.createDue();

  const created = await desk.db.selectFrom("ledger.customer").selectAll().where("no", "like", "C%").execute();
  expect(created).toMatchObject([
    { name: "Ole Olsen", address: "Strøget 1", countryCode: "DK", email: "ole@example.com", phone: "+45 1234" },
  ]);
  expect((await desk.header("1")).billToCustomerNo).toBe(created[0]?.no);
  expect((await desk.header("2")).billToCustomerNo).toBe(created[0]?.no);
  expect(await desk.db.selectFrom("customerTemplateMapping").select("countryCode").execute()).toEqual([
    { countryCode: "DK" },
  ]);
});
