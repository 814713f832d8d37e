import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Boundary } from "#activities/orders/order-activity-deps";
import { aBatch, anOrderDesk, crash, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, money } from "../../support/order-node.ts";

let desk: OrderDesk;

beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(() => desk.clear());

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
