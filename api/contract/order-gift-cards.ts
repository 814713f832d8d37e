import { z } from "zod";
import { decimals, ids, idsOrNull, moments, momentsOrNull } from "./fields.ts";
import { day, decimal, shopifyId } from "./shared.ts";

/** A gift card that an order sold. */
export const orderGiftCard = z.strictObject({
  ...ids("lineId"),
  cardNo: z.number().int().describe("Which of the line's cards it is"),
  giftCardId: shopifyId
    .nullable()
    .describe("null with all that follows from it: the card is not read (scope read_gift_cards)"),
  lastCharacters: z.string().nullable().describe("Of its code"),
  ...decimals("soldAmount"),
  amount: decimal.describe(
    "What it was sold for, less what refunds took back, but not less than what is known to be used",
  ),
  knownUsedAmount: decimal.describe("What imported orders were paid with it"),
  initialAmount: decimal.nullable(),
  balance: decimal.nullable().describe("When it was read"),
  currency: z.string().nullable().describe("ISO code"),
  enabled: z.boolean().nullable(),
  expiresOn: day.nullable(),
  ...idsOrNull("customerId"),
  ...moments("fulfilledAt"),
  ...momentsOrNull("issuedAt", "readAt"),
});
