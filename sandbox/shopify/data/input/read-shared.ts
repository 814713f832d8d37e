/** Addresses, attributes, taxes and discounts given from outside. */
import { unprocessable } from "../../engine/control-routes.ts";
import { bagOf, presentmentOf, shopOf, unitsOf, type Bag, type Currencies } from "../money.ts";
import { taxOn } from "../generate/order-lines.ts";
import {
  ADDRESS_PARTS,
  type AddressRecord,
  type Attribute,
  type DiscountAllocationRecord,
  type DiscountApplicationRecord,
  type OrderRecord,
  type TaxRecord,
} from "../records/order.ts";
import type { ShopData } from "../store.ts";
import type { Reader } from "./reader.ts";

const COUNTRY_NAMES = new Intl.DisplayNames(["en"], { type: "region" });

export function readAddress(data: ShopData, reader: Reader): AddressRecord {
  const parts: Partial<Record<(typeof ADDRESS_PARTS)[number], string | null>> = {};
  for (const name of ADDRESS_PARTS) {
    const value = reader.text(name);
    if (value !== undefined) parts[name] = value;
  }
  const code = parts.countryCodeV2 ?? reader.text("countryCode");
  if (typeof code === "string") {
    parts.countryCodeV2 = code;
    parts.country ??= COUNTRY_NAMES.of(code) ?? code;
  }
  const id = reader.id("id", "MailingAddress") ?? data.ids.next("MailingAddress");
  const given = reader.rest(undefined);
  return { id, ...parts, ...(given === undefined ? {} : { given }) };
}

export const readAttributes = (reader: Reader, name: string): Attribute[] | undefined =>
  reader.nodes(name)?.map((each) => ({ key: each.text("key") ?? "", value: each.text("value") ?? null }));

/** A tax without amount is its rate on what it taxes. */
export const readTaxLines = (readers: readonly Reader[], order: OrderRecord, taxed: Bag): TaxRecord[] =>
  readers.map((reader) => {
    const percentage = reader.raw("ratePercentage");
    const given = reader.raw("rate");
    const rate = typeof given === "number" ? given : typeof percentage === "number" ? percentage / 100 : null;
    return {
      title: reader.text("title") ?? "VAT",
      rate,
      price:
        reader.bag("priceSet", order) ?? reader.bag("price", order) ?? (rate === null ? 0 : taxOn(taxed, rate, order)),
      channelLiable: reader.flag("channelLiable") ?? (reader.has("channelLiable") ? null : false),
      source: reader.text("source") ?? null,
    };
  });

const KINDS: Readonly<Record<string, DiscountApplicationRecord["kind"]>> = {
  DiscountCodeApplication: "code",
  ManualDiscountApplication: "manual",
  AutomaticDiscountApplication: "automatic",
  ScriptDiscountApplication: "script",
};

export function readDiscountApplication(
  reader: Reader,
  currencies: Currencies,
  target: DiscountApplicationRecord["targetType"],
): DiscountApplicationRecord {
  const code = reader.text("code");
  const title = reader.text("title");
  const kind = KINDS[reader.text("__typename") ?? ""] ?? (typeof code === "string" ? "code" : "manual");
  const value = reader.node("value");
  const percentage = value?.raw("percentage");
  const targetType = reader.text("targetType");
  return {
    kind,
    label: code ?? title ?? "Discount",
    description: reader.text("description") ?? null,
    targetType: targetType === "SHIPPING_LINE" || targetType === "LINE_ITEM" ? targetType : target,
    targetSelection: (reader.text("targetSelection") ?? (kind === "code" ? "ALL" : "EXPLICIT")) as "ALL",
    allocationMethod: (reader.text("allocationMethod") ?? "ACROSS") as "ACROSS",
    value:
      typeof percentage === "number"
        ? { percentage }
        : { amount: unitsOf(value?.text("amount") ?? "0"), currencyCode: currencies.presentmentCurrencyCode },
  };
}

/** Allocations name their application inline (found again by its content) or by its index; without one a manual discount is made. */
export function readAllocations(
  readers: readonly Reader[],
  order: OrderRecord,
  target: DiscountApplicationRecord["targetType"],
): DiscountAllocationRecord[] {
  return readers.map((reader) => {
    const amount = reader.bag("allocatedAmountSet", order) ?? reader.bag("allocatedAmount", order);
    if (amount === undefined) throw unprocessable(`${reader.pointer}/allocatedAmountSet`, "is needed");
    const application = reader.node("discountApplication");
    const index = application?.whole("index");
    if (index !== undefined && order.discountApplications[index] !== undefined) return { application: index, amount };
    const made =
      application === null || application === undefined
        ? manualDiscount(amount, order, target)
        : readDiscountApplication(application, order, target);
    const known = order.discountApplications.findIndex((each) => JSON.stringify(each) === JSON.stringify(made));
    if (known >= 0) return { application: known, amount };
    order.discountApplications = [...order.discountApplications, made];
    return { application: order.discountApplications.length - 1, amount };
  });
}

const manualDiscount = (
  amount: Bag,
  order: OrderRecord,
  targetType: DiscountApplicationRecord["targetType"],
): DiscountApplicationRecord => ({
  kind: "manual",
  label: "Discount",
  description: null,
  targetType,
  targetSelection: "EXPLICIT",
  allocationMethod: "ACROSS",
  value: { amount: presentmentOf(amount), currencyCode: order.presentmentCurrencyCode },
});

/** Half of an amount, down to whole coins: what a partly paid order was paid when nobody says how much. */
export const halfOf = (amount: Bag): Bag => {
  const half = (units: number) => Math.floor(units / 2 / 10_000) * 10_000;
  return bagOf(half(shopOf(amount)), half(presentmentOf(amount)));
};
