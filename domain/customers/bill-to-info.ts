import { nameFrom, type NameSources } from "./name-sources.ts";

/** An address of a Shopify customer as it is kept here. */
export interface CustomerAddress {
  readonly shopifyAddressId: string;
  readonly company: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly address: string;
  readonly address2: string;
  readonly postCode: string;
  readonly city: string;
  readonly countryCode: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly phone: string;
  readonly isDefault: boolean;
  readonly customerNo: string | null;
}

/** The address block of an order that is looked for. */
export interface AddressBlock {
  readonly name: string;
  readonly name2: string;
  readonly address: string;
  readonly address2: string;
  readonly postCode: string;
  readonly city: string;
  readonly countryCode: string;
}

/** Addresses at the place of the block, whoever lives there. Texts are compared without regard to case. */
export const addressesAt = (block: AddressBlock, addresses: readonly CustomerAddress[]): readonly CustomerAddress[] =>
  addresses.filter(
    (address) =>
      same(address.address, block.address) &&
      same(address.address2, block.address2) &&
      same(address.postCode, block.postCode) &&
      same(address.city, block.city) &&
      same(address.countryCode, block.countryCode),
  );

/** Of the addresses at that place, those with the block's names. */
export const addressesNamed = (
  block: AddressBlock,
  addresses: readonly CustomerAddress[],
  sources: NameSources,
): readonly CustomerAddress[] =>
  addresses.filter((address) => {
    const names = namesToCompare(address, sources);
    return same(names.name, block.name) && same(names.name2, block.name2);
  });

/** Names of an address as the order composed them for its block: a blank name takes over name 2, then the contact. */
function namesToCompare(address: CustomerAddress, sources: NameSources): { name: string; name2: string } {
  const first = nameFrom(sources.nameSource, address);
  const second = nameFrom(sources.name2Source, address);
  if (first !== "") return { name: first, name2: second === first ? "" : second };
  return { name: second === "" ? nameFrom(sources.contactSource, address) : second, name2: "" };
}

/** The address a customer is created from: the default one, else the one with the lowest id, which is the oldest. */
export function firstAddress(addresses: readonly CustomerAddress[]): CustomerAddress | null {
  const byAge = addresses.toSorted((a, b) => Number(BigInt(a.shopifyAddressId) - BigInt(b.shopifyAddressId)));
  return byAge.find(({ isDefault }) => isDefault) ?? byAge[0] ?? null;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
