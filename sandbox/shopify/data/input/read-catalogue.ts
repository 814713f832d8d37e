/** Products and variants given from outside. */
import { unitsOf } from "../money.ts";
import type { ProductRecord, VariantRecord } from "../records/catalogue.ts";
import type { ShopData } from "../store.ts";
import { readReference } from "./reference.ts";
import type { Reader } from "./reader.ts";

const unitsOrNull = (text: string | null | undefined): number | null | undefined =>
  typeof text === "string" ? unitsOf(text) : text;

function readVariant(
  data: ShopData,
  reader: Reader,
  product: { readonly id: number; readonly createdAt: number; readonly updatedAt: number },
  position: number,
  known?: VariantRecord,
): VariantRecord {
  const id = reader.id("id", "ProductVariant") ?? known?.id ?? data.ids.next("ProductVariant");
  const item = reader.node("inventoryItem");
  const options = reader
    .nodes("selectedOptions")
    ?.map((option) => ({ name: option.text("name") ?? "Title", value: option.text("value") ?? "" }));
  const title =
    reader.text("title") ?? known?.title ?? options?.map((option) => option.value).join(" / ") ?? "Default Title";
  const quantity = reader.whole("inventoryQuantity");
  const primary = data.locations.byId.all()[0];
  const variant: VariantRecord = {
    id,
    inventoryItemId: item?.id("id", "InventoryItem") ?? known?.inventoryItemId ?? data.ids.next("InventoryItem"),
    productId: product.id,
    createdAt: reader.time("createdAt") ?? known?.createdAt ?? product.createdAt,
    updatedAt: reader.time("updatedAt") ?? product.updatedAt,
    title,
    sku: reader.has("sku") ? (reader.text("sku") ?? null) : (item?.text("sku") ?? known?.sku ?? null),
    barcode: reader.has("barcode") ? (reader.text("barcode") ?? null) : (known?.barcode ?? null),
    price: unitsOrNull(reader.text("price")) ?? known?.price ?? unitsOf(10),
    compareAtPrice: unitsOrNull(reader.text("compareAtPrice")) ?? known?.compareAtPrice ?? null,
    unitCost: unitsOrNull(item?.node("unitCost")?.text("amount")) ?? known?.unitCost ?? null,
    position: reader.whole("position") ?? known?.position ?? position,
    taxable: reader.flag("taxable") ?? known?.taxable ?? true,
    requiresShipping: item?.flag("requiresShipping") ?? known?.requiresShipping ?? true,
    tracked: item?.flag("tracked") ?? known?.tracked ?? true,
    inventoryPolicy: (reader.text("inventoryPolicy") ?? known?.inventoryPolicy ?? "DENY") as "DENY",
    grams: Number(item?.node("measurement")?.node("weight")?.raw("value") ?? known?.grams ?? 0),
    options: options ?? known?.options ?? [{ name: "Title", value: title }],
    available:
      quantity === undefined || primary === undefined
        ? (known?.available ?? new Map())
        : new Map([[primary.id, quantity]]),
  };
  reader.raw("product");
  const given = reader.rest(known?.given);
  if (given !== undefined) variant.given = given;
  return variant;
}

const handleOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");

export function readProduct(data: ShopData, reader: Reader, known?: ProductRecord): ProductRecord {
  const createdAt = reader.time("createdAt") ?? known?.createdAt ?? data.now();
  const id = reader.id("id", "Product") ?? known?.id ?? data.ids.next("Product");
  const title = reader.text("title") ?? known?.title ?? "Product";
  const updatedAt = reader.time("updatedAt") ?? known?.updatedAt ?? createdAt;
  const head = { id, createdAt, updatedAt };
  const variantReaders = reader.nodes("variants");
  const variants =
    variantReaders?.map((variant, index) => {
      const variantId = variant.id("id", "ProductVariant");
      return readVariant(
        data,
        variant,
        head,
        index + 1,
        known?.variants.find((each) => each.id === variantId),
      );
    }) ?? known?.variants;
  const options = reader.nodes("options")?.map((option) => option.text("name") ?? "Title");
  const isSingle = (variants ?? []).length <= 1 && (variants?.[0]?.title ?? "Default Title") === "Default Title";
  const seo = reader.node("seo");
  const product: ProductRecord = {
    ...head,
    publishedAt: reader.has("publishedAt") ? (reader.time("publishedAt") ?? null) : (known?.publishedAt ?? createdAt),
    title,
    handle: reader.text("handle") ?? known?.handle ?? handleOf(title),
    descriptionHtml: reader.text("descriptionHtml") ?? known?.descriptionHtml ?? "",
    vendor: reader.text("vendor") ?? known?.vendor ?? data.profile.name,
    productType: reader.text("productType") ?? known?.productType ?? "",
    status: reader.text("status") ?? known?.status ?? "ACTIVE",
    tags: reader.texts("tags") ?? known?.tags ?? [],
    isGiftCard: reader.flag("isGiftCard") ?? known?.isGiftCard ?? false,
    hasOnlyDefaultVariant: reader.flag("hasOnlyDefaultVariant") ?? isSingle,
    optionNames: options ?? known?.optionNames ?? variants?.[0]?.options.map((option) => option.name) ?? ["Title"],
    seo:
      seo === undefined || seo === null
        ? (known?.seo ?? { title: null, description: null })
        : { title: seo.text("title") ?? null, description: seo.text("description") ?? null },
    variants: variants ?? [defaultVariant(data, head)],
  };
  const given = reader.rest(known?.given);
  if (given !== undefined) product.given = given;
  return product;
}

/** [D] every product has a variant; without options it is called "Default Title". */
export const defaultVariant = (
  data: ShopData,
  product: { readonly id: number; readonly createdAt: number; readonly updatedAt: number },
): VariantRecord => ({
  id: data.ids.next("ProductVariant"),
  inventoryItemId: data.ids.next("InventoryItem"),
  productId: product.id,
  createdAt: product.createdAt,
  updatedAt: product.updatedAt,
  title: "Default Title",
  sku: null,
  barcode: null,
  price: 0,
  compareAtPrice: null,
  unitCost: null,
  position: 1,
  taxable: true,
  requiresShipping: true,
  tracked: false,
  inventoryPolicy: "DENY",
  grams: 0,
  options: [{ name: "Title", value: "Default Title" }],
  available: new Map(),
});

export function insertProduct(data: ShopData, product: ProductRecord): ProductRecord {
  data.ids.seen("Product", product.id);
  for (const variant of product.variants) {
    data.ids.seen("ProductVariant", variant.id);
    data.ids.seen("InventoryItem", variant.inventoryItemId);
  }
  data.products.insert(product);
  return product;
}

export const readProductOf = (data: ShopData, owner: Reader): ProductRecord | undefined =>
  readReference(owner, "product", {
    type: "Product",
    find: (id) => data.products.get(id),
    add: (reader) => insertProduct(data, readProduct(data, reader)),
  }) ?? undefined;

/** A variant given inline is added with a product of its own. */
export const readVariantOf = (data: ShopData, owner: Reader): VariantRecord | undefined =>
  readReference(owner, "variant", {
    type: "ProductVariant",
    find: (id) => data.variants.get(id),
    add(reader) {
      const parent = readProductOf(data, reader);
      const at = data.now();
      const product =
        parent ??
        insertProduct(data, {
          id: data.ids.next("Product"),
          createdAt: at,
          updatedAt: at,
          publishedAt: at,
          title: reader.text("displayName") ?? owner.text("title") ?? "Product",
          handle: `product-${data.products.size + 1}`,
          descriptionHtml: "",
          vendor: data.profile.name,
          productType: "",
          status: "ACTIVE",
          tags: [],
          isGiftCard: false,
          hasOnlyDefaultVariant: true,
          optionNames: ["Title"],
          seo: { title: null, description: null },
          variants: [],
        });
      const variant = readVariant(data, reader, product, product.variants.length + 1);
      data.ids.seen("ProductVariant", variant.id);
      data.products.write(product, () => {
        product.variants = [...product.variants, variant];
      });
      return variant;
    },
  }) ?? undefined;
