import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { SalesDocumentDraft } from "#domain/documents/sales-document";
import { anAccountLine, anItemLine, aSalesDocument } from "./a-sales-document.ts";
import { aLedger, type TestLedger } from "./a-ledger.ts";

const STORE = "demo.myshopify.com";
let ledger: TestLedger;

beforeAll(async () => {
  ledger = await aLedger();
});
afterAll(() => ledger.drop());

const aCreditMemo = (draft: Partial<SalesDocumentDraft> = {}): SalesDocumentDraft =>
  aSalesDocument({ kind: "creditMemo", shopifyRefundId: "9001", ...draft });

const lines = (id: string) =>
  ledger.db.selectFrom("ledger.salesLine").selectAll().where("documentId", "=", id).orderBy("lineNo").execute();
const header = (id: string) =>
  ledger.db.selectFrom("ledger.salesHeader").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

test("OR-37 a refund becomes one released credit memo of its own number series, however often it is asked for", async () => {
  const draft = aCreditMemo({ lines: [anItemLine({ unitPrice: "40.00" })], expectedTotal: "40.00" });
  const first = await ledger.erp.createSalesDocumentOnce(STORE, "refund/37", draft);
  const again = await ledger.erp.createSalesDocumentOnce(STORE, "refund/37", draft);

  expect(first).toMatchObject({ kind: "created", document: { kind: "creditMemo", state: "released" } });
  expect(first.document.no).toMatch(/^SC\d{6}$/);
  expect(again).toMatchObject({ kind: "found", document: { no: first.document.no } });
  expect(await header(first.document.id)).toMatchObject({ shopifyRefundId: "9001", amountIncludingVat: "40.00" });
});

test("OR-41 a return order has its own number series and keeps its comment", async () => {
  const { document } = await ledger.erp.createSalesDocumentOnce(
    STORE,
    "refund/41",
    aCreditMemo({
      kind: "returnOrder",
      lines: [
        { kind: "comment", lineNo: 10_000, sourceLineKey: null, description: "Shopify Order No.: #1001" },
        anItemLine({ lineNo: 20_000 }),
      ],
    }),
  );

  expect(document).toMatchObject({ kind: "returnOrder", state: "released" });
  expect(document.no).toMatch(/^SR\d{6}$/);
  expect(await lines(document.id)).toMatchObject([{ type: "comment" }, { type: "item", no: "1000" }]);
});

test("OR-38 what is given back beside the lines goes to the account for it, and lines that reach the total leave nothing", async () => {
  const remaining = { total: "32.00", accountNo: "6130" };
  const { document } = await ledger.erp.createSalesDocumentOnce(
    STORE,
    "refund/38",
    aCreditMemo({ remaining, expectedTotal: "32.00" }),
  );
  const whole = await ledger.erp.createSalesDocumentOnce(
    STORE,
    "refund/38a",
    aCreditMemo({ remaining: { total: "25.00", accountNo: "" }, expectedTotal: "25.00" }),
  );

  expect(await lines(document.id)).toMatchObject([
    { type: "item", amountIncludingVat: "25.00" },
    { type: "glAccount", no: "6130", lineNo: 20_000, quantity: "1", unitPrice: "7.00", amountIncludingVat: "7.00" },
  ]);
  expect(whole.document.lines).toHaveLength(1);
});

test("OR-42 goods sent in exchange are taken off, and nothing is reserved for them", async () => {
  const { document } = await ledger.erp.createSalesDocumentOnce(
    STORE,
    "refund/42",
    aCreditMemo({
      lines: [
        anItemLine({ unitPrice: "100.00" }),
        anItemLine({ lineNo: 20_000, itemNo: "1001", quantity: "-1", unitPrice: "30.00", sourceLineKey: null }),
      ],
      remaining: { total: "70.00", accountNo: "6130" },
      expectedTotal: "70.00",
    }),
  );

  expect(await lines(document.id)).toMatchObject([
    { quantity: "1", amountIncludingVat: "100.00" },
    { quantity: "-1", amountIncludingVat: "-30.00" },
  ]);
  const reserved = await ledger.db
    .selectFrom("ledger.reservationEntry")
    .selectAll()
    .where("documentId", "=", document.id)
    .execute();
  expect(reserved).toEqual([]);
});

test("an amount that remains without an account for it is refused, and nothing is kept", async () => {
  const create = ledger.erp.createSalesDocumentOnce(
    STORE,
    "refund/none",
    aCreditMemo({ remaining: { total: "32.00", accountNo: "" } }),
  );

  await expect(create).rejects.toMatchObject({ type: "remaining-account-missing", params: { remaining: "7.00" } });
  expect(await ledger.erp.findDocumentBySource(STORE, "refund/none")).toBeUndefined();
});

test("a document whose only line is what remains is numbered from the beginning", async () => {
  const { document } = await ledger.erp.createSalesDocumentOnce(
    STORE,
    "refund/7",
    aCreditMemo({ lines: [], remaining: { total: "7.00", accountNo: "6130" }, expectedTotal: "7.00" }),
  );

  expect(await lines(document.id)).toMatchObject([{ lineNo: 10_000, no: "6130", unitPrice: "7.00" }]);
});

test("OR-40 a shipping line without VAT in its price gets VAT on top, and nothing remains", async () => {
  await ledger.db.updateTable("ledger.vatPostingSetup").set({ vatPercent: "20" }).execute();
  const { document } = await ledger.erp.createSalesDocumentOnce(
    STORE,
    "refund/40",
    aCreditMemo({
      pricesIncludeVat: false,
      lines: [anAccountLine({ lineNo: 10_000, unitPrice: "5.00" })],
      remaining: { total: "6.00", accountNo: "" },
      expectedTotal: "6.00",
    }),
  );

  expect(await lines(document.id)).toMatchObject([{ no: "6110", unitPrice: "5.00", amountIncludingVat: "6.00" }]);
});
