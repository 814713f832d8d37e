import { createHash } from "node:crypto";
import { locationCodes, shipmentMethodMappings } from "#database/mappings";
import type { OrderToMap } from "#database/order-mapping";
import { taxLinesOfOrder } from "#database/order-outcome";
import { canonical } from "#domain/canonical";
import type { SalesDocumentDraft, SalesDocumentLine } from "#domain/documents/sales-document";
import type { ErpCurrency } from "#domain/orders/document-currency";
import { planSalesDocument, type SalesDocumentPlan } from "#domain/orders/plan-sales-document";
import type { Shop } from "#domain/shops/shop";
import type { ErpSetup } from "./erp-setup.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** Plans the document of a mapped order from what is stored of it and how shop and ERP are set. Changes nothing. */
export async function planDocument(
  deps: Pick<OrderActivityDeps, "db">,
  shop: Shop,
  setup: ErpSetup,
  order: OrderToMap,
): Promise<SalesDocumentPlan> {
  const { header, lines, shippingCharges } = order;
  const locationIds = [...new Set(lines.flatMap(({ locationId }) => (locationId === null ? [] : [locationId])))];
  const titles = shippingCharges.map(({ title }) => title);
  const taxLines = header.vatIncluded ? [] : await taxLinesOfOrder(deps.db, header.shopifyOrderId);
  return planSalesDocument({ header, lines, shippingCharges, taxLines }, shop, {
    shipmentMethods: await shipmentMethodMappings(deps.db, shop.code, titles),
    locationCodes: await locationCodes(deps.db, shop.code, locationIds),
    countries: await countryCodes(setup, [
      header.sellToCountryCode,
      header.shipToCountryCode,
      header.billToCountryCode,
    ]),
    currency: await currencyOf(shop, setup, header),
  });
}

/** The buyer's currency is looked up anew: it may have been added since the order was imported. */
const currencyOf = (shop: Shop, setup: ErpSetup, header: OrderToMap["header"]): Promise<ErpCurrency | null> =>
  shop.currencyHandling === "shopCurrency"
    ? setup.currencyOfCode(shop.currencyCode)
    : setup.currencyOfIso(header.presentmentCurrency);

/** The ERP's codes of those countries it knows. */
export async function countryCodes(
  setup: ErpSetup,
  codes: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const known: Record<string, string> = {};
  for (const code of new Set(codes)) {
    const erpCode = code === "" ? undefined : await setup.countryCode(code);
    if (erpCode !== undefined) known[code] = erpCode;
  }
  return known;
}

/**
 * What a plan sells, to whom and for how much, as a short text: tells a document made from an older plan. Kind, addresses, locations and
 * methods are left out, because an order that is fulfilled or moved meanwhile is not edited.
 */
export const planHash = (draft: SalesDocumentDraft): string =>
  createHash("sha256")
    .update(
      canonical({
        sellToCustomerNo: draft.sellToCustomerNo,
        billToCustomerNo: draft.billToCustomerNo,
        currencyCode: draft.currencyCode,
        pricesIncludeVat: draft.pricesIncludeVat,
        ...(draft.remaining !== null && { remaining: { ...draft.remaining } }),
        lines: draft.lines.filter(({ kind }) => kind !== "comment").map(soldBy),
        invoiceDiscount: draft.invoiceDiscount,
        shopifyTaxes: draft.shopifyTaxes,
        expectedTotal: draft.expectedTotal,
      }),
    )
    .digest("hex");

function soldBy(line: SalesDocumentLine): readonly (string | null)[] {
  if (line.kind === "comment") return [];
  const { quantity, unitPrice, discountAmount, sourceLineKey } = line;
  const amounts = [sourceLineKey, quantity, unitPrice, discountAmount];
  switch (line.kind) {
    case "item":
      return ["item", line.itemNo, line.variantCode, line.unitOfMeasureCode, ...amounts];
    case "glAccount":
      return ["glAccount", line.accountNo, ...amounts];
    case "chargeItem":
      return ["chargeItem", line.chargeNo, ...amounts];
  }
}
