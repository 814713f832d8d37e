import type { Database } from "#database/connection";
import { linkVariant, setProductError, type VariantToMap } from "#database/products";
import { cutText } from "#domain/cut-text";
import { OperationalError } from "#domain/failure";
import { itemOfSku } from "#domain/products/item-of-sku";
import type { Shop } from "#domain/shops/shop";
import type { ErpPort, ItemMatchKey } from "#erp/port";

interface ItemLink {
  readonly itemNo: string;
  readonly variantCode: string;
}

/**
 * Finds the item of a variant that has none yet, by its SKU or by its product, or creates it when the shop allows that;
 * undefined when there is none. The link is stored. Safe to repeat: creating finds what an earlier try has created.
 */
export async function itemOfVariant(
  deps: { readonly db: Database; readonly erp: ErpPort },
  shop: Shop,
  variant: VariantToMap,
): Promise<ItemLink | undefined> {
  const link =
    (await bySku(deps.erp, shop, variant)) ??
    byProduct(variant) ??
    (shop.autoCreateUnknownItems ? await createItem(deps, shop, variant) : undefined);
  if (link !== undefined) await deps.db.transaction().execute((transaction) => linkVariant(transaction, variant, link));
  return link;
}

async function bySku(erp: ErpPort, shop: Shop, variant: VariantToMap): Promise<ItemLink | undefined> {
  const meaning = itemOfSku(variant.sku, shop.skuMapping, shop.skuFieldSeparator);
  if (meaning.itemNo === "") return undefined;
  const item = await erp.findItem(meaning.itemNo);
  if (item === undefined) return undefined;
  if (meaning.variantCode === "") {
    // An item number alone counts for a variant of several only when the SKU is meant to hold nothing else.
    const namesWholeItem = shop.skuMapping === "itemNo" || !variant.productHasVariants;
    return namesWholeItem ? { itemNo: item.no, variantCode: "" } : undefined;
  }
  const itemVariant = await erp.findItemVariant(item.no, meaning.variantCode);
  if (itemVariant !== undefined) return { itemNo: item.no, variantCode: itemVariant.code };
  return variant.productHasVariants ? undefined : { itemNo: item.no, variantCode: "" };
}

const byProduct = (variant: VariantToMap): ItemLink | undefined =>
  variant.productItemNo === null || variant.productHasVariants
    ? undefined
    : { itemNo: variant.productItemNo, variantCode: "" };

/**
 * A refusal is shown on the product and leaves the variant without an item; an ERP that is away is the caller's to repeat.
 */
async function createItem(
  deps: { readonly db: Database; readonly erp: ErpPort },
  shop: Shop,
  variant: VariantToMap,
): Promise<ItemLink | undefined> {
  try {
    if (shop.itemTemplCode === "") throw itemTemplateMissing();
    const { itemNo } = itemOfSku(variant.sku, shop.skuMapping, shop.skuFieldSeparator);
    const source: ItemMatchKey = { by: "source", key: `${shop.store}/variant/${variant.shopifyVariantId}` };
    const keys: readonly ItemMatchKey[] = itemNo === "" ? [source] : [source, { by: "number", no: itemNo }];
    const { record } = await deps.erp.createItemOnce(keys, {
      no: itemNo === "" ? null : itemNo,
      templateCode: shop.itemTemplCode,
      description: cutText(variant.productTitle, 100),
      unitOfMeasureCode: "",
      unitPrice: variant.price,
      unitCost: variant.unitCost ?? "0",
      vatProductGroup: "",
    });
    return { itemNo: record.no, variantCode: "" };
  } catch (error) {
    if (!(error instanceof OperationalError) || error.retryable) throw error;
    await setProductError(deps.db, variant, { code: error.type, message: error.message, params: error.params });
    return undefined;
  }
}

const itemTemplateMissing = (): OperationalError =>
  new OperationalError(
    "item-template-missing",
    "An item cannot be created without a template: set Item Template Code on the shop card, or link the product to an item",
    { retryable: false, params: { setting: "itemTemplCode" } },
  );
