import type { MappedOrderLine, OrderToMap } from "#database/order-mapping";
import { unlinkItems, type VariantToMap, variantsToMap } from "#database/products";
import { mapLine } from "#domain/orders/map-lines";
import type { Missing } from "#domain/orders/order-problem";
import type { Shop } from "#domain/shops/shop";
import { itemOfVariant } from "../products/item-of-variant.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** Finds the item of every line that stands for one. Exchange lines too: the credit memo of the exchange needs them. */
export async function mapOrderLines(
  deps: OrderActivityDeps,
  shop: Shop,
  order: OrderToMap,
): Promise<{ readonly lines: readonly MappedOrderLine[]; readonly missing: readonly Missing[] }> {
  const lines: MappedOrderLine[] = [];
  const missing: Missing[] = [];
  const decisions = order.lines.map((line) => ({ lineId: line.lineId, mapping: mapLine(line, shop) }));
  const variants = await knownVariants(
    deps,
    shop,
    decisions.flatMap(({ mapping }) => (mapping.kind === "byVariant" ? [mapping.variantId] : [])),
  );
  for (const { lineId, mapping } of decisions) {
    if (mapping.kind === "missing") missing.push(mapping.missing);
    if (mapping.kind !== "byVariant") continue;
    const variant = variants.get(mapping.variantId);
    const link = variant === undefined ? undefined : await linkOf(deps, shop, variant);
    if (variant === undefined || link === undefined) {
      missing.push({ what: "item", lineId, variantId: mapping.variantId });
      continue;
    }
    lines.push({ lineId, ...link, unitOfMeasureCode: unitOfMeasure(variant) });
  }
  return { lines, missing };
}

/** The variants as stored, without links to items that are gone from the ERP. */
async function knownVariants(
  deps: OrderActivityDeps,
  shop: Shop,
  variantIds: readonly string[],
): Promise<ReadonlyMap<string, VariantToMap>> {
  let variants = await variantsToMap(deps.db, shop.code, [...new Set(variantIds)]);
  const linked = [...new Set(variants.flatMap(({ itemNo, productItemNo }) => [itemNo, productItemNo]))].filter(
    (no) => no !== null,
  );
  const existing = linked.length === 0 ? new Set<string>() : await deps.erp.existingItems(linked);
  const gone = linked.filter((no) => !existing.has(no));
  if (gone.length > 0) {
    await unlinkItems(deps.db, shop.code, gone);
    variants = await variantsToMap(deps.db, shop.code, [...new Set(variantIds)]);
  }
  return new Map(variants.map((variant) => [variant.shopifyVariantId, variant]));
}

const linkOf = (deps: OrderActivityDeps, shop: Shop, variant: VariantToMap): ReturnType<typeof itemOfVariant> =>
  variant.itemNo === null
    ? itemOfVariant(deps, shop, variant)
    : Promise.resolve({ itemNo: variant.itemNo, variantCode: variant.variantCode });

/** The option that holds the unit, when it can be a unit's code; blank stands for the item's sales unit. */
function unitOfMeasure(variant: VariantToMap): string {
  const unit = variant.uomOptionNo === 0 ? "" : (variant.optionValues[variant.uomOptionNo - 1] ?? "");
  return unit.length <= 10 ? unit.toUpperCase() : "";
}
