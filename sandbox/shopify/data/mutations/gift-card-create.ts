/** `giftCardCreate`: a gift card that nobody bought. Wording of the refusals is ours [A]. */
import { randomInt } from "node:crypto";
import type { Arguments } from "../../engine/contract.ts";
import { notImplemented } from "../../engine/errors.ts";
import { isNode, type Node } from "../input/shape.ts";
import { unitsOf } from "../money.ts";
import type { Workshop } from "../part.ts";
import type { GiftCardRecord } from "../records/catalogue.ts";
import { idIn } from "./find.ts";
import { userError } from "./user-errors.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

export function createGiftCardCreate({ store }: Workshop) {
  // A card keeps only the end of its code; whole codes are known for as long as the shop lives.
  const codes = new Set<string>();
  return (args: Arguments) => {
    const input = args["input"] as Node;
    const refused = (field: string, message: string, code: string) => ({
      giftCard: null,
      giftCardCode: null,
      userErrors: [userError(["input", field], message, code)],
    });
    if (isNode(input["recipientAttributes"])) throw notImplemented("GiftCardCreateInput.recipientAttributes");
    if (typeof input["templateSuffix"] === "string") throw notImplemented("GiftCardCreateInput.templateSuffix");
    if ((input["crossCurrencyRedemptionStrategy"] ?? "MARKET_FX") !== "MARKET_FX")
      throw notImplemented("GiftCardCreateInput.crossCurrencyRedemptionStrategy");
    const { initialAmount, initialValue, customerId, expiresOn, note } = input;
    const amount = isNode(initialAmount) ? initialAmount["amount"] : initialValue;
    if (typeof amount !== "string" && typeof amount !== "number")
      return refused("initialAmount", "Initial amount is required", "MISSING_ARGUMENT");
    if (isNode(initialAmount) && initialAmount["currencyCode"] !== store.profile.currencyCode)
      throw notImplemented("GiftCardCreateInput.initialAmount in another currency");
    const units = unitsOf(amount);
    if (units <= 0) return refused("initialAmount", "Initial amount must be greater than 0", "GREATER_THAN");
    const owner = idIn(customerId, "Customer");
    if (typeof customerId === "string" && (owner === undefined || store.customers.get(owner) === undefined))
      return refused("customerId", "The customer could not be found.", "CUSTOMER_NOT_FOUND");

    // [D: `GiftCardCreateInput.code`] 8 to 20 letters and digits, in any case.
    const code = typeof input["code"] === "string" ? input["code"].toLowerCase() : newCode(codes);
    if (code.length < 8) return refused("code", "Code is too short (minimum is 8 characters)", "TOO_SHORT");
    if (code.length > 20) return refused("code", "Code is too long (maximum is 20 characters)", "TOO_LONG");
    if (!/^[a-z0-9]+$/.test(code)) return refused("code", "Code can only contain letters and numbers", "INVALID");
    if (codes.has(code)) return refused("code", "Code has already been taken", "TAKEN");
    codes.add(code);

    const at = store.now();
    const card: GiftCardRecord = {
      id: store.ids.next("GiftCard"),
      createdAt: at,
      updatedAt: at,
      initialValue: units,
      balance: units,
      currencyCode: store.profile.currencyCode,
      lastCharacters: code.slice(-4),
      enabled: true,
      deactivatedAt: null,
      expiresOn: typeof expiresOn === "string" ? expiresOn : null,
      note: typeof note === "string" ? note : null,
      source: "api_client",
      customerId: owner ?? null,
      orderId: null,
      lineId: null,
    };
    store.giftCards.insert(card);
    return { giftCard: store.show("GiftCard", card), giftCardCode: code, userErrors: [] };
  };
}

function newCode(taken: ReadonlySet<string>): string {
  for (;;) {
    const code = Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
    if (!taken.has(code)) return code;
  }
}
