/** Gift cards given from outside. */
import { unitsOf } from "../money.ts";
import type { GiftCardRecord } from "../records/catalogue.ts";
import type { ShopData } from "../store.ts";
import { readCustomerOf } from "./read-people.ts";
import type { Reader } from "./reader.ts";

export function readGiftCard(data: ShopData, reader: Reader, known?: GiftCardRecord): GiftCardRecord {
  const createdAt = reader.time("createdAt") ?? known?.createdAt ?? data.now();
  const amount = (name: "initialValue" | "balance"): number | undefined => {
    const text = reader.node(name)?.text("amount");
    return typeof text === "string" ? unitsOf(text) : known?.[name];
  };
  const initialValue = amount("initialValue") ?? unitsOf(50);
  const orderId = reader.node("order")?.id("id", "Order") ?? known?.orderId ?? null;
  const masked = reader.text("maskedCode") ?? "";
  const card: GiftCardRecord = {
    id: reader.id("id", "GiftCard") ?? known?.id ?? data.ids.next("GiftCard"),
    createdAt,
    updatedAt: reader.time("updatedAt") ?? known?.updatedAt ?? createdAt,
    initialValue,
    balance: amount("balance") ?? initialValue,
    currencyCode: data.profile.currencyCode,
    lastCharacters: reader.text("lastCharacters") ?? known?.lastCharacters ?? (masked.slice(-4) || "0000"),
    enabled: reader.flag("enabled") ?? known?.enabled ?? true,
    deactivatedAt: reader.time("deactivatedAt") ?? known?.deactivatedAt ?? null,
    expiresOn: reader.text("expiresOn") ?? known?.expiresOn ?? null,
    note: reader.text("note") ?? known?.note ?? null,
    // A card of an order was bought, any other was issued by hand [A].
    source: known?.source ?? (orderId === null ? "manual" : "purchased"),
    customerId: readCustomerOf(data, reader, "customer")?.id ?? known?.customerId ?? null,
    orderId,
    lineId: reader.node("lineItem")?.id("id", "LineItem") ?? known?.lineId ?? null,
  };
  const given = reader.rest(known?.given);
  if (given !== undefined) card.given = given;
  return card;
}
