import {
  type ShopifyCompany,
  type ShopifyCompanyLocation,
  storeCompanyLocation,
  storeShopifyCompany,
} from "#database/companies";
import type { Database } from "#database/connection";
import { grantedScopesOf } from "#database/granted-scopes";
import { storable } from "#database/storable";
import { cutText } from "#domain/cut-text";
import { inGroups } from "#domain/in-groups";
import { customerPhone } from "#domain/orders/phone";
import { legacyId, legacyIdOrNull } from "#domain/orders/shopify-id";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions, ShopifyClient } from "#shopify/client";
import {
  CompaniesByIdDocument,
  type CompaniesByIdQuery,
  type CompanyLocationFieldsFragment,
  CompanyLocationPageDocument,
  CompanyLocationsByIdDocument,
  type CompanyLocationsByIdQuery,
} from "#shopify/generated/operations";
import { scopeSet } from "#shopify/scopes";

/** A list of nodes costs like one node, so a group is as large as an order group ("Shopify: API rate limits"). */
const GROUP = 100;
const FIRST_LOCATIONS = 5;
const LOCATION_PAGE = 50;

interface Deps {
  readonly db: Database;
  readonly shopify: ShopifyClient;
}

type Answered = CompaniesByIdQuery["nodes"][number];
type CompanyNode = Extract<NonNullable<Answered>, { locations: unknown }>;
type AnsweredLocation = CompanyLocationsByIdQuery["nodes"][number];
type LocationNode = Extract<NonNullable<AnsweredLocation>, { company: unknown }>;
type ContactNode = NonNullable<CompanyNode["mainContact"]>;

/**
 * Reads companies of the store with their locations and stores them as they are now. Companies Shopify no longer has, and those without a
 * main contact, are left out. Safe to repeat: rows are replaced by id, links to the ERP stay.
 */
export async function importShopifyCompanies(
  deps: Deps,
  shop: Shop,
  companyIds: readonly string[],
  options: ExecuteOptions = {},
): Promise<void> {
  const withPaymentTerms = await canReadPaymentTerms(deps, shop);
  for (const group of inGroups(companyIds, GROUP)) {
    const ids = group.map((id) => `gid://shopify/Company/${id}`);
    const variables = { ids, locations: FIRST_LOCATIONS, withPaymentTerms };
    const answer = await deps.shopify.execute(shop.code, CompaniesByIdDocument, variables, {
      ...options,
      acceptPartial: true,
    });
    for (const node of answer.data.nodes) {
      if (!isCompany(node) || node.mainContact === null) continue;
      const further = await furtherLocations(deps.shopify, shop, node, withPaymentTerms, options);
      const locations = [...node.locations.nodes, ...further];
      const company = storable(companyOf(shop, node, node.mainContact, locations.map(locationOf)));
      await deps.db.transaction().execute((transaction) => storeShopifyCompany(transaction, company));
    }
  }
}

/** Reads locations of companies that are stored. Safe to repeat. */
export async function importCompanyLocations(
  deps: Deps,
  shop: Shop,
  locationIds: readonly string[],
  options: ExecuteOptions = {},
): Promise<void> {
  const withPaymentTerms = await canReadPaymentTerms(deps, shop);
  for (const group of inGroups(locationIds, GROUP)) {
    const variables = { ids: group.map((id) => `gid://shopify/CompanyLocation/${id}`), withPaymentTerms };
    const answer = await deps.shopify.execute(shop.code, CompanyLocationsByIdDocument, variables, {
      ...options,
      acceptPartial: true,
    });
    for (const node of answer.data.nodes) {
      if (!isLocation(node)) continue;
      const company = { store: shop.store, shopifyCompanyId: legacyId(node.company.id) };
      await storeCompanyLocation(deps.db, company, storable(locationOf(node)));
    }
  }
}

const isCompany = (node: Answered): node is CompanyNode => node !== null && "locations" in node;
const isLocation = (node: AnsweredLocation): node is LocationNode => node !== null && "company" in node;

const canReadPaymentTerms = async ({ db }: Deps, shop: Shop): Promise<boolean> =>
  scopeSet(await grantedScopesOf(db, shop.store)).has("read_payment_terms");

async function furtherLocations(
  shopify: ShopifyClient,
  shop: Shop,
  node: CompanyNode,
  withPaymentTerms: boolean,
  options: ExecuteOptions,
): Promise<readonly CompanyLocationFieldsFragment[]> {
  const locations: CompanyLocationFieldsFragment[] = [];
  let { pageInfo } = node.locations;
  while (pageInfo.hasNextPage) {
    const variables = { id: node.id, first: LOCATION_PAGE, after: pageInfo.endCursor, withPaymentTerms };
    const { data } = await shopify.execute(shop.code, CompanyLocationPageDocument, variables, options);
    if (data.company === null) break;
    locations.push(...data.company.locations.nodes);
    pageInfo = data.company.locations.pageInfo;
  }
  return locations;
}

const companyOf = (
  shop: Shop,
  node: CompanyNode,
  { id, customer }: ContactNode,
  locations: readonly ShopifyCompanyLocation[],
): ShopifyCompany => ({
  store: shop.store,
  shop: shop.code,
  shopifyCompanyId: legacyId(node.id),
  name: cutText(node.name, 500),
  externalId: node.externalId ?? "",
  note: node.note ?? "",
  mainContactId: legacyId(id),
  mainContactCustomerId: legacyId(customer.id),
  mainContactFirstName: customer.firstName ?? "",
  mainContactLastName: customer.lastName ?? "",
  mainContactEmail: customer.defaultEmailAddress?.emailAddress ?? "",
  mainContactPhone: customerPhone(customer.defaultPhoneNumber?.phoneNumber ?? ""),
  shopifyCreatedAt: node.createdAt,
  shopifyUpdatedAt: node.updatedAt,
  locations,
});

function locationOf(node: CompanyLocationFieldsFragment): ShopifyCompanyLocation {
  const { billingAddress: address } = node;
  const terms = node.buyerExperienceConfiguration;
  return {
    shopifyCompanyLocationId: legacyId(node.id),
    name: node.name,
    recipient: address?.recipient ?? "",
    address: address?.address1 ?? "",
    address2: address?.address2 ?? "",
    postCode: (address?.zip ?? "").toUpperCase(),
    city: address?.city ?? "",
    countryCode: address?.countryCode ?? "",
    provinceCode: (address?.zoneCode ?? "").toUpperCase(),
    provinceName: address?.province ?? "",
    phone: customerPhone(address?.phone || node.phone || ""),
    taxRegistrationId: cutText(node.taxSettings.taxRegistrationId ?? "", 150),
    ...(terms === undefined ? {} : { shopifyPaymentTermsId: legacyIdOrNull(terms?.paymentTermsTemplate?.id) }),
  };
}
