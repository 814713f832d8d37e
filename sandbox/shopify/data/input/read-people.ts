/** Customers, companies and staff given from outside. */
import type {
  CompanyContactRecord,
  CompanyLocationRecord,
  CompanyRecord,
  CustomerRecord,
  StaffRecord,
} from "../records/customer.ts";
import type { AddressRecord, OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { readReference } from "./reference.ts";
import type { Reader } from "./reader.ts";
import { readAddress } from "./read-shared.ts";

const addressesOf = (data: ShopData, reader: Reader): AddressRecord[] | undefined => {
  const main = reader.node("defaultAddress");
  const others = reader.nodes("addressesV2") ?? reader.nodes("addresses");
  if (main === undefined && others === undefined) return undefined;
  return [...(main === undefined || main === null ? [] : [main]), ...(others ?? [])].map((each) =>
    readAddress(data, each),
  );
};

export function readCustomer(data: ShopData, reader: Reader, known?: CustomerRecord): CustomerRecord {
  const createdAt = reader.time("createdAt") ?? known?.createdAt ?? data.now();
  const email = reader.node("defaultEmailAddress")?.text("emailAddress") ?? reader.text("email");
  const phone = reader.node("defaultPhoneNumber")?.text("phoneNumber") ?? reader.text("phone");
  const text = (name: "firstName" | "lastName" | "note"): string | null => {
    const value = reader.text(name);
    return value === undefined ? (known?.[name] ?? null) : value;
  };
  const customer: CustomerRecord = {
    id: reader.id("id", "Customer") ?? known?.id ?? data.ids.next("Customer"),
    createdAt,
    updatedAt: reader.time("updatedAt") ?? known?.updatedAt ?? createdAt,
    firstName: text("firstName"),
    lastName: text("lastName"),
    email: email === undefined ? (known?.email ?? null) : email,
    phone: phone === undefined ? (known?.phone ?? null) : phone,
    note: text("note"),
    tags: reader.texts("tags") ?? known?.tags ?? [],
    taxExempt: reader.flag("taxExempt") ?? known?.taxExempt ?? false,
    locale: reader.text("locale") ?? known?.locale ?? "en",
    state: reader.text("state") ?? known?.state ?? "DISABLED",
    verifiedEmail: reader.flag("verifiedEmail") ?? known?.verifiedEmail ?? true,
    addresses: addressesOf(data, reader) ?? known?.addresses ?? [],
  };
  const given = reader.rest(known?.given);
  if (given !== undefined) customer.given = given;
  return customer;
}

export function insertCustomer(data: ShopData, customer: CustomerRecord): CustomerRecord {
  data.ids.seen("Customer", customer.id);
  data.customers.insert(customer);
  return customer;
}

export const readCustomerOf = (data: ShopData, owner: Reader, name: string): CustomerRecord | null | undefined =>
  readReference(owner, name, {
    type: "Customer",
    find: (id) => data.customers.get(id),
    add: (reader) => insertCustomer(data, readCustomer(data, reader)),
  });

export function readStaff(data: ShopData, reader: Reader, known?: StaffRecord): StaffRecord {
  const createdAt = known?.createdAt ?? data.now();
  const id = reader.id("id", "StaffMember") ?? known?.id ?? data.ids.next("StaffMember");
  const [first = null, ...last] = reader.text("name")?.split(" ") ?? [];
  const staff: StaffRecord = {
    id,
    createdAt,
    updatedAt: createdAt,
    firstName: reader.text("firstName") ?? known?.firstName ?? first,
    lastName: reader.text("lastName") ?? known?.lastName ?? (last.join(" ") || null),
    email: reader.text("email") ?? known?.email ?? `staff${id}@${data.profile.host}`,
    phone: reader.text("phone") ?? known?.phone ?? null,
    active: reader.flag("active") ?? known?.active ?? true,
    isShopOwner: reader.flag("isShopOwner") ?? known?.isShopOwner ?? false,
  };
  const given = reader.rest(known?.given);
  if (given !== undefined) staff.given = given;
  return staff;
}

/** Addresses of companies have other words for name and province. */
const readCompanyAddress = (data: ShopData, owner: Reader, name: string): AddressRecord | null | undefined => {
  const reader = owner.node(name);
  if (reader === undefined || reader === null) return reader;
  const companyName = reader.text("companyName");
  const zone = reader.text("zoneCode");
  const country = reader.text("countryCode");
  return {
    ...readAddress(data, reader),
    ...(companyName === undefined ? {} : { company: companyName }),
    ...(zone === undefined ? {} : { provinceCode: zone }),
    ...(country === undefined ? {} : { countryCodeV2: country }),
  };
};

export const readCompanyLocation = (
  data: ShopData,
  reader: Reader,
  at: number,
  known?: CompanyLocationRecord,
): CompanyLocationRecord => {
  const shippingAddress = readCompanyAddress(data, reader, "shippingAddress");
  const billingAddress = readCompanyAddress(data, reader, "billingAddress");
  const location: CompanyLocationRecord = {
    id: reader.id("id", "CompanyLocation") ?? known?.id ?? data.ids.next("CompanyLocation"),
    name: reader.text("name") ?? known?.name ?? "Headquarters",
    createdAt: reader.time("createdAt") ?? known?.createdAt ?? at,
    updatedAt: reader.time("updatedAt") ?? at,
    externalId: reader.text("externalId") ?? known?.externalId ?? null,
    phone: reader.text("phone") ?? known?.phone ?? null,
    note: reader.text("note") ?? known?.note ?? null,
    taxRegistrationId:
      reader.node("taxSettings")?.text("taxRegistrationId") ??
      reader.text("taxRegistrationId") ??
      known?.taxRegistrationId ??
      null,
    shippingAddress: shippingAddress === undefined ? (known?.shippingAddress ?? null) : shippingAddress,
    billingAddress: billingAddress === undefined ? (known?.billingAddress ?? null) : billingAddress,
  };
  const given = reader.rest(known?.given);
  if (given !== undefined) location.given = given;
  return location;
};

const readContact = (data: ShopData, reader: Reader, at: number, isMain: boolean): CompanyContactRecord | undefined => {
  const customer = readCustomerOf(data, reader, "customer");
  if (customer === undefined || customer === null) return undefined;
  return {
    id: reader.id("id", "CompanyContact") ?? data.ids.next("CompanyContact"),
    customerId: customer.id,
    createdAt: at,
    updatedAt: at,
    title: reader.text("title") ?? null,
    isMain: reader.flag("isMainContact") ?? isMain,
  };
};

export function readCompany(data: ShopData, reader: Reader, known?: CompanyRecord): CompanyRecord {
  const createdAt = reader.time("createdAt") ?? known?.createdAt ?? data.now();
  const main = reader.node("mainContact");
  const others = reader.nodes("contacts");
  const contacts = [
    ...(main === undefined || main === null ? [] : [readContact(data, main, createdAt, true)]),
    ...(others ?? []).map((each, index) => readContact(data, each, createdAt, index === 0 && (main ?? null) === null)),
  ].filter((each) => each !== undefined);
  const company: CompanyRecord = {
    id: reader.id("id", "Company") ?? known?.id ?? data.ids.next("Company"),
    name: reader.text("name") ?? known?.name ?? "Company",
    createdAt,
    updatedAt: reader.time("updatedAt") ?? known?.updatedAt ?? createdAt,
    customerSince: reader.time("customerSince") ?? known?.customerSince ?? createdAt,
    externalId: reader.text("externalId") ?? known?.externalId ?? null,
    note: reader.text("note") ?? known?.note ?? null,
    contacts: main === undefined && others === undefined ? (known?.contacts ?? []) : contacts,
    locations:
      reader.nodes("locations")?.map((each) => {
        const id = each.id("id", "CompanyLocation");
        return readCompanyLocation(
          data,
          each,
          createdAt,
          known?.locations.find((one) => one.id === id),
        );
      }) ??
      known?.locations ??
      [],
  };
  const given = reader.rest(known?.given);
  if (given !== undefined) company.given = given;
  return company;
}

export function insertCompany(data: ShopData, company: CompanyRecord): CompanyRecord {
  data.ids.seen("Company", company.id);
  data.companies.insert(company);
  return company;
}

/** Who buys: a company at one of its locations, or a customer. Parts the company lacks are added to it. */
export function readPurchasingEntity(
  data: ShopData,
  owner: Reader,
): (Pick<OrderRecord, "company"> & { customerId?: number | null }) | undefined {
  const reader = owner.node("purchasingEntity");
  if (reader === undefined) return undefined;
  if (reader === null || !(reader.has("company") || reader.has("location"))) return { company: null };
  const company = readReference(reader, "company", {
    type: "Company",
    find: (id) => data.companies.get(id),
    add: (each) => insertCompany(data, readCompany(data, each)),
  });
  if (company === undefined || company === null) return { company: null };
  const at = company.createdAt;
  const location = readReference(reader, "location", {
    type: "CompanyLocation",
    find: (id) => company.locations.find((each) => each.id === id),
    add(each) {
      const made = readCompanyLocation(data, each, at);
      company.locations = [...company.locations, made];
      return made;
    },
  });
  const contactReader = reader.node("contact");
  const contactId = contactReader?.id("id", "CompanyContact");
  let contact = company.contacts.find((each) => each.id === contactId) ?? company.contacts[0];
  if (contact === undefined && contactReader !== undefined && contactReader !== null) {
    contact = readContact(data, contactReader, at, true);
    if (contact !== undefined) company.contacts = [contact];
  }
  const [firstLocation = readDefaultLocation(data, company)] = company.locations;
  return {
    company: { companyId: company.id, locationId: (location ?? firstLocation).id, contactId: contact?.id ?? null },
    ...(contact === undefined ? {} : { customerId: contact.customerId }),
  };
}

/** [D] a company has at least one location. */
export const readDefaultLocation = (data: ShopData, company: CompanyRecord): CompanyLocationRecord => {
  const location: CompanyLocationRecord = {
    id: data.ids.next("CompanyLocation"),
    name: company.name,
    createdAt: company.createdAt,
    updatedAt: company.updatedAt,
    externalId: null,
    phone: null,
    note: null,
    taxRegistrationId: null,
    shippingAddress: null,
    billingAddress: null,
  };
  company.locations = [location];
  return location;
};
