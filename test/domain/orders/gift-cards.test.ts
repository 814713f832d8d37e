import { expect, test } from "@jest/globals";
import { soldGiftCardRows } from "#domain/orders/gift-card-rows";
import type { FulfillmentNode } from "#domain/orders/order-node";
import { placeGiftCards, type GiftCardNode } from "#domain/orders/place-gift-cards";
import { aLineNode, anOrderNode, money } from "../../support/order-node.ts";

const aFulfillment = (
  createdAt: string,
  lines: readonly { readonly lineId: number; readonly quantity: number; readonly isGiftCard?: boolean }[],
  status = "SUCCESS",
): FulfillmentNode => ({
  id: "gid://shopify/Fulfillment/61",
  status,
  name: "#1001-F1",
  createdAt,
  updatedAt: createdAt,
  service: null,
  trackingInfo: [],
  fulfillmentLineItems: {
    nodes: lines.map(({ lineId, quantity, isGiftCard = true }) => ({
      id: `gid://shopify/FulfillmentLineItem/6${lineId}`,
      quantity,
      lineItem: { id: `gid://shopify/LineItem/${lineId}`, isGiftCard },
    })),
  },
});
const sold = (...fulfillments: readonly FulfillmentNode[]) =>
  soldGiftCardRows(
    anOrderNode({
      lineItems: {
        nodes: [
          aLineNode(),
          aLineNode({ id: "gid://shopify/LineItem/12", isGiftCard: true, originalUnitPriceSet: money("50.00") }),
        ],
      },
      fulfillments,
    }),
  );

test("OR-50 each fulfilled unit of a gift card line is a card at the line's unit price", () => {
  expect(
    sold(
      aFulfillment("2026-03-02T10:00:00Z", [{ lineId: 12, quantity: 1 }]),
      aFulfillment("2026-03-01T10:00:00Z", [
        { lineId: 11, quantity: 1, isGiftCard: false },
        { lineId: 12, quantity: 2 },
      ]),
    ),
  ).toEqual([
    { lineId: "12", cardNo: 1, soldAmount: "50", fulfilledAt: "2026-03-01T10:00:00Z" },
    { lineId: "12", cardNo: 2, soldAmount: "50", fulfilledAt: "2026-03-01T10:00:00Z" },
    { lineId: "12", cardNo: 3, soldAmount: "50", fulfilledAt: "2026-03-02T10:00:00Z" },
  ]);
});

test("a fulfillment that was cancelled or failed sold no card", () => {
  expect(sold(aFulfillment("2026-03-01T10:00:00Z", [{ lineId: 12, quantity: 1 }], "CANCELLED"))).toEqual([]);
});

const aCard = (id: number, card: Partial<GiftCardNode> = {}): GiftCardNode => ({
  id: `gid://shopify/GiftCard/${id}`,
  lastCharacters: "4321",
  initialValue: { amount: "50.0", currencyCode: "USD" },
  balance: { amount: "30.0" },
  enabled: true,
  expiresOn: null,
  createdAt: "2026-03-01T10:00:00Z",
  customer: null,
  lineItem: { id: "gid://shopify/LineItem/12" },
  ...card,
});
const stored = (cardNo: number, giftCardId: string | null = null, lineId = "12") => ({ lineId, cardNo, giftCardId });

test("cards go to the units of their line in the order they were issued; one that is known stays where it is", () => {
  const placed = placeGiftCards([aCard(93), aCard(92), aCard(91)], [stored(3), stored(2, "92"), stored(1)]);

  expect(placed.map(({ giftCardId, cardNo }) => [giftCardId, cardNo])).toEqual([
    ["91", 1],
    ["92", 2],
    ["93", 3],
  ]);
});

test("a card whose order is not stored, or not shown, goes nowhere, nor does one too many", () => {
  expect(
    placeGiftCards(
      [
        aCard(91, { lineItem: null }),
        aCard(92, { lineItem: { id: "gid://shopify/LineItem/13" } }),
        aCard(93),
        aCard(94),
      ],
      [stored(1)],
    ),
  ).toMatchObject([{ giftCardId: "93", cardNo: 1 }]);
});
