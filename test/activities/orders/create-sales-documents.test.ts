import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { changeOrder, withOrderLocks } from "#database/order-locks";
import { storeShopifyCustomer } from "#database/customers";
import { countOrders } from "#database/order-list";
import { linkVariant } from "#database/products";
import { unlinkOrder } from "#database/unlink-order";
import { aShopifyCustomer } from "../../support/a-customer.ts";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, money } from "../../support/order-node.ts";

let desk: OrderDesk;

beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(() => desk.clear());

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
  await desk.set({ defaultCustomerNo: "45000", companyMappingType: "defaultCompany" });
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
    errorMessage: expect.stringContaining("or set Default Company No. on the shop card") as unknown,
  });
  await desk.db.updateTable("orderHeader").set({ sellToCustomerNo: "10000", billToCustomerNo: "10000" }).execute();
  await desk.createDocuments();
  expect(await desk.documents()).toMatchObject([{ sellToCustomerNo: "10000", billToCustomerNo: "10000" }]);
  await desk.set({ defaultCustomerNo: "", companyMappingType: "byEmailPhone" });
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

const unlinkOf = (id: string) => changeOrder(desk.db, id, (transaction) => unlinkOrder(transaction, id));

test("OR-48 Unlink makes the order unprocessed, keeps the sales order, and the next document is another one", async () => {
  await desk.receive();
  await desk.createDue();
  const [first] = await desk.documents();
  // The figure of the cue Unprocessed Orders.
  const unprocessed = () => countOrders(desk.db, { processed: false });
  expect(await unprocessed()).toBe(0);

  expect(await unlinkOf("1")).toBe(true);
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
  expect(await unlinkOf("1")).toBe(false);

  await desk.createDocuments();
  expect(await unprocessed()).toBe(0);
  expect(await desk.documents()).toHaveLength(2);
  expect((await desk.header()).salesOrderNo).not.toBe(first?.no);
});

test("the next document of an order that was edited too late is made of what it is now, and another edition is noticed", async () => {
  const units = (quantity: number) => ({
    lineItems: { nodes: [aLineNode({ quantity })] },
    currentSubtotalLineItemsQuantity: quantity,
    totalPriceSet: money(`${25 * quantity}.00`),
    subtotalPriceSet: money(`${25 * quantity}.00`),
  });
  await desk.receive(units(1));
  await desk.createDue();
  await desk.receive(units(2));
  expect(await desk.header()).toMatchObject({ hasOrderStateError: true, hasError: true });

  await unlinkOf("1");
  expect(await desk.header()).toMatchObject({ hasOrderStateError: false, hasError: false, errorMessage: "" });
  await desk.createDocuments();
  expect((await desk.documents()).map(({ amountIncludingVat }) => amountIncludingVat)).toEqual(["25.00", "50.00"]);

  await desk.receive(units(3));
  expect(await desk.header()).toMatchObject({
    hasOrderStateError: true,
    hasError: true,
    errorCode: "order-edited-after-processing",
  });
});

test("an action finds the order busy while a job works on it", async () => {
  await desk.receive();
  await withOrderLocks(desk.db, (locks) =>
    locks.holding("1", async () => {
      expect(await unlinkOf("1")).toBe("busy");
    }),
  );
  expect(await unlinkOf("1")).toBe(false);
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
  const buyer = aShopifyCustomer({ firstName: "Ole", lastName: "Olsen", email: "ole@example.com" });
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
  await storeShopifyCustomer(desk.db, { ...buyer, shopifyCustomerId: "73", email: "OLE@example.com" });
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
