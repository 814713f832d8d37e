import { Decimal } from "decimal.js";
import { cutText } from "#domain/cut-text";
import type { SalesDocumentLine } from "#domain/documents/sales-document";
import { mappingOfCharge, type ShipmentMethodMapping } from "./map-methods.ts";
import {
  accountMissing,
  type AccountSetting,
  mappingIncomplete,
  type OrderProblem,
  shippingChargeNoMissing,
} from "./order-problem.ts";
import {
  amountsIn,
  type CurrencyHandling,
  type OrderLineToPlan,
  type OrderToPlan,
  type ShippingChargeToPlan,
} from "./order-to-plan.ts";
import { lineSourceKey } from "./source-key.ts";

/** Settings of a shop that decide about the lines of its documents. */
export interface LineSettings extends Readonly<Record<AccountSetting, string>> {
  readonly currencyHandling: CurrencyHandling;
  readonly shopifyOrderNoOnDocLine: boolean;
}

/** Mappings the lines of an order need. */
export interface LineMappings {
  readonly shipmentMethods: readonly ShipmentMethodMapping[];
  /** Default location code by Shopify location id. */
  readonly locationCodes: Readonly<Record<string, string>>;
}

/** A line before it has its number. */
type Numbered<L> = L extends SalesDocumentLine ? Omit<L, "lineNo"> : never;
type UnnumberedLine = Numbered<SalesDocumentLine>;

type PlannedLine =
  | { readonly kind: "line"; readonly line: UnnumberedLine }
  | { readonly kind: "problem"; readonly problem: OrderProblem };

export type PlannedLines =
  | { readonly kind: "lines"; readonly lines: readonly SalesDocumentLine[] }
  | { readonly kind: "problem"; readonly problem: OrderProblem };

/** The lines of an order's sales document, numbered 10000, 20000, …; or the first reason why there cannot be one. */
export function planLines(order: OrderToPlan, settings: LineSettings, mappings: LineMappings): PlannedLines {
  const planned = [
    ...commentLines(order, settings),
    ...order.lines
      .filter(({ isExchangeItem, quantity }) => !isExchangeItem && quantity !== 0)
      .toSorted((a, b) => byId(a.lineId, b.lineId))
      .map((line) => planOrderLine(line, settings, mappings)),
    ...order.shippingCharges
      .filter(({ amount }) => new Decimal(amount).greaterThan(0))
      .toSorted((a, b) => byId(a.shippingLineId, b.shippingLineId))
      .map((charge) => planShippingCharge(charge, settings, mappings)),
    ...planExtraAmounts(order, settings),
  ];
  const lines: SalesDocumentLine[] = [];
  for (const each of planned) {
    if (each.kind === "problem") return each;
    lines.push({ ...each.line, lineNo: (lines.length + 1) * 10_000 });
  }
  return { kind: "lines", lines };
}

function commentLines(order: OrderToPlan, settings: LineSettings): readonly PlannedLine[] {
  if (!settings.shopifyOrderNoOnDocLine) return [];
  const description = cutText(`Shopify Order No.: ${order.header.shopifyOrderNo}`, 100);
  return [{ kind: "line", line: { kind: "comment", description, sourceLineKey: null } }];
}

function planOrderLine(line: OrderLineToPlan, settings: LineSettings, mappings: LineMappings): PlannedLine {
  const amount = amountsIn(settings.currencyHandling);
  const common = {
    description: null,
    quantity: String(line.quantity),
    unitPrice: amount(line.unitPrice, line.presentmentUnitPrice),
    discountAmount: amount(line.discountAmount, line.presentmentDiscountAmount),
    shippingAgentCode: null,
    shippingAgentServiceCode: null,
    sourceLineKey: lineSourceKey(line.lineId),
  };
  if (line.tip) return onAccount("tipAccount", settings, common);
  if (line.giftCard) return onAccount("soldGiftCardAccount", settings, common);
  if (line.itemNo === "") {
    return { kind: "problem", problem: mappingIncomplete([{ what: "item", lineId: line.lineId, variantId: null }]) };
  }
  return {
    kind: "line",
    line: {
      kind: "item",
      itemNo: line.itemNo,
      variantCode: line.variantCode,
      unitOfMeasureCode: line.unitOfMeasureCode,
      locationCode: line.locationId === null ? "" : (mappings.locationCodes[line.locationId] ?? ""),
      ...common,
    },
  };
}

/** A charge is what its own mapping says, whatever the charge before it was; without a type it goes to the shop's account. */
function planShippingCharge(charge: ShippingChargeToPlan, settings: LineSettings, mappings: LineMappings): PlannedLine {
  const amount = amountsIn(settings.currencyHandling);
  const mapping = mappingOfCharge(charge.title, mappings.shipmentMethods);
  const common = {
    description: cutText(charge.title, 100),
    quantity: "1",
    unitPrice: amount(charge.amount, charge.presentmentAmount),
    discountAmount: amount(charge.discountAmount, charge.presentmentDiscountAmount),
    shippingAgentCode: mapping?.shippingAgentCode || null,
    shippingAgentServiceCode: mapping?.shippingAgentServiceCode || null,
    sourceLineKey: `shippingLine/${charge.shippingLineId}`,
  };
  if (mapping === null || mapping.shippingChargesType === "")
    return onAccount("shippingChargesAccount", settings, common);
  const no = mapping.shippingChargesNo;
  if (no === "") return { kind: "problem", problem: shippingChargeNoMissing(mapping.name) };
  switch (mapping.shippingChargesType) {
    case "glAccount":
      return { kind: "line", line: { kind: "glAccount", accountNo: no, ...common } };
    case "item":
      return {
        kind: "line",
        line: { kind: "item", itemNo: no, variantCode: "", locationCode: "", unitOfMeasureCode: "", ...common },
      };
    case "chargeItem":
      return { kind: "line", line: { kind: "chargeItem", chargeNo: no, ...common } };
  }
}

/** Amounts of the order that belong to no line of Shopify: cash rounding, duties and additional fees. */
function planExtraAmounts(order: OrderToPlan, settings: LineSettings): readonly PlannedLine[] {
  const amount = amountsIn(settings.currencyHandling);
  const { header } = order;
  const rounding = new Decimal(amount(header.paymentRoundingAmount, header.presentmentPaymentRoundingAmount));
  const duties = new Decimal(amount(header.dutiesAmount, header.presentmentDutiesAmount)).plus(
    amount(header.additionalFeesAmount, header.presentmentAdditionalFeesAmount),
  );
  const line = (setting: AccountSetting, description: string, price: Decimal): readonly PlannedLine[] =>
    price.isZero()
      ? []
      : [
          onAccount(setting, settings, {
            description,
            quantity: "1",
            unitPrice: price.toFixed(),
            discountAmount: "0",
            shippingAgentCode: null,
            shippingAgentServiceCode: null,
            sourceLineKey: null,
          }),
        ];
  return [
    ...line("dutiesAndFeesAccount", "Duties and additional fees", duties),
    ...line("cashRoundingsAccount", "Cash rounding", rounding),
  ];
}

type AccountLine = Omit<Extract<UnnumberedLine, { kind: "glAccount" }>, "kind" | "accountNo">;

function onAccount(setting: AccountSetting, settings: LineSettings, line: AccountLine): PlannedLine {
  const accountNo = settings[setting];
  if (accountNo === "") return { kind: "problem", problem: accountMissing(setting) };
  return { kind: "line", line: { kind: "glAccount", accountNo, ...line } };
}

const byId = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);
