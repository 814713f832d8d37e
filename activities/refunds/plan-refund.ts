import { locationCodes } from "#database/mappings";
import type { OrderToMap } from "#database/order-mapping";
import type { RefundToDocument } from "#database/refund-documents";
import { localDate } from "#domain/orders/local-date";
import type { CurrencyHandling } from "#domain/orders/order-to-plan";
import { type CreditMemoPlan, planCreditMemo } from "#domain/refunds/plan-credit-memo";
import type { RefundedOrderLine, RefundToPlan, RestockType } from "#domain/refunds/refund-to-plan";
import type { Shop } from "#domain/shops/shop";
import type { ErpSetup } from "../orders/erp-setup.ts";
import { mapOrderLines } from "../orders/map-order-lines.ts";
import { mapTaxArea } from "../orders/map-order.ts";
import type { OrderActivityDeps } from "../orders/order-activity-deps.ts";
import { countryCodes } from "../orders/plan-document.ts";

/** What a batch knows of shop and ERP. */
export interface RefundDesk {
  readonly shop: Shop;
  readonly setup: ErpSetup;
  readonly timeZone: string;
}

/** Plans the document of a refund as it is stored at a moment, with the header its order has then. Pure. */
export type RefundPlanner = (refund: RefundToDocument, header: OrderToMap["header"]) => CreditMemoPlan;

/** That of the order's document. An order that was recognised as an invoice of the ERP has no document of ours, whose currency it would follow. */
export const handlingOf = (header: OrderToMap["header"], shop: Shop): CurrencyHandling =>
  (header.processedCurrencyHandling || shop.currencyHandling) as CurrencyHandling;

/** Gathers what decides about the document of a refund: how shop and ERP are set, and what its order's lines are in the ERP. */
export async function refundPlanner(
  deps: OrderActivityDeps,
  { shop, setup, timeZone }: RefundDesk,
  refund: RefundToDocument,
  order: OrderToMap,
): Promise<RefundPlanner> {
  const { header } = order;
  const handling = handlingOf(header, shop);
  const currency =
    handling === "shopCurrency"
      ? await setup.currencyOfCode(shop.currencyCode)
      : await setup.currencyOfIso(header.presentmentCurrency);
  const lines = await refundedLines(deps, shop, refund, order);
  const mappings = {
    countries: await countryCodes(setup, [
      header.sellToCountryCode,
      header.shipToCountryCode,
      header.billToCountryCode,
    ]),
    locationCodes: await locationCodes(deps.db, shop.code, locationIds(refund, lines)),
    currency,
    taxArea: await mapTaxArea(deps, shop, header),
  };
  return (refundThen, headerThen) =>
    planCreditMemo(
      refundToPlan(refundThen, timeZone),
      { header: { ...headerThen, processedCurrencyHandling: handling }, lines },
      shop,
      mappings,
    );
}

function refundToPlan(refund: RefundToDocument, timeZone: string): RefundToPlan {
  return {
    ...refund,
    documentDate: localDate(refund.createdAt.toISOString(), timeZone, "refund.createdAt"),
    // The table's constraints keep both within these.
    lines: refund.lines.map((line) => ({ ...line, restockType: line.restockType as RestockType })),
    returnLines: refund.returnLines.map((line) => ({
      ...line,
      lineId: line.lineId ?? "",
      discountedTotalAmount: line.discountedTotalAmount ?? "0",
      presentmentDiscountedTotalAmount: line.presentmentDiscountedTotalAmount ?? "0",
    })),
  };
}

/**
 * The order's lines that were refunded. Goods of an exchange may have come after the order was mapped for the last time, so those without an
 * item are looked up by what is known of their variant now.
 */
async function refundedLines(
  deps: OrderActivityDeps,
  shop: Shop,
  refund: RefundToDocument,
  order: OrderToMap,
): Promise<readonly RefundedOrderLine[]> {
  const refunded = new Set([...refund.lines, ...refund.returnLines].map(({ lineId }) => lineId));
  const lines = order.lines.filter(({ lineId }) => refunded.has(lineId));
  const unmapped = lines.filter(({ itemNo, giftCard, tip }) => itemNo === "" && !giftCard && !tip);
  if (unmapped.length === 0) return lines;
  const { lines: mapped } = await mapOrderLines(deps, shop, { ...order, lines: unmapped });
  const byId = new Map(mapped.map((line) => [line.lineId, line]));
  return lines.map((line) => Object.assign({}, line, byId.get(line.lineId)));
}

const locationIds = (refund: RefundToDocument, lines: readonly RefundedOrderLine[]): readonly string[] => [
  ...new Set(
    [...refund.lines, ...refund.returnLines, ...lines].flatMap(({ locationId }) =>
      locationId === null ? [] : [locationId],
    ),
  ),
];
