import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { giftCardsOfOrder } from "#database/gift-cards";
import { giftCardAmounts } from "#domain/refunds/gift-card-amounts";
import { projectPath } from "#scripts/lib/project";
import type { OrderDesk } from "../../support/order-desk.ts";
import { anOrder, chair, minutesAgo, usd } from "../../support/placed-order.ts";
import { aSandbox, type SandboxHandle } from "../../support/sandbox.ts";
import { aDeskAt } from "../../support/sandbox-desk.ts";
import { syncOrders } from "../../support/sync-orders.ts";

let store: SandboxHandle;
let desk: OrderDesk;

beforeAll(async () => {
  store = await aSandbox();
  desk = await aDeskAt(store);
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument", processReturnsAs: "creditMemo" });
});
afterAll(async () => {
  await desk.database.drop();
  await store.close();
});

/** Order 1: a chair and two gift cards of 50.00, all of which is sent. */
async function sellGiftCards(): Promise<void> {
  await store.placeOrders([
    anOrder({
      lineItems: [
        chair(),
        chair({
          id: "gid://shopify/LineItem/12",
          title: "Gift card",
          quantity: 2,
          isGiftCard: true,
          originalUnitPriceSet: usd("50.00"),
        }),
      ],
    }),
  ]);
  await store.control("POST", "fulfillments", { order: "1" });
}
const cards = async () => {
  const { sold, givenBack } = await giftCardsOfOrder(desk.db, "1");
  return giftCardAmounts(sold, givenBack);
};
const listings = async () => (await store.requests("SoldGiftCards")).length;

const SCOPES_WITHOUT_CARDS = [
  "write_orders",
  "read_all_orders",
  "read_customers",
  "read_products",
  "read_locations",
  "read_assigned_fulfillment_orders",
  "read_merchant_managed_fulfillment_orders",
  "read_third_party_fulfillment_orders",
];

test("OR-50 a sold gift card is stored with what Shopify tells of it, and what is left of it follows payments and refunds", async () => {
  await store.putShop({ scopes: SCOPES_WITHOUT_CARDS });
  await sellGiftCards();

  // The app may not read gift cards: what is known is that two were sold, and for how much.
  await syncOrders(desk);
  const unknown = { giftCardId: null, lastCharacters: null, balance: null, notFoundAt: null };
  expect(await cards()).toMatchObject([
    { lineId: "12", cardNo: 1, soldAmount: "50", amount: "50", ...unknown },
    { lineId: "12", cardNo: 2, soldAmount: "50", amount: "50", ...unknown },
  ]);
  expect(await listings()).toBe(0);

  // Granted: one listing for all that are missing, even when no order has changed; then none.
  await desk.db.updateTable("registeredStore").set({ accessToken: null, tokenExpiresAt: null }).execute();
  await store.putShop({ scopes: [...SCOPES_WITHOUT_CARDS, "read_gift_cards", "read_returns"] });
  await syncOrders(desk);
  await syncOrders(desk);
  const read = await cards();
  expect(read).toMatchObject([
    {
      cardNo: 1,
      initialAmount: "50",
      balance: "50",
      currency: "USD",
      enabled: true,
      expiresOn: null,
      customerId: "71",
    },
    { cardNo: 2, initialAmount: "50", balance: "50" },
  ]);
  expect(read[0]?.lastCharacters).toMatch(/^.{4}$/u);
  expect(await listings()).toBe(1);

  // 20.00 of the first card paid for another order.
  await store.placeOrders([
    anOrder({
      id: "gid://shopify/Order/2",
      name: "#1002",
      updatedAt: minutesAgo(0),
      lineItems: [chair({ id: "gid://shopify/LineItem/21", originalUnitPriceSet: usd("20.00") })],
      transactions: [
        {
          kind: "SALE",
          status: "SUCCESS",
          gateway: "gift_card",
          amountSet: usd("20.00"),
          receiptJson: JSON.stringify({ gift_card_id: Number(read[0]?.giftCardId) }),
        },
      ],
    }),
  ]);
  await syncOrders(desk);
  await desk.createDue();
  expect(await cards()).toMatchObject([
    { knownUsedAmount: "20", amount: "50" },
    { knownUsedAmount: "0", amount: "50" },
  ]);

  // Both are given back: the credit memo has them on the account they were sold on, and what was used stays on the first.
  await store.control("POST", "refunds", {
    order: "1",
    lines: [{ lineItem: "12", quantity: 2, restockType: "NO_RESTOCK" }],
  });
  await syncOrders(desk);
  expect(await cards()).toMatchObject([{ amount: "50" }, { amount: "50" }]);
  await desk.createCreditMemos();
  await desk.createCreditMemos();
  expect((await desk.documents()).filter(({ kind }) => kind === "creditMemo")).toMatchObject([
    { amountIncludingVat: "100.00", lines: [{ type: "glAccount", no: "2420", quantity: "2" }] },
  ]);
  expect(await cards()).toMatchObject([{ amount: "20" }, { amount: "0" }]);
});

test("gift cards of orders that were stored before gift cards were are there after the update", async () => {
  await desk.db.deleteFrom("giftCard").execute();
  const migration = readFileSync(projectPath("database/migrations/0036_gift_cards.sql"), "utf8");

  await sql.raw(`drop table gift_card; ${migration}`).execute(desk.db);

  expect(await cards()).toMatchObject([
    { lineId: "12", cardNo: 1, soldAmount: "50", giftCardId: null },
    { lineId: "12", cardNo: 2, soldAmount: "50", giftCardId: null },
  ]);
});
