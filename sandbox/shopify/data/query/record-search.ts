/** How customers, products and variants are found and sorted. */
import type { SearchSource } from "../../engine/search-page.ts";
import type { ProductRecord, VariantRecord } from "../records/catalogue.ts";
import type { CustomerRecord } from "../records/customer.ts";
import type { ShopData } from "../store.ts";
import { indexedSorts } from "./indexed-sorts.ts";

const UNITS = 10_000;

const TAG_NOT = {
  matches: (record: { readonly tags: readonly string[] }, value: string) =>
    !record.tags.some((tag) => tag.toLowerCase() === value.toLowerCase()),
};

export const customerSource = (data: ShopData): SearchSource<CustomerRecord> => ({
  records: () => data.customers.byId.all(),
  idOf: (customer) => customer.id,
  changedAt: (customer) => customer.updatedAt,
  toNode: (customer) => data.show("Customer", customer),
  sorts: {
    ...indexedSorts(data.customers),
    NAME: {
      kind: "text",
      valueOf: (customer) => `${customer.lastName ?? ""} ${customer.firstName ?? ""}`.toLowerCase(),
    },
    LOCATION: { kind: "text", valueOf: (customer) => customer.addresses[0]?.country ?? null },
  },
  fields: {
    default: (customer) => [customer.firstName, customer.lastName, customer.email, customer.phone, ...customer.tags],
    country: (customer) => customer.addresses.flatMap((each) => [each.country ?? null, each.countryCodeV2 ?? null]),
    customer_date: (customer) => customer.createdAt,
    email: (customer) => customer.email,
    first_name: (customer) => customer.firstName,
    last_name: (customer) => customer.lastName,
    id: (customer) => customer.id,
    order_date: (customer) => data.ordersOfCustomer(customer.id).map((order) => order.createdAt),
    orders_count: (customer) => data.ordersOfCustomer(customer.id).length,
    phone: (customer) => customer.phone,
    state: (customer) => customer.state,
    tag: (customer) => customer.tags,
    tag_not: TAG_NOT,
    updated_at: (customer) => customer.updatedAt,
  },
});

const stockOf = (variant: VariantRecord): number =>
  [...variant.available.values()].reduce((sum, each) => sum + each, 0);

export const productSource = (data: ShopData): SearchSource<ProductRecord> => ({
  records: () => data.products.byId.all(),
  idOf: (product) => product.id,
  changedAt: (product) => product.updatedAt,
  toNode: (product) => data.show("Product", product),
  sorts: {
    ...indexedSorts(data.products),
    TITLE: { kind: "text", valueOf: (product) => product.title.toLowerCase() },
    VENDOR: { kind: "text", valueOf: (product) => product.vendor.toLowerCase() },
    PRODUCT_TYPE: { kind: "text", valueOf: (product) => product.productType.toLowerCase() },
    PUBLISHED_AT: { kind: "time", valueOf: (product) => product.publishedAt },
    INVENTORY_TOTAL: {
      kind: "number",
      valueOf: (product) => product.variants.reduce((sum, each) => sum + stockOf(each), 0),
    },
  },
  fields: {
    default: (product) => [
      product.title,
      product.vendor,
      product.productType,
      ...product.tags,
      ...product.variants.map((each) => each.sku),
    ],
    barcode: (product) => product.variants.map((each) => each.barcode),
    created_at: (product) => product.createdAt,
    gift_card: (product) => product.isGiftCard,
    handle: (product) => product.handle,
    has_only_default_variant: (product) => product.hasOnlyDefaultVariant,
    id: (product) => product.id,
    inventory_total: (product) => product.variants.reduce((sum, each) => sum + stockOf(each), 0),
    price: (product) => product.variants.map((each) => each.price / UNITS),
    product_type: (product) => product.productType,
    published_at: (product) => product.publishedAt,
    sku: (product) => product.variants.map((each) => each.sku),
    status: (product) => product.status,
    tag: (product) => product.tags,
    tag_not: TAG_NOT,
    title: (product) => product.title,
    tracks_inventory: (product) => product.variants.some((each) => each.tracked),
    updated_at: (product) => product.updatedAt,
    variant_id: (product) => product.variants.map((each) => each.id),
    variant_title: (product) => product.variants.map((each) => each.title),
    vendor: (product) => product.vendor,
  },
});

export const variantSource = (data: ShopData): SearchSource<VariantRecord> => {
  const productOf = (variant: VariantRecord) => data.products.get(variant.productId);
  const titleOf = (variant: VariantRecord) => `${productOf(variant)?.title ?? ""} ${variant.title}`.toLowerCase();
  return {
    records: () => [...data.variants.values()],
    idOf: (variant) => variant.id,
    changedAt: (variant) => variant.updatedAt,
    toNode: (variant) => data.show("ProductVariant", variant),
    sorts: {
      ID: { kind: "number", valueOf: (variant) => variant.id },
      RELEVANCE: { kind: "number", valueOf: (variant) => variant.id },
      POSITION: { kind: "number", valueOf: (variant) => variant.position },
      SKU: { kind: "text", valueOf: (variant) => variant.sku },
      TITLE: { kind: "text", valueOf: (variant) => variant.title.toLowerCase() },
      NAME: { kind: "text", valueOf: titleOf },
      FULL_TITLE: { kind: "text", valueOf: titleOf },
      INVENTORY_QUANTITY: { kind: "number", valueOf: stockOf },
      INVENTORY_POLICY: { kind: "text", valueOf: (variant) => variant.inventoryPolicy },
    },
    fields: {
      default: (variant) => [variant.title, variant.sku, variant.barcode, productOf(variant)?.title ?? null],
      barcode: (variant) => variant.barcode,
      gift_card: (variant) => productOf(variant)?.isGiftCard ?? false,
      id: (variant) => variant.id,
      inventory_quantity: stockOf,
      location_id: (variant) => [...variant.available.keys()],
      managed: (variant) => variant.tracked,
      option1: (variant) => variant.options[0]?.value ?? null,
      option2: (variant) => variant.options[1]?.value ?? null,
      option3: (variant) => variant.options[2]?.value ?? null,
      product_id: (variant) => variant.productId,
      product_ids: { matches: (variant, value) => value.split(",").some((id) => Number(id) === variant.productId) },
      product_status: (variant) => productOf(variant)?.status ?? null,
      product_type: (variant) => productOf(variant)?.productType ?? null,
      sku: (variant) => variant.sku,
      tag: (variant) => productOf(variant)?.tags ?? [],
      taxable: (variant) => variant.taxable,
      title: (variant) => productOf(variant)?.title ?? null,
      updated_at: (variant) => variant.updatedAt,
      vendor: (variant) => productOf(variant)?.vendor ?? null,
    },
  };
};
