/** Generated customers, companies and staff. */
import type { CompanyRecord, CustomerRecord } from "../records/customer.ts";
import type { AddressRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import type { Random } from "./random.ts";
import { FIRST_NAMES, HOME_PLACES, LAST_NAMES, PLACES_ABROAD, STREETS } from "./words.ts";

const DAY = 86_400_000;

export const generateAddress = (
  data: ShopData,
  random: Random,
  name: { readonly firstName: string | null; readonly lastName: string | null },
): AddressRecord => {
  const place = random.chance(0.9) ? random.pick(HOME_PLACES) : random.pick(PLACES_ABROAD);
  return {
    id: data.ids.next("MailingAddress"),
    ...name,
    ...(random.chance(0.1) ? { company: `${name.lastName ?? "Smith"} Trading` } : {}),
    address1: `${random.int(1, 999)} ${random.pick(STREETS)}`,
    ...(random.chance(0.15) ? { address2: `Apt ${random.int(1, 60)}` } : {}),
    ...place,
    ...(random.chance(0.5) ? { phone: phoneOf(random) } : {}),
  };
};

const phoneOf = (random: Random): string => `+1206555${String(random.int(0, 9999)).padStart(4, "0")}`;

/** Customers `customer1@example.com`, `customer2@example.com` …; the numbering goes on where an earlier seed ended. */
export function generateCustomers(data: ShopData, random: Random, count: number): CustomerRecord[] {
  const offset = data.customers.size;
  return Array.from({ length: count }, (_, index) => {
    const name = { firstName: random.pick(FIRST_NAMES), lastName: random.pick(LAST_NAMES) };
    const createdAt = data.now() - random.int(60, 700) * DAY;
    const customer: CustomerRecord = {
      id: data.ids.next("Customer"),
      createdAt,
      updatedAt: createdAt,
      ...name,
      email: `customer${offset + index + 1}@example.com`,
      phone: random.chance(0.4) ? `+1425555${String((offset + index) % 10_000).padStart(4, "0")}` : null,
      note: null,
      tags: random.chance(0.05) ? ["vip"] : [],
      taxExempt: false,
      locale: "en",
      state: random.chance(0.3) ? "ENABLED" : "DISABLED",
      verifiedEmail: true,
      addresses: [generateAddress(data, random, name)],
    };
    data.customers.insert(customer);
    return customer;
  });
}

/** Companies with one location and one contact each, who are customers of the shop. */
export function generateCompanies(
  data: ShopData,
  random: Random,
  contacts: readonly CustomerRecord[],
): CompanyRecord[] {
  return contacts.map((contact, index) => {
    const createdAt = contact.createdAt;
    const name = `${contact.lastName ?? "Smith"} & Sons ${index + 1}`;
    const address: AddressRecord = {
      ...generateAddress(data, random, { firstName: contact.firstName, lastName: contact.lastName }),
      company: name,
    };
    const company: CompanyRecord = {
      id: data.ids.next("Company"),
      name,
      createdAt,
      updatedAt: createdAt,
      customerSince: createdAt,
      externalId: null,
      note: null,
      contacts: [
        {
          id: data.ids.next("CompanyContact"),
          customerId: contact.id,
          createdAt,
          updatedAt: createdAt,
          title: null,
          isMain: true,
        },
      ],
      locations: [
        {
          id: data.ids.next("CompanyLocation"),
          name: address.city ?? name,
          createdAt,
          updatedAt: createdAt,
          externalId: null,
          phone: null,
          note: null,
          taxRegistrationId: `US${String(100_000 + index)}`,
          shippingAddress: address,
          billingAddress: address,
        },
      ],
    };
    data.companies.insert(company);
    return company;
  });
}
