import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { noteDocumentChange } from "#erp/ledger/document-changes";
import { deleteSalesDocument, releaseSalesDocument } from "#erp/ledger/sales-documents";
import { anItemLine, aSalesDocument } from "./a-sales-document.ts";
import { aLedger, type TestLedger } from "./a-ledger.ts";

const STORE = "demo.myshopify.com";
let ledger: TestLedger;

beforeAll(async () => {
  ledger = await aLedger();
});
afterAll(() => ledger.drop());

const create = async (key: string, draft: Parameters<typeof aSalesDocument>[0] = {}) =>
  (await ledger.erp.createSalesDocumentOnce(STORE, key, aSalesDocument(draft))).document;

test("a deleted document frees its source, and the connector is told once", async () => {
  const document = await create("order/1");
  await deleteSalesDocument(ledger.db, document.id);

  expect(await ledger.erp.findDocumentBySource(STORE, "order/1")).toBeUndefined();
  const [change, ...others] = await ledger.erp.documentChanges(0, 100);
  expect(others).toEqual([]);
  expect(change).toMatchObject({
    change: "deleted",
    store: STORE,
    sourceKey: "order/1",
    document: { kind: "order", no: document.no },
    results: [],
  });
  expect(await ledger.erp.documentChanges(change?.seq ?? 0, 100)).toEqual([]);
  expect((await create("order/1")).no).not.toBe(document.no);
  await expect(deleteSalesDocument(ledger.db, document.id)).rejects.toMatchObject({ type: "document-not-found" });
});

test("whoever reads the changes while documents are deleted misses none", async () => {
  const documents = await Promise.all(Array.from({ length: 15 }, (_, n) => create(`burst/${n}`)));
  const seen: string[] = [];
  let last = 0;
  const read = async () => {
    for (const change of await ledger.erp.documentChanges(last, 100)) {
      expect(change.seq).toBeGreaterThan(last);
      last = change.seq;
      seen.push(change.sourceKey);
    }
  };
  const deleted = Promise.all(documents.map(({ id }) => deleteSalesDocument(ledger.db, id))).then(() => true);
  do await read();
  while (!(await Promise.race([deleted, Promise.resolve(false)])));
  await read();

  expect(seen.filter((key) => key.startsWith("burst/")).toSorted()).toEqual(
    Array.from({ length: 15 }, (_, n) => `burst/${n}`).toSorted(),
  );
});

test("a change becomes visible only after every earlier one", async () => {
  const { db, erp } = ledger;
  const change = { change: "posted", store: STORE, document: { kind: "order", no: "X" }, results: [] } as const;
  const [last] = (await erp.documentChanges(0, 1000)).slice(-1);
  let releaseFirst = (): void => undefined;
  const firstMayCommit = new Promise<void>((resolve) => {
    releaseFirst = resolve;
  });
  let firstHasWritten = (): void => undefined;
  const written = new Promise<void>((resolve) => {
    firstHasWritten = resolve;
  });
  const first = db.transaction().execute(async (transaction) => {
    await noteDocumentChange(transaction, { ...change, sourceKey: "first" });
    firstHasWritten();
    await firstMayCommit;
  });
  await written;
  const second = db
    .transaction()
    .execute((transaction) => noteDocumentChange(transaction, { ...change, sourceKey: "second" }));
  const early = await Promise.race([
    second.then(() => "committed"),
    new Promise((done) => setTimeout(done, 200, "waits")),
  ]);

  expect(early).toBe("waits");
  expect(await erp.documentChanges(last?.seq ?? 0, 10)).toEqual([]);
  releaseFirst();
  await Promise.all([first, second]);
  expect((await erp.documentChanges(last?.seq ?? 0, 10)).map(({ sourceKey }) => sourceKey)).toEqual([
    "first",
    "second",
  ]);
});

test("a document that is partly shipped cannot be deleted", async () => {
  const document = await create("order/shipped", { lines: [anItemLine({ quantity: "2" })] });
  await ledger.db
    .updateTable("ledger.salesLine")
    .set({ quantityShipped: "1" })
    .where("documentId", "=", document.id)
    .execute();

  await expect(deleteSalesDocument(ledger.db, document.id)).rejects.toMatchObject({
    type: "document-partly-posted",
    params: { no: document.no },
  });
});

test("OR-45 an order has an outstanding quantity until everything is shipped; one that is gone has none", async () => {
  const [open, shipped] = await Promise.all([create("order/open"), create("order/complete")]);
  await ledger.db
    .updateTable("ledger.salesLine")
    .set({ quantityShipped: "1" })
    .where("documentId", "=", shipped.id)
    .execute();

  const outstanding = await ledger.erp.ordersWithOutstandingQuantity([open.no, shipped.no, "SO999999"]);
  expect(outstanding).toEqual(new Set([open.no]));
  expect(await ledger.erp.ordersWithOutstandingQuantity([])).toEqual(new Set());
});

test("an open document can be released, a released one stays released, an empty one cannot", async () => {
  const document = await create("order/later", { release: false });
  await releaseSalesDocument(ledger.db, document.id);
  await releaseSalesDocument(ledger.db, document.id);

  expect(await ledger.erp.findDocumentBySource(STORE, "order/later")).toMatchObject({ state: "released" });
  const empty = await create("order/empty", { lines: [], release: false });
  await expect(releaseSalesDocument(ledger.db, empty.id)).rejects.toMatchObject({ type: "nothing-to-release" });
});
