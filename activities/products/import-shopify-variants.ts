import type { Database } from "#database/connection";
import { type ShopifyVariant, storeShopifyProduct, storeShopifyVariant } from "#database/products";
import { storable } from "#database/storable";
import { inGroups } from "#domain/in-groups";
import { legacyId } from "#domain/orders/shopify-id";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions, ShopifyClient } from "#shopify/client";
import { VariantsByIdDocument, type VariantsByIdQuery } from "#shopify/generated/operations";

/** A list of nodes costs like one node, so a group is as large as an order group ("Shopify: API rate limits"). */
const GROUP = 100;

type VariantNode = Extract<NonNullable<VariantsByIdQuery["nodes"][number]>, { product: unknown }>;

/**
 * Reads variants with their products and stores them as they are now; texts lose what PostgreSQL cannot keep, or one product would stop the
 * orders of all. Variants Shopify no longer has are left out. Safe to repeat: rows are replaced by id, links to items stay.
 */
export async function importShopifyVariants(
  deps: { readonly db: Database; readonly shopify: ShopifyClient },
  shop: Shop,
  variantIds: readonly string[],
  options: ExecuteOptions = {},
): Promise<void> {
  for (const group of inGroups(variantIds, GROUP)) {
    const ids = group.map((id) => `gid://shopify/ProductVariant/${id}`);
    const answer = await deps.shopify.execute(
      shop.code,
      VariantsByIdDocument,
      { ids },
      { ...options, acceptPartial: true },
    );
    const nodes = answer.data.nodes.filter((node): node is VariantNode => node !== null && "product" in node);
    await deps.db.transaction().execute(async (transaction) => {
      for (const node of storable(nodes)) {
        await storeShopifyProduct(transaction, {
          shop: shop.code,
          shopifyProductId: legacyId(node.product.id),
          store: shop.store,
          title: node.product.title,
          vendor: node.product.vendor,
          productType: node.product.productType,
          status: node.product.status.toLowerCase(),
          hasVariants: !node.product.hasOnlyDefaultVariant,
          shopifyUpdatedAt: node.product.updatedAt,
        });
        await storeShopifyVariant(transaction, variantOf(shop, node));
      }
    });
  }
}

const variantOf = (shop: Shop, node: VariantNode): ShopifyVariant => ({
  shop: shop.code,
  shopifyVariantId: legacyId(node.id),
  shopifyProductId: legacyId(node.product.id),
  title: node.title,
  sku: node.sku ?? "",
  barcode: node.barcode ?? "",
  price: node.price,
  unitCost: node.inventoryItem.unitCost?.amount ?? null,
  taxable: node.taxable,
  position: node.position,
  optionNames: node.selectedOptions.map(({ name }) => name),
  optionValues: node.selectedOptions.map(({ value }) => value),
  uomOptionNo: shop.uomAsVariant ? node.selectedOptions.findIndex(({ name }) => name === shop.optionNameForUom) + 1 : 0,
  shopifyUpdatedAt: node.updatedAt,
});
