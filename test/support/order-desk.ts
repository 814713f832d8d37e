import { randomUUID } from "node:crypto";
import { applyOrder } from "#activities/orders/apply-order";
import type { Batch } from "#activities/orders/batch";
import { createDueDocuments, createSalesDocuments } from "#activities/orders/create-sales-documents";
import type { CreateSalesOrdersParameters } from "#activities/orders/create-sales-orders-parameters";
import type { Boundary, OrderActivityDeps } from "#activities/orders/order-activity-deps";
import type { OrderBatchResult } from "#activities/orders/order-batch";
import { createCreditMemos } from "#activities/refunds/create-credit-memos";
import { storeShopifyCustomer } from "#database/customers";
import { linkVariant, storeShopifyProduct, storeShopifyVariant } from "#database/products";
import { insertShop, updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import type { OrderNode } from "#domain/orders/order-node";
import type { Shop } from "#domain/shops/shop";
import { createLedger } from "#erp/ledger/ledger";
import type { ShopifyClient } from "#shopify/client";
import { aShopifyCustomer } from "./a-customer.ts";
import { aDatabase, type TestDatabase } from "./database.ts";
import { anOrderNode } from "./order-node.ts";

/** A store that must not be asked: everything the test needs is known here already. */
const silentShopify: ShopifyClient = {
  execute: (_shop, operation) =>
    Promise.reject(new Error(`No call to Shopify was expected: ${operation.toString().slice(0, 60)}`)),
};

/** A batch activity without Temporal. */
export const aBatch = (): Batch => ({
  key: { runId: randomUUID(), activityId: "1" },
  isOver: () => false,
  callOptions: {},
});

export interface OrderDesk extends OrderActivityDeps {
  readonly database: TestDatabase;
  /** Takes away all orders with their documents, and mappings of shipment methods and customer templates. */
  clear(): Promise<void>;
  /** Changes settings of shop DEMO. */
  set(settings: Partial<Shop>): Promise<Shop>;
  /** Stores an order as the import does. */
  receive(order?: Partial<OrderNode>): Promise<void>;
  /** 30103 */
  createDocuments(parameters?: CreateSalesOrdersParameters): Promise<OrderBatchResult>;
  /** The creation step of 30104. */
  createDue(batch?: Batch): Promise<OrderBatchResult>;
  /** The last step of both: documents of refunds. */
  createCreditMemos(batch?: Batch): Promise<OrderBatchResult>;
  header(orderId?: string): ReturnType<typeof headerOf>;
  documents(): ReturnType<typeof documentsOf>;
  /** Called at each boundary of the protocol; throwing there is what a crash looks like from outside. */
  onBoundary: (name: Boundary) => void | Promise<void>;
}

/**
 * The shop DEMO of the acceptance scenarios with a real database and the real ledger, VAT 0 %. Unless the records of Shopify
 * are `unknown`, variants 501 and 502 are items 1000 and 1001 here, and Shopify customer 71 is customer 10000.
 */
export async function anOrderDesk(
  shopify: ShopifyClient | ((database: TestDatabase) => ShopifyClient) = silentShopify,
  records: "known" | "unknown" = "known",
): Promise<OrderDesk> {
  const database = await aDatabase();
  const { db } = database;
  await setUpLedger(db);
  await insertShop(db, {
    code: "DEMO",
    store: "demo.myshopify.com",
    enabled: true,
    autoCreateOrders: true,
    skuMapping: "itemNo",
    shippingChargesAccount: "6110",
    tipAccount: "6120",
    soldGiftCardAccount: "2420",
    cashRoundingsAccount: "9140",
    refundAccount: "6130",
    refundAccNonRestockItems: "6135",
  });
  if (records === "known") await setUpShop(db);
  const desk: OrderDesk = {
    database,
    db,
    erp: createLedger(db),
    shopify: typeof shopify === "function" ? shopify(database) : shopify,
    onBoundary: () => undefined,
    boundary: (name) => Promise.resolve(desk.onBoundary(name)),
    clear: async () => {
      desk.onBoundary = () => undefined;
      for (const table of CLEARED) await db.deleteFrom(table).execute();
    },
    set: (settings) => updateShop(db, "DEMO", settings),
    receive: async (order = {}) => receive(database, await updateShop(db, "DEMO", {}), order),
    createDocuments: (parameters = {}) =>
      createSalesDocuments(desk, { shopCode: "DEMO", after: "0", parameters }, aBatch()),
    createDue: (batch = aBatch()) => createDueDocuments(desk, { shopCode: "DEMO", after: "0" }, batch),
    createCreditMemos: (batch = aBatch()) => createCreditMemos(desk, { shopCode: "DEMO", after: "0" }, batch),
    header: (orderId = "1") => headerOf(db, orderId),
    documents: () => documentsOf(db),
  };
  return desk;
}

const CLEARED = [
  "orderHeader",
  "documentIntent",
  "documentLink",
  "documentLineLink",
  "ledger.salesLine",
  "ledger.salesHeader",
  "ledger.documentSource",
  "shipmentMethodMapping",
  "customerTemplateMapping",
] as const;

async function receive(database: TestDatabase, shop: Shop, order: Partial<OrderNode>): Promise<void> {
  await applyOrder(
    database,
    shop,
    { node: anOrderNode(order), readAt: "2026-03-01T10:01:00Z", optionalFields: [], reread: true },
    {
      shop,
      timeZone: "UTC",
      currencyCode: (isoCode) => (isoCode === "USD" ? "" : isoCode),
      salespersonCode: () => "",
      hash: (text) => text,
    },
  );
}

const headerOf = (db: OrderActivityDeps["db"], orderId: string) =>
  db.selectFrom("orderHeader").selectAll().where("shopifyOrderId", "=", orderId).executeTakeFirstOrThrow();

/** Documents of the ledger with their lines, oldest first. */
async function documentsOf(db: OrderActivityDeps["db"]) {
  const headers = await db.selectFrom("ledger.salesHeader").selectAll().orderBy("no").execute();
  const lines = await db.selectFrom("ledger.salesLine").selectAll().orderBy("lineNo").execute();
  return headers.map((header) =>
    Object.assign(header, { lines: lines.filter(({ documentId }) => documentId === header.id) }),
  );
}

async function setUpLedger(db: OrderActivityDeps["db"]): Promise<void> {
  await db
    .insertInto("ledger.country")
    .values([
      { code: "US", isoCode: "US" },
      { code: "DK", isoCode: "DK" },
    ])
    .execute();
  await db
    .insertInto("ledger.currency")
    .values([{ code: "EUR", isoCode: "EUR" }])
    .execute();
  await db
    .insertInto("ledger.exchangeRate")
    .values({ currencyCode: "EUR", startingDate: "2020-01-01", rate: "1.1" })
    .execute();
  await db
    .insertInto("ledger.company")
    .values({ name: "Cronus", localCurrencyCode: "USD", countryCode: "US" })
    .execute();
  await db
    .insertInto("ledger.glAccount")
    .values(
      ["6110", "6120", "2420", "6130", "6135", "9140"].map((no) => ({
        no,
        name: `Account ${no}`,
        vatProductGroup: "NORMAL",
      })),
    )
    .execute();
  await db
    .insertInto("ledger.vatPostingSetup")
    .values({ vatBusinessGroup: "DOMESTIC", vatProductGroup: "NORMAL", vatIdentifier: "VAT0", vatPercent: "0" })
    .execute();
  await db
    .insertInto("ledger.numberSeries")
    .values([
      { code: "customer", prefix: "C", next: 1 },
      { code: "contact", prefix: "CT", next: 1 },
      { code: "item", prefix: "I", next: 1 },
      { code: "salesOrder", prefix: "SO", next: 1001 },
      { code: "salesInvoice", prefix: "SI", next: 1001 },
      { code: "salesCreditMemo", prefix: "SC", next: 1001 },
      { code: "salesReturnOrder", prefix: "SR", next: 1001 },
    ])
    .execute();
  await db.insertInto("ledger.paymentTerms").values({ code: "30D", dueDays: 30 }).execute();
  await db
    .insertInto("ledger.paymentMethod")
    .values([{ code: "CARD" }, { code: "PAYPAL" }])
    .execute();
  await db.insertInto("ledger.shipmentMethod").values({ code: "EXP" }).execute();
  await db.insertInto("ledger.shippingAgent").values({ code: "DHL" }).execute();
  await db.insertInto("ledger.shippingAgentService").values({ shippingAgentCode: "DHL", code: "NEXT" }).execute();
  await db
    .insertInto("ledger.location")
    .values([{ code: "WEST" }, { code: "RET" }])
    .execute();
  await db.insertInto("ledger.taxArea").values({ code: "SEATTLE" }).execute();
  await db.insertInto("ledger.customerTemplate").values({ code: "STANDARD", vatBusinessGroup: "DOMESTIC" }).execute();
  await db.insertInto("ledger.unitOfMeasure").values({ code: "PCS" }).execute();
  await db
    .insertInto("ledger.itemTemplate")
    .values({ code: "ITEM", unitOfMeasure: "PCS", vatProductGroup: "NORMAL" })
    .execute();
  for (const no of ["1000", "1001", "SHIP"]) await addItem(db, no);
  for (const no of ["10000", "45000"]) {
    await db
      .insertInto("ledger.customer")
      .values({ no, name: `Customer ${no}`, email: `customer${no}@example.com`, vatBusinessGroup: "DOMESTIC" })
      .execute();
  }
}

export async function addItem(db: OrderActivityDeps["db"], no: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("ledger.item")
      .values({ no, baseUnitOfMeasure: "PCS", salesUnitOfMeasure: "PCS", vatProductGroup: "NORMAL" })
      .execute();
    await transaction.insertInto("ledger.itemUnit").values({ itemNo: no, code: "PCS" }).execute();
  });
}

/** Shopify customer 71 and variants 501 and 502 are known and linked, 503 is known and has no item. */
async function setUpShop(db: OrderActivityDeps["db"]): Promise<void> {
  const shop = { shop: "DEMO", store: "demo.myshopify.com" };
  const times = { shopifyCreatedAt: "2026-01-01T00:00:00Z", shopifyUpdatedAt: "2026-01-01T00:00:00Z" };
  await storeShopifyCustomer(db, aShopifyCustomer());
  await db.updateTable("shopifyCustomer").set({ customerNo: "10000" }).execute();
  for (const [variant, itemNo] of [
    ["501", "1000"],
    ["502", "1001"],
    ["503", null],
  ] as const) {
    const product = { ...shop, shopifyProductId: `4${variant.slice(1)}` };
    await storeShopifyProduct(db, {
      ...product,
      title: `Product ${variant}`,
      vendor: "Acme",
      productType: "",
      status: "active",
      hasVariants: false,
      shopifyUpdatedAt: times.shopifyUpdatedAt,
    });
    await storeShopifyVariant(db, {
      shop: shop.shop,
      shopifyVariantId: variant,
      shopifyProductId: product.shopifyProductId,
      title: "Default Title",
      sku: `SKU-${variant}`,
      barcode: "",
      price: "25.00",
      unitCost: null,
      taxable: true,
      position: 1,
      optionNames: ["Title"],
      optionValues: ["Default Title"],
      uomOptionNo: 0,
      shopifyUpdatedAt: times.shopifyUpdatedAt,
    });
    if (itemNo !== null) await linkVariant(db, { ...product, shopifyVariantId: variant }, { itemNo, variantCode: "" });
  }
  // Read after every order, as if they had been read with it: nothing is to be read again.
  await db.updateTable("shopifyCustomer").set({ importedAt: "2100-01-01T00:00:00Z" }).execute();
  await db.updateTable("shopifyProduct").set({ importedAt: "2100-01-01T00:00:00Z" }).execute();
}

/** What a process that is killed looks like to those who wait for it. */
export const crash = (): OperationalError =>
  new OperationalError("crashed", "The process is gone", { retryable: true });
