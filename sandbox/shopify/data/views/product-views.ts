/** Products, variants, inventory items and levels. */
import { gid } from "../ids.ts";
import { moneyText, moneyV2 } from "../money.ts";
import type { ProductRecord, VariantRecord } from "../records/catalogue.ts";
import type { ShopData } from "../store.ts";
import { connectionOf } from "./connection.ts";
import { defineView, timeText, timeTextOrNull, type View } from "./view.ts";

const countOf = (count: number) => ({ count, precision: "EXACT" });

const stockOf = (variant: VariantRecord): number =>
  [...variant.available.values()].reduce((sum, each) => sum + each, 0);

const plainText = (html: string): string => html.replaceAll(/<[^>]*>/g, "").trim();

const priceRange = (product: ProductRecord, data: ShopData) => {
  const prices = product.variants.map((variant) => variant.price);
  return {
    minVariantPrice: moneyV2(Math.min(...prices), data.profile.currencyCode),
    maxVariantPrice: moneyV2(Math.max(...prices), data.profile.currencyCode),
  };
};

const optionViews = (product: ProductRecord) =>
  product.optionNames.map((name, index) => {
    const values = [
      ...new Set(
        product.variants.map((variant) => variant.options[index]?.value).filter((value) => value !== undefined),
      ),
    ];
    const id = product.id * 4 + index;
    return {
      __typename: "ProductOption",
      id: gid("ProductOption", id),
      name,
      position: index + 1,
      linkedMetafield: null,
      values,
      optionValues: values.map((value, position) => ({
        __typename: "ProductOptionValue",
        id: gid("ProductOptionValue", id * 2048 + position),
        name: value,
        hasVariants: true,
        linkedMetafieldValue: null,
        swatch: null,
      })),
    };
  });

export const productView = defineView<ProductRecord>("Product", {
  same: ["title", "handle", "descriptionHtml", "vendor", "productType", "status", "tags", "isGiftCard", "seo"],
  nulls: [
    "category",
    "combinedListing",
    "combinedListingRole",
    "featuredImage",
    "featuredMedia",
    "feedback",
    "giftCardTemplateSuffix",
    "onlineStorePreviewUrl",
    "productCategory",
    "standardizedProductType",
    "templateSuffix",
    "compareAtPriceRange",
  ],
  fields: {
    id: (product) => gid("Product", product.id),
    legacyResourceId: (product) => String(product.id),
    createdAt: (product) => timeText(product.createdAt),
    updatedAt: (product) => timeText(product.updatedAt),
    publishedAt: (product) => timeTextOrNull(product.publishedAt),
    bodyHtml: (product) => product.descriptionHtml,
    customProductType: (product) => product.productType,
    descriptionPlainSummary: (product) => plainText(product.descriptionHtml).slice(0, 255),
    hasOnlyDefaultVariant: (product) => product.hasOnlyDefaultVariant,
    hasOutOfStockVariants: (product) => product.variants.some((variant) => variant.tracked && stockOf(variant) <= 0),
    hasVariantsThatRequiresComponents: () => false,
    mediaCount: () => countOf(0),
    onlineStoreUrl: (product, data) =>
      product.publishedAt === null || product.status !== "ACTIVE"
        ? null
        : `https://${data.profile.host}/products/${product.handle}`,
    priceRangeV2: priceRange,
    priceRange,
    requiresSellingPlan: () => false,
    sellingPlanGroupCount: () => 0,
    sellingPlanGroupsCount: () => countOf(0),
    totalInventory: (product) => product.variants.reduce((sum, variant) => sum + stockOf(variant), 0),
    totalVariants: (product) => product.variants.length,
    tracksInventory: (product) => product.variants.some((variant) => variant.tracked),
    variantsCount: (product) => countOf(product.variants.length),
    defaultCursor: (product) =>
      Buffer.from(JSON.stringify({ last_id: product.id, last_value: `${product.id}` })).toString("base64"),
  },
  calls: {
    description: (product, _data, args) => {
      const text = plainText(product.descriptionHtml);
      return typeof args["truncateAt"] === "number" ? text.slice(0, args["truncateAt"]) : text;
    },
    options: (product, _data, args) =>
      optionViews(product).slice(0, typeof args["first"] === "number" ? args["first"] : undefined),
    variants: (product, data, args) =>
      connectionOf(
        product.variants.toSorted((a, b) => (args["sortKey"] === "ID" ? a.id - b.id : a.position - b.position)),
        args,
        (variant) => data.show("ProductVariant", variant),
      ),
  },
});

export const variantView = defineView<VariantRecord>("ProductVariant", {
  same: ["title", "sku", "barcode", "position", "taxable", "inventoryPolicy"],
  nulls: ["deliveryProfile", "image", "unitPrice", "unitPriceMeasurement", "taxCode"],
  fields: {
    id: (variant) => gid("ProductVariant", variant.id),
    legacyResourceId: (variant) => String(variant.id),
    createdAt: (variant) => timeText(variant.createdAt),
    updatedAt: (variant) => timeText(variant.updatedAt),
    availableForSale: (variant) => !variant.tracked || variant.inventoryPolicy === "CONTINUE" || stockOf(variant) > 0,
    price: (variant, data) => moneyText(variant.price, data.profile.currencyCode),
    compareAtPrice: (variant, data) =>
      variant.compareAtPrice === null ? null : moneyText(variant.compareAtPrice, data.profile.currencyCode),
    displayName: (variant, data) => `${data.products.get(variant.productId)?.title ?? ""} - ${variant.title}`,
    inventoryQuantity: stockOf,
    sellableOnlineQuantity: stockOf,
    product: (variant, data) => {
      const product = data.products.get(variant.productId);
      return product === undefined ? null : data.show("Product", product);
    },
    inventoryItem: (variant, data) => data.show("InventoryItem", variant),
    requiresComponents: () => false,
    selectedOptions: (variant) => variant.options.map((option) => ({ ...option, optionValue: { name: option.value } })),
    sellingPlanGroupCount: () => 0,
    sellingPlanGroupsCount: () => countOf(0),
    showUnitPrice: () => false,
    defaultCursor: (variant) =>
      Buffer.from(JSON.stringify({ last_id: variant.id, last_value: `${variant.id}` })).toString("base64"),
  },
});

export interface Level {
  readonly variant: VariantRecord;
  readonly locationId: number;
  readonly id: number;
}

const levelsOf = (variant: VariantRecord): Level[] =>
  [...variant.available.keys()].map((locationId) => ({ variant, locationId, id: locationId }));

export const inventoryLevelView = defineView<Level>("InventoryLevel", {
  nulls: ["deactivationAlert"],
  fields: {
    id: ({ variant, locationId }) =>
      `${gid("InventoryLevel", locationId)}?inventory_item_id=${variant.inventoryItemId}`,
    createdAt: ({ variant }) => timeText(variant.createdAt),
    updatedAt: ({ variant }) => timeText(variant.updatedAt),
    canDeactivate: () => true,
    isActive: () => true,
    item: ({ variant }, data) => data.show("InventoryItem", variant),
    location: ({ locationId }, data) => {
      const location = data.locations.get(locationId);
      return location === undefined ? null : data.show("Location", location);
    },
  },
  calls: {
    // What is available is on hand; commitments of open orders are not counted in a sandbox shop [A].
    quantities: ({ variant, locationId }, _data, args) =>
      (args["names"] as readonly string[]).map((name) => ({
        __typename: "InventoryQuantity",
        id: `${gid("InventoryQuantity", locationId)}?inventory_item_id=${variant.inventoryItemId}&name=${name}`,
        name,
        quantity: name === "available" || name === "on_hand" ? (variant.available.get(locationId) ?? 0) : 0,
        updatedAt: timeText(variant.updatedAt),
      })),
  },
});

export const inventoryItemView = defineView<VariantRecord>("InventoryItem", {
  same: ["sku", "requiresShipping", "tracked"],
  nulls: ["countryCodeOfOrigin", "harmonizedSystemCode", "inventoryHistoryUrl", "provinceCodeOfOrigin"],
  fields: {
    id: (variant) => gid("InventoryItem", variant.inventoryItemId),
    legacyResourceId: (variant) => String(variant.inventoryItemId),
    createdAt: (variant) => timeText(variant.createdAt),
    updatedAt: (variant) => timeText(variant.updatedAt),
    duplicateSkuCount: (variant, data) => (variant.sku === null ? 0 : data.variantsOfSku(variant.sku).length - 1),
    locationsCount: (variant) => countOf(variant.available.size),
    measurement: (variant) => ({
      id: gid("InventoryItemMeasurement", variant.inventoryItemId),
      weight: { unit: "GRAMS", value: variant.grams },
      shippingPackage: null,
    }),
    trackedEditable: () => ({ locked: false, reason: null }),
    unitCost: (variant, data) =>
      variant.unitCost === null ? null : moneyV2(variant.unitCost, data.profile.currencyCode),
    variant: (variant, data) => data.show("ProductVariant", variant),
  },
  calls: {
    inventoryLevel: (variant, data, args): View | null => {
      const level = levelsOf(variant).find((each) => gid("Location", each.locationId) === args["locationId"]);
      return level === undefined ? null : data.show("InventoryLevel", level);
    },
    inventoryLevels: (variant, data, args) =>
      connectionOf(levelsOf(variant), args, (level) => data.show("InventoryLevel", level)),
    variants: (variant, data, args) => connectionOf([variant], args, (each) => data.show("ProductVariant", each)),
  },
});
