import { Decimal } from "decimal.js";
import { cutText } from "#domain/cut-text";
import type { SalesDocumentLine } from "#domain/documents/sales-document";
import { amountsIn, type ChooseAmount } from "#domain/orders/order-to-plan";
import {
  type RefundAccountSetting,
  refundAccountMissing,
  refundedItemUnmapped,
  refundedLineUnknown,
  type RefundProblem,
} from "./refund-problem.ts";
import type {
  RefundedOrder,
  RefundedOrderLine,
  RefundLineToPlan,
  RefundShippingLineToPlan,
  RefundToPlan,
} from "./refund-to-plan.ts";
import { returnLocation, type ReturnLocationSettings } from "./return-location.ts";
import { linesToBook, PRICE_DECIMALS, returnedUnits, type ReturnedUnits } from "./returned-units.ts";

/** Settings of a shop that decide about the lines of a refund's document. */
export interface RefundLineSettings extends ReturnLocationSettings, Readonly<Record<RefundAccountSetting, string>> {
  readonly shopifyOrderNoOnDocLine: boolean;
}

type Unnumbered<L> = L extends SalesDocumentLine ? Omit<L, "lineNo"> : never;
type UnnumberedLine = Unnumbered<SalesDocumentLine>;

type PlannedLine =
  | { readonly kind: "line"; readonly line: UnnumberedLine }
  | { readonly kind: "problem"; readonly problem: RefundProblem };

export type PlannedRefundLines =
  | { readonly kind: "lines"; readonly lines: readonly SalesDocumentLine[]; readonly rounding: Decimal }
  | { readonly kind: "problem"; readonly problem: RefundProblem };

/** Default location codes by Shopify location id. */
type LocationCodes = Readonly<Record<string, string>>;

/**
 * The lines of a refund's document, numbered 10000, 20000, …, without the one for what remains; or the first reason why there cannot be one.
 * The order in which Shopify gives lines makes no difference. `rounding` is what the refund was rounded by in cash.
 */
export function planRefundLines(
  refund: RefundToPlan,
  order: RefundedOrder,
  settings: RefundLineSettings,
  locationCodes: LocationCodes,
): PlannedRefundLines {
  const context: LineContext = {
    settings,
    locationCodes,
    amount: amountsIn(order.header.processedCurrencyHandling),
    orderLines: new Map(order.lines.map((line) => [line.lineId, line])),
  };
  const rounding = roundingOf(refund, order, context.amount);
  const planned = [
    ...commentLines(order, settings),
    ...goods(refund, context),
    ...refund.shippingLines
      .toSorted((a, b) => byId(a.refundShippingLineId, b.refundShippingLineId))
      .flatMap((line) => planShippingLine(line, order.header.vatIncluded, context)),
    ...roundingLines(rounding, settings),
  ];
  const lines: SalesDocumentLine[] = [];
  for (const each of planned) {
    if (each.kind === "problem") return each;
    lines.push({ ...each.line, lineNo: (lines.length + 1) * 10_000 });
  }
  return { kind: "lines", lines, rounding };
}

interface LineContext {
  readonly settings: RefundLineSettings;
  readonly locationCodes: LocationCodes;
  readonly amount: ChooseAmount;
  readonly orderLines: ReadonlyMap<string, RefundedOrderLine>;
}

function commentLines(order: RefundedOrder, settings: RefundLineSettings): readonly PlannedLine[] {
  if (!settings.shopifyOrderNoOnDocLine) return [];
  const description = cutText(`Shopify Order No.: ${order.header.shopifyOrderNo}`, 100);
  return [{ kind: "line", line: { kind: "comment", description, sourceLineKey: null } }];
}

/** What came back, before what went out in exchange. A refund that names nothing that came back has what its other refunds left of its return. */
function goods(refund: RefundToPlan, context: LineContext): readonly PlannedLine[] {
  const planned = (lines: readonly RefundLineToPlan[]): readonly PlannedLine[] =>
    lines.toSorted((a, b) => byId(a.refundLineId, b.refundLineId)).flatMap((line) => planRefundLine(line, context));
  return [
    ...planned(linesToBook(refund)),
    ...returnedUnits(refund).map((units) => planReturnedUnits(units, context)),
    ...planned(refund.lines.filter(({ quantity }) => quantity < 0)),
  ];
}

function planRefundLine(line: RefundLineToPlan, context: LineContext): readonly PlannedLine[] {
  const { amount, settings } = context;
  const orderLine = context.orderLines.get(line.lineId);
  const price = new Decimal(amount(line.amount, line.presentmentAmount));
  const subtotal = new Decimal(amount(line.subtotalAmount, line.presentmentSubtotalAmount));
  const common = {
    ...COMMON,
    quantity: String(line.quantity),
    unitPrice: price.toFixed(),
    discountAmount: price.times(line.quantity).minus(subtotal).toFixed(),
    sourceLineKey: `refundLine/${line.refundLineId}`,
  };
  switch (line.restockType) {
    case "":
      return [];
    case "return":
    case "legacyRestock":
      if (orderLine === undefined) return [{ kind: "problem", problem: refundedLineUnknown(line.lineId) }];
      if (orderLine.tip) return [onAccount("tipAccount", settings, common)];
      if (orderLine.giftCard) return [onAccount("soldGiftCardAccount", settings, common)];
      return [onItem(orderLine, locationOf(line, orderLine, context), common)];
    case "noRestock":
      if (orderLine?.tip === true) return [onAccount("tipAccount", settings, common)];
      if (orderLine?.giftCard === true) return [onAccount("soldGiftCardAccount", settings, common)];
      return [onAccount("refundAccNonRestockItems", settings, { ...common, description: descriptionOf(orderLine) })];
    case "cancel":
      if (subtotal.isZero()) return [];
      return [
        onAccount("refundAccount", settings, {
          ...common,
          quantity: "1",
          unitPrice: subtotal.toFixed(),
          discountAmount: "0",
        }),
      ];
  }
}

/** Goods that go out in exchange come from where the order's line is delivered from, when Shopify says nothing else. */
function locationOf(line: RefundLineToPlan, orderLine: RefundedOrderLine, context: LineContext): string {
  const locationId = line.locationId ?? (line.quantity < 0 ? orderLine.locationId : null);
  return returnLocation(locationId, context.settings, context.locationCodes);
}

function planReturnedUnits({ line, quantity }: ReturnedUnits, context: LineContext): PlannedLine {
  const orderLine = context.orderLines.get(line.lineId);
  if (orderLine === undefined) return { kind: "problem", problem: refundedLineUnknown(line.lineId) };
  const total = new Decimal(context.amount(line.discountedTotalAmount, line.presentmentDiscountedTotalAmount));
  return onItem(orderLine, returnLocation(line.locationId, context.settings, context.locationCodes), {
    ...COMMON,
    quantity: String(quantity),
    unitPrice: total.dividedBy(line.quantity).toDecimalPlaces(PRICE_DECIMALS).toFixed(),
    discountAmount: "0",
    sourceLineKey: `returnLine/${line.returnLineId}`,
  });
}

function planShippingLine(
  line: RefundShippingLineToPlan,
  pricesIncludeVat: boolean,
  { amount, settings }: LineContext,
): readonly PlannedLine[] {
  const subtotal = new Decimal(amount(line.subtotalAmount, line.presentmentSubtotalAmount));
  const price = pricesIncludeVat ? subtotal.plus(amount(line.taxAmount, line.presentmentTaxAmount)) : subtotal;
  if (price.isZero()) return [];
  return [
    onAccount("shippingChargesAccount", settings, {
      ...COMMON,
      description: cutText(line.title, 100),
      quantity: "1",
      unitPrice: price.toFixed(),
      discountAmount: "0",
      sourceLineKey: `refundShippingLine/${line.refundShippingLineId}`,
    }),
  ];
}

/** Only an order whose refunds were rounded in cash has a rounding; how much of it this refund is, its transactions say. */
function roundingOf(refund: RefundToPlan, { header }: RefundedOrder, amount: ChooseAmount): Decimal {
  const ofOrder = new Decimal(amount(header.refundRoundingAmount, header.presentmentRefundRoundingAmount));
  if (ofOrder.isZero()) return ofOrder;
  return refund.transactions
    .filter(({ type, status }) => type === "refund" && status === "success")
    .reduce(
      (sum, { roundingAmount, presentmentRoundingAmount }) =>
        sum.plus(amount(roundingAmount, presentmentRoundingAmount)),
      new Decimal(0),
    );
}

function roundingLines(rounding: Decimal, settings: RefundLineSettings): readonly PlannedLine[] {
  if (rounding.isZero()) return [];
  return [
    onAccount("cashRoundingsAccount", settings, {
      ...COMMON,
      description: "Cash rounding",
      quantity: "1",
      unitPrice: rounding.toFixed(),
      discountAmount: "0",
      sourceLineKey: null,
    }),
  ];
}

type AccountLine = Omit<Extract<UnnumberedLine, { kind: "glAccount" }>, "kind" | "accountNo">;

const COMMON = { description: null, shippingAgentCode: null, shippingAgentServiceCode: null } as const;

const descriptionOf = (line: RefundedOrderLine | undefined): string | null =>
  line === undefined || line.description === "" ? null : cutText(line.description, 100);

function onItem(orderLine: RefundedOrderLine, locationCode: string, line: AccountLine): PlannedLine {
  const { itemNo, variantCode, unitOfMeasureCode } = orderLine;
  if (itemNo === "") {
    return { kind: "problem", problem: refundedItemUnmapped(orderLine.lineId, orderLine.variantId) };
  }
  return { kind: "line", line: { kind: "item", itemNo, variantCode, unitOfMeasureCode, locationCode, ...line } };
}

function onAccount(setting: RefundAccountSetting, settings: RefundLineSettings, line: AccountLine): PlannedLine {
  const accountNo = settings[setting];
  if (accountNo === "") return { kind: "problem", problem: refundAccountMissing(setting) };
  return { kind: "line", line: { kind: "glAccount", accountNo, ...line } };
}

const byId = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);
