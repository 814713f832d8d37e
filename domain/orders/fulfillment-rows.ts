import type { FulfillmentNode, FulfillmentOrderNode, LineNode, RiskAssessmentNode } from "./order-node.ts";
import { enumName } from "./order-status.ts";
import { legacyId, legacyIdOrNull } from "./shopify-id.ts";

export function fulfillmentOrderRow(order: FulfillmentOrderNode) {
  return {
    fulfillmentOrderId: legacyId(order.id),
    status: enumName(order.status),
    requestStatus: enumName(order.requestStatus),
    locationId: legacyIdOrNull(order.assignedLocation.location?.id),
    deliveryMethod: enumName(order.deliveryMethod?.methodType),
    updatedAt: order.updatedAt,
  };
}

/** Lines of a fulfillment order. Shopify gives them no product: it is taken from the order's line. */
export function fulfillmentOrderLineRows(order: FulfillmentOrderNode, lines: ReadonlyMap<string, LineNode>) {
  return order.lineItems.nodes.map((line) => {
    const lineId = legacyId(line.lineItem.id);
    return {
      fulfillmentOrderLineId: legacyId(line.id),
      fulfillmentOrderId: legacyId(order.id),
      lineId,
      productId: lines.get(lineId)?.product?.legacyResourceId ?? null,
      variantId: lines.get(lineId)?.variant?.legacyResourceId ?? null,
      totalQuantity: line.totalQuantity,
      remainingQuantity: line.remainingQuantity,
      fulfillmentStatus: enumName(order.status),
    };
  });
}

/** A fulfillment: the first tracking entry in fields of its own, all of them joined by comma. */
export function fulfillmentRow(fulfillment: FulfillmentNode) {
  const tracking = fulfillment.trackingInfo;
  return {
    fulfillmentId: legacyId(fulfillment.id),
    status: enumName(fulfillment.status),
    name: fulfillment.name,
    service: fulfillment.service?.serviceName ?? "",
    trackingNumber: tracking[0]?.number ?? "",
    trackingCompany: tracking[0]?.company ?? "",
    trackingUrl: tracking[0]?.url ?? "",
    trackingNumbers: joined(tracking.map(({ number }) => number)),
    trackingCompanies: joined(tracking.map(({ company }) => company)),
    trackingUrls: joined(tracking.map(({ url }) => url)),
    createdAt: fulfillment.createdAt,
    updatedAt: fulfillment.updatedAt,
  };
}

const joined = (texts: readonly (string | null)[]): string =>
  texts.filter((text) => text !== null && text !== "").join(",");

export function fulfillmentLineRows(fulfillment: FulfillmentNode) {
  return fulfillment.fulfillmentLineItems.nodes.map((line) => ({
    fulfillmentLineId: legacyId(line.id),
    fulfillmentId: legacyId(fulfillment.id),
    lineId: legacyId(line.lineItem.id),
    quantity: line.quantity ?? 0,
    giftCard: line.lineItem.isGiftCard,
  }));
}

/** One row for each fact of each assessment. An assessment without a provider is Shopify's own. */
export function riskRows(assessments: readonly RiskAssessmentNode[]) {
  const facts = assessments.flatMap((assessment) => assessment.facts.map((fact) => ({ assessment, fact })));
  return facts.map(({ assessment, fact }, index) => ({
    lineNo: index + 1,
    level: enumName(assessment.riskLevel),
    provider: assessment.provider?.title ?? "Shopify",
    sentiment: enumName(fact.sentiment),
    message: fact.description,
  }));
}

export type FulfillmentOrderRow = ReturnType<typeof fulfillmentOrderRow>;
export type FulfillmentOrderLineRow = ReturnType<typeof fulfillmentOrderLineRows>[number];
export type FulfillmentRow = ReturnType<typeof fulfillmentRow>;
export type FulfillmentLineRow = ReturnType<typeof fulfillmentLineRows>[number];
export type RiskRow = ReturnType<typeof riskRows>[number];
