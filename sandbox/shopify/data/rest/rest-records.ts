/** Customers, products and the shop in REST's words. */
import { gid } from "../ids.ts";
import { moneyText } from "../money.ts";
import type { ProductRecord } from "../records/catalogue.ts";
import type { CustomerRecord } from "../records/customer.ts";
import type { ShopData } from "../store.ts";
import { timeText, timeTextOrNull } from "../views/view.ts";

type Json = Readonly<Record<string, unknown>>;

export const restCustomer = (data: ShopData, customer: CustomerRecord): Json => ({
  id: customer.id,
  admin_graphql_api_id: gid("Customer", customer.id),
  created_at: timeText(customer.createdAt),
  updated_at: timeText(customer.updatedAt),
  first_name: customer.firstName,
  last_name: customer.lastName,
  email: customer.email,
  phone: customer.phone,
  note: customer.note,
  tags: customer.tags.join(", "),
  state: customer.state.toLowerCase(),
  tax_exempt: customer.taxExempt,
  verified_email: customer.verifiedEmail,
  currency: data.profile.currencyCode,
  addresses: customer.addresses.map((address) => ({
    id: address.id,
    customer_id: customer.id,
    first_name: address.firstName ?? null,
    last_name: address.lastName ?? null,
    company: address.company ?? null,
    address1: address.address1 ?? null,
    address2: address.address2 ?? null,
    city: address.city ?? null,
    zip: address.zip ?? null,
    province_code: address.provinceCode ?? null,
    country_code: address.countryCodeV2 ?? null,
    phone: address.phone ?? null,
  })),
});

export const restProduct = (data: ShopData, product: ProductRecord): Json => ({
  id: product.id,
  admin_graphql_api_id: gid("Product", product.id),
  created_at: timeText(product.createdAt),
  updated_at: timeText(product.updatedAt),
  published_at: timeTextOrNull(product.publishedAt),
  title: product.title,
  handle: product.handle,
  body_html: product.descriptionHtml,
  vendor: product.vendor,
  product_type: product.productType,
  status: product.status.toLowerCase(),
  tags: product.tags.join(", "),
  options: product.optionNames.map((name, index) => ({
    name,
    position: index + 1,
    values: [...new Set(product.variants.map((each) => each.options[index]?.value ?? ""))],
  })),
  // In full for the first hundred only [D: products/update since 2024-07].
  variants: product.variants.slice(0, 100).map((variant) => ({
    id: variant.id,
    admin_graphql_api_id: gid("ProductVariant", variant.id),
    product_id: product.id,
    title: variant.title,
    sku: variant.sku,
    barcode: variant.barcode,
    price: moneyText(variant.price, data.profile.currencyCode),
    position: variant.position,
    taxable: variant.taxable,
    inventory_item_id: variant.inventoryItemId,
    created_at: timeText(variant.createdAt),
    updated_at: timeText(variant.updatedAt),
  })),
});

export const restShop = ({ profile }: ShopData): Json => ({
  id: profile.id,
  name: profile.name,
  email: profile.email,
  domain: profile.host,
  myshopify_domain: profile.host,
  currency: profile.currencyCode,
  enabled_presentment_currencies: profile.enabledPresentmentCurrencies,
  iana_timezone: profile.ianaTimezone,
  plan_name: profile.plan,
  taxes_included: profile.taxesIncluded,
  country_code: profile.countryCode,
  created_at: timeText(profile.createdAt),
  updated_at: timeText(profile.updatedAt),
});
