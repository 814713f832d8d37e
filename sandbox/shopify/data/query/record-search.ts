/** How customers, products, variants and the smaller lists are found and sorted. */
import type { SearchSource, SearchSort } from "../../engine/search-page.ts";
import type { GiftCardRecord, LocationRecord, ProductRecord, VariantRecord } from "../records/catalogue.ts";
import type { CompanyLocationRecord, CompanyRecord, CustomerRecord, StaffRecord } from "../records/customer.ts";
import type { WebhookSubscriptionRecord } from "../records/shop.ts";
import type { ShopData } from "../store.ts";
import type { Table, Timed } from "../table.ts";

const UNITS = 10_000;

const indexedSorts = <R extends Timed>(
  table: Table<R>,
): Readonly<Record<"ID" | "RELEVANCE" | "CREATED_AT" | "UPDATED_AT", SearchSort<R>>> => ({
  ID: { kind: "number", valueOf: (record) => record.id, sorted: () => table.byId.all() },
  RELEVANCE: { kind: "number", valueOf: (record) => record.id, sorted: () => table.byId.all() },
  CREATED_AT: {
    kind: "time",
    valueOf: (record) => record.createdAt,
    sorted: () => table.byCreatedAt.all(),
    filter: "created_at",
  },
  UPDATED_AT: {
    kind: "time",
    valueOf: (record) => record.updatedAt,
    sorted: () => table.byUpdatedAt.all(),
    filter: "updated_at",
  },
});

const tagNot = <R extends { readonly tags: readonly string[] }>() => ({
  matches: (record: R, value: string) => !record.tags.some((tag) => tag.toLowerCase() === value.toLowerCase()),
});

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
    tag_not: tagNot<CustomerRecord>(),
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
    tag_not: tagNot<ProductRecord>(),
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

export const locationSource = (data: ShopData, includeInactive: boolean): SearchSource<LocationRecord> => ({
  records: () => data.locations.byId.all(),
  idOf: (location) => location.id,
  isListed: (location) => includeInactive || location.isActive,
  toNode: (location) => data.show("Location", location),
  sorts: {
    ID: { kind: "number", valueOf: (location) => location.id },
    RELEVANCE: { kind: "number", valueOf: (location) => location.id },
    NAME: { kind: "text", valueOf: (location) => location.name },
  },
  fields: {
    default: (location) => [location.name, location.address.city ?? null],
    active: (location) => String(location.isActive),
    address1: (location) => location.address.address1 ?? null,
    address2: (location) => location.address.address2 ?? null,
    city: (location) => location.address.city ?? null,
    country: (location) => [location.address.country ?? null, location.address.countryCodeV2 ?? null],
    created_at: (location) => location.createdAt,
    id: (location) => location.id,
    location_id: (location) => location.id,
    name: (location) => location.name,
    province: (location) => location.address.province ?? null,
    zip: (location) => location.address.zip ?? null,
  },
});

const balanceStatus = (card: GiftCardRecord): string[] => {
  if (card.balance === 0) return ["empty"];
  return card.balance === card.initialValue ? ["full", "full_or_partial"] : ["partial", "full_or_partial"];
};

export const giftCardSource = (data: ShopData): SearchSource<GiftCardRecord> => ({
  records: () => data.giftCards.byId.all(),
  idOf: (card) => card.id,
  changedAt: (card) => card.updatedAt,
  toNode: (card) => data.show("GiftCard", card),
  sorts: {
    ...indexedSorts(data.giftCards),
    BALANCE: { kind: "number", valueOf: (card) => card.balance },
    INITIAL_VALUE: { kind: "number", valueOf: (card) => card.initialValue },
    EXPIRES_ON: { kind: "text", valueOf: (card) => card.expiresOn },
    DISABLED_AT: { kind: "time", valueOf: (card) => card.deactivatedAt },
    AMOUNT_SPENT: { kind: "number", valueOf: (card) => card.initialValue - card.balance },
  },
  fields: {
    default: (card) => [card.lastCharacters, card.note],
    balance_status: balanceStatus,
    created_at: (card) => card.createdAt,
    customer_id: (card) => card.customerId,
    expires_on: (card) => (card.expiresOn === null ? null : Date.parse(card.expiresOn)),
    id: (card) => card.id,
    initial_value: (card) => String(card.initialValue / UNITS),
    source: (card) => card.source,
    status: (card) => (card.enabled ? "enabled" : "disabled"),
  },
});

export const companySource = (data: ShopData): SearchSource<CompanyRecord> => ({
  records: () => data.companies.byId.all(),
  idOf: (company) => company.id,
  changedAt: (company) => company.updatedAt,
  toNode: (company) => data.show("Company", company),
  sorts: {
    ...indexedSorts(data.companies),
    NAME: { kind: "text", valueOf: (company) => company.name.toLowerCase() },
    SINCE_DATE: { kind: "time", valueOf: (company) => company.customerSince },
  },
  fields: {
    default: (company) => [company.name, company.externalId],
    created_at: (company) => company.createdAt,
    external_id: (company) => company.externalId,
    id: (company) => company.id,
    name: (company) => company.name,
    since_date: (company) => company.customerSince,
    updated_at: (company) => company.updatedAt,
  },
});

interface LocationOfCompany {
  readonly company: CompanyRecord;
  readonly location: CompanyLocationRecord;
}

export const companyLocationSource = (data: ShopData): SearchSource<LocationOfCompany> => ({
  records: () =>
    data.companies.byId.all().flatMap((company) => company.locations.map((location) => ({ company, location }))),
  idOf: ({ location }) => location.id,
  changedAt: ({ location }) => location.updatedAt,
  toNode: (of) => data.show("CompanyLocation", of),
  sorts: {
    ID: { kind: "number", valueOf: ({ location }) => location.id },
    RELEVANCE: { kind: "number", valueOf: ({ location }) => location.id },
    NAME: { kind: "text", valueOf: ({ location }) => location.name.toLowerCase() },
    COMPANY_ID: { kind: "number", valueOf: ({ company }) => company.id },
    CREATED_AT: { kind: "time", valueOf: ({ location }) => location.createdAt },
    UPDATED_AT: { kind: "time", valueOf: ({ location }) => location.updatedAt },
  },
  fields: {
    default: ({ company, location }) => [location.name, company.name],
    company_id: ({ company }) => company.id,
    created_at: ({ location }) => location.createdAt,
    external_id: ({ location }) => location.externalId,
    id: ({ location }) => location.id,
    ids: { matches: ({ location }, value) => value.split(",").some((id) => Number(id) === location.id) },
    name: ({ location }) => location.name,
    updated_at: ({ location }) => location.updatedAt,
  },
});

export const staffSource = (data: ShopData): SearchSource<StaffRecord> => ({
  records: () => data.staff.byId.all(),
  idOf: (staff) => staff.id,
  toNode: (staff) => data.show("StaffMember", staff),
  sorts: {
    ID: { kind: "number", valueOf: (staff) => staff.id },
    EMAIL: { kind: "text", valueOf: (staff) => staff.email },
    FIRST_NAME: { kind: "text", valueOf: (staff) => staff.firstName },
    LAST_NAME: { kind: "text", valueOf: (staff) => staff.lastName },
  },
  fields: {
    default: (staff) => [staff.firstName, staff.lastName, staff.email],
    email: (staff) => staff.email,
    first_name: (staff) => staff.firstName,
    id: (staff) => staff.id,
    last_name: (staff) => staff.lastName,
  },
});

export const webhookSource = (
  data: ShopData,
  isListed: (subscription: WebhookSubscriptionRecord) => boolean,
): SearchSource<WebhookSubscriptionRecord> => ({
  records: () => data.webhooks.byId.all(),
  idOf: (subscription) => subscription.id,
  isListed,
  toNode: (subscription) => data.show("WebhookSubscription", subscription),
  sorts: indexedSorts(data.webhooks),
  fields: {
    created_at: (subscription) => subscription.createdAt,
    id: (subscription) => subscription.id,
    updated_at: (subscription) => subscription.updatedAt,
  },
});
