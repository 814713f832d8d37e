import { Decimal } from "decimal.js";
import { amounts } from "./order-money.ts";
import { enumName } from "./order-status.ts";
import type { ReturnLineNode, ReturnNode } from "./refund-node.ts";
import { legacyId, legacyIdOrNull } from "./shopify-id.ts";

/** Where returned goods went, by line of the order; null when a line's went to different places. */
export type LineLocations = ReadonlyMap<string, string | null>;

/** Takes the places from what was done with the goods that came back. */
export function returnLocations(each: ReturnNode): LineLocations {
  const locations = new Map<string, string | null>();
  for (const { fulfillmentLineItem, dispositions } of each.reverseFulfillmentOrders.nodes.flatMap(
    ({ lineItems }) => lineItems.nodes,
  )) {
    const lineId = legacyIdOrNull(fulfillmentLineItem?.lineItem.id);
    if (lineId === null) continue;
    for (const { location } of dispositions) {
      const locationId = legacyIdOrNull(location?.id);
      if (locationId === null) continue;
      const known = locations.get(lineId);
      locations.set(lineId, known === undefined || known === locationId ? locationId : null);
    }
  }
  return locations;
}

export function returnHeaderRow(each: ReturnNode) {
  return {
    returnId: legacyId(each.id),
    name: each.name,
    status: enumName(each.status),
    totalQuantity: each.totalQuantity,
    declineReason: enumName(each.decline?.reason),
    declineNote: each.decline?.note ?? "",
    createdAt: each.createdAt,
    closedAt: each.closedAt,
  };
}

export function returnLineRows(each: ReturnNode, locations: LineLocations) {
  return each.returnLineItems.nodes.map((line) => ({
    returnId: legacyId(each.id),
    returnLineId: legacyId(line.id),
    quantity: line.quantity,
    processedQuantity: line.processedQuantity,
    refundableQuantity: line.refundableQuantity,
    refundedQuantity: line.refundedQuantity,
    returnReasonHandle: line.returnReasonDefinition?.handle ?? "",
    returnReasonName: line.returnReasonDefinition?.name ?? "",
    returnReasonNote: line.returnReasonNote,
    customerNote: line.customerNote ?? "",
    ...goodsOf(line, locations),
  }));
}

/** Shopify knows nothing of unverified goods but what one of them cost, in one currency. */
function goodsOf(line: ReturnLineNode, locations: LineLocations) {
  switch (line.kind) {
    case "ReturnLineItem": {
      const lineId = legacyId(line.fulfillmentLineItem.lineItem.id);
      const total = amounts(line.withCodeDiscountedTotalPriceSet, "returnLineItems.withCodeDiscountedTotalPriceSet");
      return {
        type: "default",
        lineId,
        weight: line.totalWeight === null ? null : new Decimal(line.totalWeight.value).toFixed(),
        weightUnit: enumName(line.totalWeight?.unit),
        discountedTotalAmount: total.amount,
        presentmentDiscountedTotalAmount: total.presentmentAmount,
        unitPrice: null,
        unitPriceCurrency: "",
        locationId: locations.get(lineId) ?? null,
      };
    }
    case "UnverifiedReturnLineItem": {
      const price = { shopMoney: line.unitPrice, presentmentMoney: line.unitPrice };
      return {
        type: "unverified",
        lineId: null,
        weight: null,
        weightUnit: "",
        discountedTotalAmount: null,
        presentmentDiscountedTotalAmount: null,
        unitPrice: amounts(price, "returnLineItems.unitPrice").amount,
        unitPriceCurrency: line.unitPrice.currencyCode,
        locationId: null,
      };
    }
  }
}

export type ReturnHeaderRow = ReturnType<typeof returnHeaderRow>;
export type ReturnLineRow = ReturnType<typeof returnLineRows>[number];
