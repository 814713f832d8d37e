import type { Database } from "#database/connection";
import { type ShopifyCustomer, type ShopifyCustomerAddress, storeShopifyCustomer } from "#database/customers";
import { storable } from "#database/storable";
import { inGroups } from "#domain/in-groups";
import { legacyId } from "#domain/orders/shopify-id";
import { customerPhone } from "#domain/orders/phone";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions, ShopifyClient } from "#shopify/client";
import {
  type CustomerAddressFieldsFragment,
  CustomerAddressPageDocument,
  CustomersByIdDocument,
  type CustomersByIdQuery,
} from "#shopify/generated/operations";

/** A list of nodes costs like one node, so a group is as large as an order group ("Shopify: API rate limits"). */
const GROUP = 100;
const FIRST_ADDRESSES = 5;
const ADDRESS_PAGE = 50;

type CustomerNode = Extract<NonNullable<CustomersByIdQuery["nodes"][number]>, { addressesV2: unknown }>;

/**
 * Reads customers of the store and stores them as they are now; texts lose what PostgreSQL cannot keep, or one customer would stop the orders of
 * all. Customers Shopify no longer has are left out. Safe to repeat: rows are replaced by id, links to the ERP stay.
 */
export async function importShopifyCustomers(
  deps: { readonly db: Database; readonly shopify: ShopifyClient },
  shop: Shop,
  customerIds: readonly string[],
  options: ExecuteOptions = {},
): Promise<void> {
  for (const group of inGroups(customerIds, GROUP)) {
    const ids = group.map((id) => `gid://shopify/Customer/${id}`);
    const variables = { ids, addresses: FIRST_ADDRESSES };
    const answer = await deps.shopify.execute(shop.code, CustomersByIdDocument, variables, {
      ...options,
      acceptPartial: true,
    });
    for (const node of answer.data.nodes) {
      if (!isCustomer(node)) continue;
      const addresses = [...node.addressesV2.nodes, ...(await furtherAddresses(deps.shopify, shop, node, options))];
      const customer = storable(customerOf(shop, node, addresses));
      await deps.db.transaction().execute((transaction) => storeShopifyCustomer(transaction, customer));
    }
  }
}

const isCustomer = (node: CustomersByIdQuery["nodes"][number]): node is CustomerNode =>
  node !== null && "addressesV2" in node;

async function furtherAddresses(
  shopify: ShopifyClient,
  shop: Shop,
  node: CustomerNode,
  options: ExecuteOptions,
): Promise<readonly CustomerAddressFieldsFragment[]> {
  const addresses: CustomerAddressFieldsFragment[] = [];
  let { pageInfo } = node.addressesV2;
  while (pageInfo.hasNextPage) {
    const variables = { id: node.id, first: ADDRESS_PAGE, after: pageInfo.endCursor };
    const { data } = await shopify.execute(shop.code, CustomerAddressPageDocument, variables, options);
    if (data.customer === null) break;
    addresses.push(...data.customer.addressesV2.nodes);
    pageInfo = data.customer.addressesV2.pageInfo;
  }
  return addresses;
}

function customerOf(
  shop: Shop,
  node: CustomerNode,
  addresses: readonly CustomerAddressFieldsFragment[],
): ShopifyCustomer {
  return {
    store: shop.store,
    shop: shop.code,
    shopifyCustomerId: legacyId(node.id),
    firstName: node.firstName ?? "",
    lastName: node.lastName ?? "",
    email: node.defaultEmailAddress?.emailAddress ?? "",
    phone: customerPhone(node.defaultPhoneNumber?.phoneNumber ?? ""),
    acceptsMarketing: node.defaultEmailAddress?.marketingState === "SUBSCRIBED",
    verifiedEmail: node.verifiedEmail,
    taxExempt: node.taxExempt,
    state: node.state.toLowerCase(),
    note: node.note ?? "",
    tags: node.tags,
    shopifyCreatedAt: node.createdAt,
    shopifyUpdatedAt: node.updatedAt,
    addresses: addresses.map((address) => addressOf(address, node.defaultAddress?.id ?? null)),
  };
}

const addressOf = (
  address: CustomerAddressFieldsFragment,
  defaultAddressId: string | null,
): ShopifyCustomerAddress => ({
  shopifyAddressId: legacyId(address.id),
  company: address.company ?? "",
  firstName: address.firstName ?? "",
  lastName: address.lastName ?? "",
  address: address.address1 ?? "",
  address2: address.address2 ?? "",
  postCode: (address.zip ?? "").toUpperCase(),
  city: address.city ?? "",
  countryCode: address.countryCodeV2 ?? "",
  provinceCode: (address.provinceCode ?? "").toUpperCase(),
  provinceName: address.province ?? "",
  phone: customerPhone(address.phone ?? ""),
  isDefault: defaultAddressId !== null && legacyId(address.id) === legacyId(defaultAddressId),
});
