/** Facts about people and companies. */
import type { Given } from "./given.ts";
import type { AddressRecord } from "./order.ts";

export interface CustomerRecord {
  readonly id: number;
  createdAt: number;
  updatedAt: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  tags: readonly string[];
  taxExempt: boolean;
  locale: string;
  state: string;
  verifiedEmail: boolean;
  addresses: readonly AddressRecord[];
  given?: Given;
}

export interface CompanyLocationRecord {
  readonly id: number;
  name: string;
  createdAt: number;
  updatedAt: number;
  externalId: string | null;
  phone: string | null;
  note: string | null;
  taxRegistrationId: string | null;
  shippingAddress: AddressRecord | null;
  billingAddress: AddressRecord | null;
  given?: Given;
}

export interface CompanyContactRecord {
  readonly id: number;
  readonly customerId: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly title: string | null;
  readonly isMain: boolean;
  readonly given?: Given;
}

export interface CompanyRecord {
  readonly id: number;
  name: string;
  createdAt: number;
  updatedAt: number;
  customerSince: number;
  externalId: string | null;
  note: string | null;
  contacts: CompanyContactRecord[];
  locations: CompanyLocationRecord[];
  given?: Given;
}

export interface StaffRecord {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  firstName: string | null;
  lastName: string | null;
  email: string;
  phone: string | null;
  active: boolean;
  isShopOwner: boolean;
  given?: Given;
}
