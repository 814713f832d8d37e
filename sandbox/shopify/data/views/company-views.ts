/** Companies with their contacts and locations. */
import { gid } from "../ids.ts";
import { moneyV2, shopOf } from "../money.ts";
import { isShownTo } from "../order-window.ts";
import type { CompanyContactRecord, CompanyLocationRecord, CompanyRecord } from "../records/customer.ts";
import type { AddressRecord, OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { connectionOf } from "./connection.ts";
import { defineView, timeText } from "./view.ts";

export interface LocationOfCompany {
  readonly company: CompanyRecord;
  readonly location: CompanyLocationRecord;
}

export interface ContactOfCompany {
  readonly company: CompanyRecord;
  readonly contact: CompanyContactRecord;
}

const countOf = (count: number) => ({ count, precision: "EXACT" });

const ordersOf = (data: ShopData, isOurs: (company: NonNullable<OrderRecord["company"]>) => boolean) =>
  data.orders.byId.all().filter((order) => order.company !== null && isOurs(order.company));

const spentIn = (orders: readonly OrderRecord[], data: ShopData) =>
  moneyV2(
    orders.reduce((sum, order) => sum + shopOf(data.derived(order).currentTotalPrice), 0),
    data.profile.currencyCode,
  );

export const companyView = defineView<CompanyRecord>("Company", {
  same: ["name", "externalId", "note"],
  nulls: ["defaultRole"],
  fields: {
    id: (company) => gid("Company", company.id),
    createdAt: (company) => timeText(company.createdAt),
    updatedAt: (company) => timeText(company.updatedAt),
    customerSince: (company) => timeText(company.customerSince),
    contactCount: (company) => company.contacts.length,
    contactsCount: (company) => countOf(company.contacts.length),
    locationsCount: (company) => countOf(company.locations.length),
    hasTimelineComment: () => false,
    lifetimeDuration: () => "about 1 year",
    mainContact: (company, data) => {
      const contact = company.contacts.find((each) => each.isMain) ?? company.contacts[0];
      return contact === undefined ? null : data.show("CompanyContact", { company, contact });
    },
    ordersCount: (company, data) => countOf(ordersOf(data, (each) => each.companyId === company.id).length),
    totalSpent: (company, data) =>
      spentIn(
        ordersOf(data, (each) => each.companyId === company.id),
        data,
      ),
  },
  calls: {
    contacts: (company, data, args) =>
      connectionOf(company.contacts, args, (contact) => data.show("CompanyContact", { company, contact })),
    locations: (company, data, args) =>
      connectionOf(company.locations, args, (location) => data.show("CompanyLocation", { company, location })),
    orders: (company, data, args, viewer) =>
      connectionOf(
        ordersOf(data, (each) => each.companyId === company.id).filter((order) => isShownTo(viewer, order)),
        args,
        (order) => data.show("Order", order),
      ),
  },
});

export const companyContactView = defineView<ContactOfCompany>("CompanyContact", {
  given: ({ contact }) => contact.given,
  nulls: ["locale"],
  fields: {
    id: ({ contact }) => gid("CompanyContact", contact.id),
    createdAt: ({ contact }) => timeText(contact.createdAt),
    updatedAt: ({ contact }) => timeText(contact.updatedAt),
    title: ({ contact }) => contact.title,
    isMainContact: ({ contact }) => contact.isMain,
    lifetimeDuration: () => "about 1 year",
    company: ({ company }, data) => data.show("Company", company),
    customer: ({ contact }, data) => {
      const customer = data.customers.get(contact.customerId);
      return customer === undefined ? null : data.show("Customer", customer);
    },
  },
});

const companyAddress = (company: CompanyRecord, location: CompanyLocationRecord, address: AddressRecord | null) =>
  address === null
    ? null
    : {
        __typename: "CompanyAddress",
        id: gid("CompanyAddress", address.id),
        address1: address.address1 ?? "",
        address2: address.address2 ?? null,
        city: address.city ?? null,
        companyName: address.company ?? company.name,
        country: address.country ?? null,
        countryCode: address.countryCodeV2 ?? null,
        createdAt: timeText(location.createdAt),
        updatedAt: timeText(location.updatedAt),
        firstName: address.firstName ?? null,
        lastName: address.lastName ?? null,
        phone: address.phone ?? null,
        province: address.province ?? null,
        zoneCode: address.provinceCode ?? null,
        recipient: [address.firstName, address.lastName].filter(Boolean).join(" ") || null,
        zip: address.zip ?? null,
        formattedArea: [address.city, address.country].filter(Boolean).join(", ") || null,
      };

export const companyLocationView = defineView<LocationOfCompany>("CompanyLocation", {
  given: ({ location }) => location.given,
  nulls: ["locale"],
  fields: {
    id: ({ location }) => gid("CompanyLocation", location.id),
    name: ({ location }) => location.name,
    createdAt: ({ location }) => timeText(location.createdAt),
    updatedAt: ({ location }) => timeText(location.updatedAt),
    externalId: ({ location }) => location.externalId,
    phone: ({ location }) => location.phone,
    note: ({ location }) => location.note,
    currency: (_of, data) => data.profile.currencyCode,
    hasTimelineComment: () => false,
    company: ({ company }, data) => data.show("Company", company),
    billingAddress: ({ company, location }) => companyAddress(company, location, location.billingAddress),
    shippingAddress: ({ company, location }) => companyAddress(company, location, location.shippingAddress),
    buyerExperienceConfiguration: () => ({
      checkoutToDraft: false,
      deposit: null,
      editableShippingAddress: false,
      payNowOnly: false,
      paymentTermsTemplate: null,
    }),
    taxExemptions: () => [],
    taxRegistrationId: ({ location }) => location.taxRegistrationId,
    taxSettings: ({ location }) => ({
      taxExempt: false,
      taxExemptions: [],
      taxRegistrationId: location.taxRegistrationId,
    }),
    orderCount: ({ location }, data) => ordersOf(data, (each) => each.locationId === location.id).length,
    ordersCount: ({ location }, data) => countOf(ordersOf(data, (each) => each.locationId === location.id).length),
    totalSpent: ({ location }, data) =>
      spentIn(
        ordersOf(data, (each) => each.locationId === location.id),
        data,
      ),
  },
  calls: {
    orders: ({ location }, data, args, viewer) =>
      connectionOf(
        ordersOf(data, (each) => each.locationId === location.id).filter((order) => isShownTo(viewer, order)),
        args,
        (order) => data.show("Order", order),
      ),
  },
});
