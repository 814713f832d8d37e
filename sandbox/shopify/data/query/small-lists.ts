/** How the smaller lists of a shop are found and sorted. */
import type { SearchSource } from "../../engine/search-page.ts";
import type { GiftCardRecord, LocationRecord } from "../records/catalogue.ts";
import type { CompanyLocationRecord, CompanyRecord, StaffRecord } from "../records/customer.ts";
import type { WebhookSubscriptionRecord } from "../records/shop.ts";
import type { ShopData } from "../store.ts";
import { indexedSorts } from "./indexed-sorts.ts";

const UNITS = 10_000;

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
