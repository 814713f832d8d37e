import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { OrderDesk } from "#test/support/order-desk";
import { aRefundNode, refundedInUsd } from "#test/support/refund-node";
import type { TestApi } from "./an-api.ts";
import { anOrderApi } from "./an-order-api.ts";

let desk: OrderDesk;
let api: TestApi;
beforeAll(async () => {
  ({ desk, api } = await anOrderApi());
});
afterAll(() => api.close());

const aRefund = (id: string, amount: string) =>
  aRefundNode({
    id: `gid://shopify/Refund/${id}`,
    totalRefundedSet: refundedInUsd(amount),
    refundLineItems: { nodes: [] },
  });

beforeEach(async () => {
  await desk.clear();
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument", refundAccount: "" });
  await desk.receive({ refunds: [aRefund("41", "5.00"), aRefund("42", "6.00"), aRefund("50", "7.00")] });
});

test("refunds are listed newest first, page by page, with their order and shop", async () => {
  const first = await api.call("GET", "/api/refunds?limit=2&count=true");
  const second = await api.call("GET", `/api/refunds?limit=2&cursor=${String(first.body["nextCursor"])}`);

  expect(first).toMatchObject({
    status: 200,
    body: {
      items: [
        { refundId: "50", shop: "DEMO", shopifyOrderId: "1", shopifyOrderNo: "#1001", totalRefundedAmount: "7" },
        { refundId: "42", error: null },
      ],
      total: 3,
    },
  });
  expect(second).toMatchObject({ body: { items: [{ refundId: "41" }], nextCursor: null } });
});

test("refunds that say why they have no document are found by that, and lose it with their document", async () => {
  await desk.createDue();
  await desk.createCreditMemos();

  expect(await api.call("GET", "/api/refunds?shopCode=DEMO&hasError=true&count=true")).toMatchObject({
    body: {
      items: [
        {
          refundId: "50",
          error: { code: "refund-account-missing", message: expect.stringContaining("set Refund Account") },
        },
        {},
        {},
      ],
      total: 3,
    },
  });
  expect(await api.call("GET", "/api/refunds?hasError=true&shopCode=OTHER&count=true")).toMatchObject({
    body: { items: [], total: 0 },
  });

  await desk.set({ refundAccount: "6130" });
  await desk.createCreditMemos();

  expect(await api.call("GET", "/api/refunds?hasError=true")).toMatchObject({ body: { items: [] } });
  expect(await api.call("GET", "/api/refunds?hasDocument=true&shopifyOrderId=1&count=true")).toMatchObject({
    body: { total: 3 },
  });
  expect(await api.call("GET", "/api/refunds?hasDocument=false")).toMatchObject({ body: { items: [] } });
});

test("a refund's card shows its document; one that is not there is 404", async () => {
  await desk.set({ refundAccount: "6130" });
  await desk.createDue();
  await desk.createCreditMemos();
  const creditMemos = (await desk.documents()).filter(({ kind }) => kind === "creditMemo");

  expect(await api.call("GET", "/api/refunds/41")).toMatchObject({
    status: 200,
    body: {
      refundId: "41",
      error: null,
      lines: [],
      documents: [
        {
          documentType: "salesCreditMemo",
          documentNo: creditMemos.find(({ shopifyRefundId }) => shopifyRefundId === "41")?.no,
        },
      ],
    },
  });
  expect(await api.call("GET", "/api/refunds/999")).toMatchObject({ status: 404, body: { code: "refund-not-found" } });
});
