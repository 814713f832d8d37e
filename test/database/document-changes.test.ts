import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { applyDocumentChanges, type ChangedDocument, type ChangeSource } from "#database/document-changes";
import { deleteSalesDocument } from "#erp/ledger/sales-documents";
import { anOrderDesk, type OrderDesk } from "../support/order-desk.ts";

let desk: OrderDesk;

beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  for (const table of [
    "orderHeader",
    "documentIntent",
    "documentLink",
    "documentLineLink",
    "documentChangeCursor",
  ] as const) {
    await desk.db.deleteFrom(table).execute();
  }
  for (const table of ["salesLine", "salesHeader", "documentSource", "documentChange"] as const) {
    await desk.db.deleteFrom(`ledger.${table}`).execute();
  }
  await desk.set({ archiveProcessedOrders: true });
});

const links = () =>
  desk.db.selectFrom("documentLink").select(["documentType", "documentNo"]).orderBy("documentType").execute();

test("deleting an open document in the ERP removes its links; the order stays processed until it is unlinked", async () => {
  await desk.receive();
  await desk.createDue();
  const [document] = await desk.documents();
  await deleteSalesDocument(desk.db, document?.id ?? "");
  await applyDocumentChanges(desk.db, desk.erp);

  expect(await links()).toEqual([]);
  expect(await desk.db.selectFrom("documentLineLink").selectAll().execute()).toEqual([]);
  expect(await desk.header()).toMatchObject({ processed: true, salesOrderNo: document?.no });
});

/** An ERP that has posted the order's document; what is still to ship, it is asked. */
const postedBy = (changes: readonly ChangedDocument[], outstanding: readonly string[] = []): ChangeSource => ({
  documentChanges: (sinceSeq) => Promise.resolve(changes.filter(({ seq }) => seq > sinceSeq)),
  ordersWithOutstandingQuantity: () => Promise.resolve(new Set(outstanding)),
});

const posted = (seq: number, no: string): ChangedDocument => ({
  seq,
  change: "posted",
  store: "demo.myshopify.com",
  sourceKey: "order/1",
  document: { kind: "order", no },
  results: [
    { kind: "salesShipment", no: `S-${seq}` },
    { kind: "salesInvoice", no: `I-${seq}` },
  ],
});

test("OR-45 posting links what came of it and marks a fulfilled and paid order to be closed, each change once", async () => {
  await desk.receive({ displayFulfillmentStatus: "FULFILLED" });
  await desk.set({ createInvoicesFromOrders: false });
  await desk.createDue();
  const { salesOrderNo } = await desk.header();
  const erp = postedBy([posted(1, salesOrderNo)]);
  await Promise.all([applyDocumentChanges(desk.db, erp), applyDocumentChanges(desk.db, erp)]);

  expect(await links()).toEqual([
    { documentType: "postedInvoice", documentNo: "I-1" },
    { documentType: "postedShipment", documentNo: "S-1" },
    { documentType: "salesOrder", documentNo: salesOrderNo },
  ]);
  expect(await desk.header()).toMatchObject({ closeDue: true });
});

test("an order with something left to ship is not closed yet", async () => {
  await desk.receive({ displayFulfillmentStatus: "FULFILLED" });
  await desk.createDue();
  const { salesOrderNo } = await desk.header();
  await applyDocumentChanges(desk.db, postedBy([posted(1, salesOrderNo)], [salesOrderNo]));

  expect(await desk.header()).toMatchObject({ closeDue: false });
});

test("documents of others, and of rounds that were unlinked, are passed over", async () => {
  await desk.receive();
  await desk.createDue();
  await desk.db.updateTable("documentIntent").set({ state: "retired" }).execute();
  const { salesOrderNo } = await desk.header();
  await applyDocumentChanges(
    desk.db,
    postedBy([posted(1, salesOrderNo), { ...posted(2, "X"), sourceKey: "refund/9" }, posted(3, salesOrderNo)]),
  );

  expect(await links()).toHaveLength(1);
});
