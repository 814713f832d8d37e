import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { SalesDocumentDraft } from "#domain/documents/sales-document";
import { anAccountLine, anItemLine, aSalesDocument } from "./a-sales-document.ts";
import { aLedger, type TestLedger } from "./a-ledger.ts";

const STORE = "demo.myshopify.com";
let ledger: TestLedger;

beforeAll(async () => {
  ledger = await aLedger();
  const { db } = ledger;
  await db.updateTable("ledger.customer").set({ blocked: true }).where("no", "=", "10003").execute();
  await db.updateTable("ledger.customer").set({ vatBusinessGroup: "EU" }).where("no", "=", "10004").execute();
  await db.updateTable("ledger.item").set({ blocked: true }).where("no", "=", "1001").execute();
  await db.updateTable("ledger.item").set({ salesBlocked: true }).where("no", "=", "1002").execute();
  await db.updateTable("ledger.glAccount").set({ blocked: true }).where("no", "=", "6120").execute();
  await db.insertInto("ledger.itemVariant").values({ itemNo: "1000", code: "OLD", blocked: true }).execute();
  await db.insertInto("ledger.currency").values({ code: "NOK" }).execute();
});
afterAll(() => ledger.drop());

const customer = (no: string) => ({ sellToCustomerNo: no, billToCustomerNo: no });
const item = (line: Parameters<typeof anItemLine>[0]) => ({ lines: [anItemLine(line)] });
const account = (accountNo: string) => ({ lines: [anAccountLine({ accountNo })] });

const REFUSED: readonly (readonly [string, string, Partial<SalesDocumentDraft>, Record<string, unknown>])[] = [
  ["a number that starts with @", "document-number-invalid", { number: "@1001" }, { no: "@1001" }],
  ["a number of 21 characters", "document-number-invalid", { number: "123456789012345678901" }, {}],
  ["an unknown customer", "customer-missing", customer("47110"), { customerNo: "47110" }],
  ["an unknown bill-to customer", "customer-missing", { billToCustomerNo: "" }, { customerNo: "" }],
  ["a blocked customer", "customer-blocked", customer("10003"), { customerNo: "10003" }],
  ["an unknown account", "account-missing", account("6999"), { accountNo: "6999", lineNo: 20_000 }],
  ["a blocked account", "account-blocked", account("6120"), { accountNo: "6120" }],
  ["a heading", "account-not-postable", account("6000"), { accountNo: "6000" }],
  ["an account without direct posting", "account-not-postable", account("5610"), { accountNo: "5610" }],
  ["an unknown item", "item-missing", item({ itemNo: "9999" }), { itemNo: "9999", lineNo: 10_000 }],
  ["a blocked item", "item-blocked", item({ itemNo: "1001" }), { itemNo: "1001" }],
  ["an item blocked for sale", "item-blocked", item({ itemNo: "1002" }), { itemNo: "1002" }],
  ["an unknown variant", "item-variant-missing", item({ variantCode: "RED" }), { itemNo: "1000", variantCode: "RED" }],
  ["a blocked variant", "item-variant-blocked", item({ variantCode: "OLD" }), { variantCode: "OLD" }],
  [
    "a unit the item has not",
    "unit-of-measure-missing",
    item({ unitOfMeasureCode: "BOX" }),
    { unitOfMeasureCode: "BOX" },
  ],
  [
    "an unknown location",
    "reference-missing",
    item({ locationCode: "NORTH" }),
    { table: "sales_line", column: "location_code", code: "NORTH" },
  ],
  [
    "unknown payment terms",
    "reference-missing",
    { paymentTermsCode: "99D" },
    { column: "payment_terms_code", code: "99D" },
  ],
  [
    "an unknown agent",
    "reference-missing",
    { shippingAgentCode: "GLS" },
    { column: "shipping_agent_code", code: "GLS" },
  ],
  ["an unknown currency", "reference-missing", { currencyCode: "XXX" }, { table: "currency", code: "XXX" }],
  ["a currency without exchange rate", "exchange-rate-missing", { currencyCode: "NOK" }, { currencyCode: "NOK" }],
  [
    "groups without VAT set-up",
    "vat-setup-missing",
    customer("10004"),
    { vatBusinessGroup: "EU", vatProductGroup: "STANDARD" },
  ],
  [
    "a discount larger than the items",
    "invoice-discount-too-large",
    { invoiceDiscount: "25.01" },
    { available: "25.00" },
  ],
  ["no line to release", "nothing-to-release", { lines: [] }, {}],
  [
    "an unknown charge",
    "charge-missing",
    { lines: [{ ...anAccountLine(), kind: "chargeItem", chargeNo: "X" }] },
    { chargeNo: "X" },
  ],
  [
    "a charge without an item",
    "charge-not-assignable",
    { lines: [{ ...anAccountLine(), kind: "chargeItem", chargeNo: "FREIGHT" }] },
    {},
  ],
];

describe("refused, with a reason and nothing left behind", () => {
  test.each(REFUSED)("%s: %s", async (name, type, draft, params) => {
    const creating = ledger.erp.createSalesDocumentOnce(STORE, name, aSalesDocument(draft));

    await expect(creating).rejects.toMatchObject({ type, retryable: false, params });
    expect(await ledger.erp.findDocumentBySource(STORE, name)).toBeUndefined();
    expect(await ledger.db.selectFrom("ledger.salesHeader").select("no").execute()).toEqual([]);
  });
});

test.each(["creditMemo", "returnOrder"] as const)("an item blocked for sale is taken back: %s", async (kind) => {
  const { document } = await ledger.erp.createSalesDocumentOnce(STORE, kind, {
    ...aSalesDocument(item({ itemNo: "1002" })),
    kind,
    release: false,
  });

  expect(document).toMatchObject({ kind });
  await expect(
    ledger.erp.createSalesDocumentOnce(STORE, `${kind}/2`, { ...aSalesDocument(item({ itemNo: "1001" })), kind }),
  ).rejects.toMatchObject({ type: "item-blocked" });
});

describe("numbers given by hand", () => {
  const numbered = (key: string, number: string) =>
    ledger.erp.createSalesDocumentOnce(STORE, key, aSalesDocument({ number, release: false }));

  test("are used as they are, once for each kind of document", async () => {
    expect(await numbered("number/1", "#1001")).toMatchObject({ document: { no: "#1001" } });
    await expect(numbered("number/2", "#1001")).rejects.toMatchObject({
      type: "document-number-taken",
      params: { no: "#1001" },
    });
    await expect(
      ledger.erp.createSalesDocumentOnce(STORE, "number/3", aSalesDocument({ number: "#1001", kind: "invoice" })),
    ).resolves.toMatchObject({ document: { no: "#1001", kind: "invoice" } });
  });

  test("are passed over by the series", async () => {
    await numbered("number/4", "SO100001");

    const { document } = await ledger.erp.createSalesDocumentOnce(STORE, "number/5", aSalesDocument());
    expect(document.no).toBe("SO100002");
  });

  test("are refused where the series does not allow them", async () => {
    await ledger.db
      .updateTable("ledger.numberSeries")
      .set({ manualAllowed: false })
      .where("code", "=", "salesOrder")
      .execute();

    await expect(numbered("number/6", "#1002")).rejects.toMatchObject({ type: "manual-numbers-not-allowed" });
    await ledger.db
      .updateTable("ledger.numberSeries")
      .set({ manualAllowed: true })
      .where("code", "=", "salesOrder")
      .execute();
  });
});
