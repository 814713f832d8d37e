import { sql, type Selectable } from "kysely";
import type { FailureParams } from "#domain/failure";
import type { Executor } from "./connection.ts";
import type { ShopifyProductTable, ShopifyVariantTable } from "./tables.ts";

export interface ShopifyProduct {
  readonly shop: string;
  readonly shopifyProductId: string;
  readonly store: string;
  readonly title: string;
  readonly vendor: string;
  readonly productType: string;
  readonly status: string;
  readonly hasVariants: boolean;
  readonly shopifyUpdatedAt: string;
}

export interface ShopifyVariant {
  readonly shop: string;
  readonly shopifyVariantId: string;
  readonly shopifyProductId: string;
  readonly title: string;
  readonly sku: string;
  readonly barcode: string;
  readonly price: string;
  readonly unitCost: string | null;
  readonly taxable: boolean;
  readonly position: number;
  readonly optionNames: readonly string[];
  readonly optionValues: readonly string[];
  readonly uomOptionNo: number;
  readonly shopifyUpdatedAt: string;
}

/** Stores what was read of a product. Its link to an item, and an error of creating one, stay. */
export async function storeShopifyProduct(db: Executor, product: ShopifyProduct): Promise<void> {
  const { shop: _shop, shopifyProductId: _id, ...changes } = product;
  await db
    .insertInto("shopifyProduct")
    .values({ ...product, importedAt: sql<Date>`now()` })
    .onConflict((conflict) =>
      conflict.columns(["shop", "shopifyProductId"]).doUpdateSet({ ...changes, importedAt: sql<Date>`now()` }),
    )
    .execute();
}

/** Stores what was read of a variant. Its link to an item stays. */
export async function storeShopifyVariant(db: Executor, variant: ShopifyVariant): Promise<void> {
  const values = { ...variant, optionNames: [...variant.optionNames], optionValues: [...variant.optionValues] };
  const { shop: _shop, shopifyVariantId: _id, ...changes } = values;
  await db
    .insertInto("shopifyVariant")
    .values(values)
    .onConflict((conflict) => conflict.columns(["shop", "shopifyVariantId"]).doUpdateSet(changes))
    .execute();
}

export interface VariantKey {
  readonly shop: string;
  readonly shopifyVariantId: string;
}

/** A variant with what its product says about both. */
export interface VariantToMap extends Selectable<ShopifyVariantTable> {
  readonly productTitle: string;
  readonly productHasVariants: boolean;
  readonly productItemNo: string | null;
}

export const variantsToMap = (
  db: Executor,
  shop: string,
  variantIds: readonly string[],
): Promise<readonly VariantToMap[]> =>
  variantIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("shopifyVariant as variant")
        .innerJoin("shopifyProduct as product", (join) =>
          join
            .onRef("product.shop", "=", "variant.shop")
            .onRef("product.shopifyProductId", "=", "variant.shopifyProductId"),
        )
        .selectAll("variant")
        .select([
          "product.title as productTitle",
          "product.hasVariants as productHasVariants",
          "product.itemNo as productItemNo",
        ])
        .where("variant.shop", "=", shop)
        .where("variant.shopifyVariantId", "in", variantIds)
        .execute();

/** The variant's link as it is, and so until the transaction ends. */
export async function lockVariantLink(db: Executor, { shop, shopifyVariantId }: VariantKey) {
  return db
    .selectFrom("shopifyVariant")
    .select(["itemNo", "variantCode"])
    .where("shop", "=", shop)
    .where("shopifyVariantId", "=", shopifyVariantId)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Links a variant to an item, and its product to the same one unless it has an item already: the first hit of a product
 * wins, later variants may be other items.
 */
export async function linkVariant(
  db: Executor,
  variant: VariantKey & { readonly shopifyProductId: string },
  link: { readonly itemNo: string; readonly variantCode: string },
): Promise<void> {
  await db
    .updateTable("shopifyVariant")
    .set(link)
    .where("shop", "=", variant.shop)
    .where("shopifyVariantId", "=", variant.shopifyVariantId)
    .execute();
  await db
    .updateTable("shopifyProduct")
    .set((eb) => ({
      itemNo: eb.fn.coalesce("itemNo", eb.val(link.itemNo)),
      hasError: false,
      errorCode: null,
      errorMessage: null,
      errorParams: null,
    }))
    .where("shop", "=", variant.shop)
    .where("shopifyProductId", "=", variant.shopifyProductId)
    .execute();
}

/** Removes the link of a variant. Its product keeps an item as long as another of its variants has one. */
export async function unlinkVariant(
  db: Executor,
  { shop, shopifyVariantId, shopifyProductId }: VariantKey & { readonly shopifyProductId: string },
): Promise<void> {
  await db
    .updateTable("shopifyVariant")
    .set({ itemNo: null, variantCode: "" })
    .where("shop", "=", shop)
    .where("shopifyVariantId", "=", shopifyVariantId)
    .execute();
  await db
    .updateTable("shopifyProduct")
    .set((eb) => ({
      itemNo: eb
        .selectFrom("shopifyVariant as other")
        .select("other.itemNo")
        .whereRef("other.shop", "=", "shopifyProduct.shop")
        .whereRef("other.shopifyProductId", "=", "shopifyProduct.shopifyProductId")
        .where("other.itemNo", "is not", null)
        .orderBy("other.position")
        .limit(1),
    }))
    .where("shop", "=", shop)
    .where("shopifyProductId", "=", shopifyProductId)
    .execute();
}

/** The product a variant belongs to, in this shop. */
export const productOfVariant = (
  db: Executor,
  { shop, shopifyVariantId }: VariantKey,
): Promise<Selectable<ShopifyProductTable> | undefined> =>
  db
    .selectFrom("shopifyProduct as product")
    .innerJoin("shopifyVariant as variant", (join) =>
      join
        .onRef("variant.shop", "=", "product.shop")
        .onRef("variant.shopifyProductId", "=", "product.shopifyProductId"),
    )
    .selectAll("product")
    .where("variant.shop", "=", shop)
    .where("variant.shopifyVariantId", "=", shopifyVariantId)
    .executeTakeFirst();

/** Removes links of a shop to items that no longer exist in the ERP. */
export async function unlinkItems(db: Executor, shop: string, itemNos: readonly string[]): Promise<void> {
  if (itemNos.length === 0) return;
  await db
    .updateTable("shopifyVariant")
    .set({ itemNo: null, variantCode: "" })
    .where("shop", "=", shop)
    .where("itemNo", "in", itemNos)
    .execute();
  await db
    .updateTable("shopifyProduct")
    .set({ itemNo: null })
    .where("shop", "=", shop)
    .where("itemNo", "in", itemNos)
    .execute();
}

/** Says on the product why no item could be created for it. */
export async function setProductError(
  db: Executor,
  product: Pick<Selectable<ShopifyProductTable>, "shop" | "shopifyProductId">,
  problem: { readonly code: string; readonly message: string; readonly params: FailureParams },
): Promise<void> {
  await db
    .updateTable("shopifyProduct")
    .set({
      hasError: true,
      errorCode: problem.code,
      errorMessage: problem.message.slice(0, 2048),
      errorParams: JSON.stringify(problem.params),
    })
    .where("shop", "=", product.shop)
    .where("shopifyProductId", "=", product.shopifyProductId)
    .execute();
}
