import { nameFrom, type NameSource } from "../customers/name-sources.ts";
import type { OrderAddress, OrderCustomer } from "./order-node.ts";

/** Settings of the shop that decide how an address reads in the ERP. */
export interface AddressSettings {
  readonly nameSource: NameSource;
  readonly name2Source: NameSource;
  readonly contactSource: NameSource;
  readonly countySource: "code" | "name";
}

/** One address of an order: sell-to, ship-to or bill-to. */
export interface AddressBlock {
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly name2: string;
  readonly contactName: string;
  readonly address: string;
  readonly address2: string;
  readonly postCode: string;
  readonly city: string;
  readonly county: string;
  readonly countryCode: string;
}

/**
 * An address as the order keeps it. The person's names fall back to the customer's. Name 2 is left blank when it would repeat the name,
 * and moves up when there is no name. An order without the address gets a block with the customer's name alone.
 */
export function addressBlock(
  address: OrderAddress | null,
  customer: Pick<OrderCustomer, "firstName" | "lastName"> | null,
  settings: AddressSettings,
): AddressBlock {
  const firstName = filled(address?.firstName) ?? filled(customer?.firstName) ?? "";
  const lastName = filled(address?.lastName) ?? filled(customer?.lastName) ?? "";
  const parts = { company: address?.company ?? "", firstName, lastName };
  const second = nameFrom(settings.name2Source, parts);
  const name = nameFrom(settings.nameSource, parts) || second;
  return {
    firstName,
    lastName,
    name,
    name2: second === name ? "" : second,
    contactName: nameFrom(settings.contactSource, parts),
    address: address?.address1 ?? "",
    address2: address?.address2 ?? "",
    postCode: address?.zip ?? "",
    city: address?.city ?? "",
    county: (settings.countySource === "code" ? address?.provinceCode : address?.province) ?? "",
    countryCode: address?.countryCodeV2 ?? "",
  };
}

function filled(text: string | null | undefined): string | undefined {
  return text == null || text.trim() === "" ? undefined : text;
}

type Prefixed<P extends string> = { readonly [K in keyof AddressBlock as `${P}${Capitalize<K>}`]: AddressBlock[K] };

/** The block's members with a prefix, as the order's columns are named: `sellToName`, `sellToPostCode`. */
export function prefixed<P extends "sellTo" | "shipTo" | "billTo">(prefix: P, block: AddressBlock): Prefixed<P> {
  return Object.fromEntries(
    Object.entries(block).map(([key, value]) => [`${prefix}${key.charAt(0).toUpperCase()}${key.slice(1)}`, value]),
  ) as unknown as Prefixed<P>;
}
