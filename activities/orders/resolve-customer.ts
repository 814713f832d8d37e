import { addressesOfCustomer, findShopifyCustomer, linkAddress, linkCustomer } from "#database/customers";
import {
  type AddressBlock,
  addressesAt,
  addressesNamed,
  type CustomerAddress,
  firstAddress,
} from "#domain/customers/bill-to-info";
import { customerOfAddress } from "#domain/customers/customer-of-address";
import type { CustomerSide } from "#domain/orders/map-customer";
import type { Shop } from "#domain/shops/shop";
import { createCustomer, erpCountryCode } from "../customers/create-customer.ts";
import { importShopifyCustomers } from "../customers/import-shopify-customers.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

type Found = NonNullable<Awaited<ReturnType<typeof findShopifyCustomer>>>;

/** What of an order says who bought. */
interface OrderOfBuyer {
  readonly customerId: string | null;
  readonly importedAt: Date;
  /** For a customer that is created; blank: not entered. */
  readonly customerTemplateCode: string;
}

/**
 * Finds the ERP customer of one side of an order, or creates it; blank when there is none. The Shopify customer has been
 * read before. Safe to repeat: links are kept, and creating finds what an earlier try has created.
 */
export async function resolveCustomer(
  deps: OrderActivityDeps,
  shop: Shop,
  order: OrderOfBuyer,
  side: CustomerSide,
  block: AddressBlock,
): Promise<string> {
  if (side.kind === "known") return side.customerNo;
  if (order.customerId === null) return "";
  const customer = await findShopifyCustomer(deps.db, shop.store, order.customerId);
  if (customer === undefined) return "";
  return side.strategy === "byEmailPhone"
    ? byEmailPhone(deps, shop, customer, order, side.allowCreate)
    : byBillToInfo(deps, shop, customer, order, block, side.allowCreate);
}

/** A link that leads to an existing customer, then e-mail, then phone, then creation: nobody known is created again. */
async function byEmailPhone(
  deps: OrderActivityDeps,
  shop: Shop,
  customer: Found,
  { customerTemplateCode }: OrderOfBuyer,
  allowCreate: boolean,
): Promise<string> {
  const linked = await followLink(deps, shop, customer);
  if (linked !== "") return linked;
  const known =
    (customer.email === "" ? undefined : await deps.erp.findCustomerByEmail(customer.email)) ??
    (customer.phone === "" ? undefined : await deps.erp.findCustomerByPhone(customer.phone));
  if (known !== undefined) {
    await linkCustomer(deps.db, shop.store, customer.shopifyCustomerId, known.no);
    return known.no;
  }
  const address = firstAddress(await addressesOfCustomer(deps.db, shop.store, customer.shopifyCustomerId));
  if (!allowCreate || address === null) return "";
  const fields = { ...customerOfAddress(customer, address, shop), customerTemplateCode };
  const no = await createCustomer(deps, shop, fields, address, [
    { by: "source", key: `${shop.store}/customer/${customer.shopifyCustomerId}` },
    { by: "email", email: customer.email },
    { by: "phone", phone: customer.phone },
  ]);
  await linkAddress(deps.db, shop.store, address.shopifyAddressId, no);
  await linkCustomer(deps.db, shop.store, customer.shopifyCustomerId, no);
  return no;
}

/** One Shopify customer may buy for several ERP customers: who it is for, the bill-to address says. */
async function byBillToInfo(
  deps: OrderActivityDeps,
  shop: Shop,
  customer: Found,
  order: OrderOfBuyer,
  block: AddressBlock,
  allowCreate: boolean,
): Promise<string> {
  const linked = await followLink(deps, shop, customer);
  const there = await addressesOfBlock(deps, shop, customer, block, order.importedAt);
  for (const address of addressesNamed(block, there, shop)) {
    const no = await byAddress(deps, shop, { ...customer, linked }, order, address, allowCreate);
    if (no !== "") return no;
  }
  if (linked !== "" || !allowCreate) return linked;
  const first = firstAddress(await addressesOfCustomer(deps.db, shop.store, customer.shopifyCustomerId));
  return first === null ? "" : byAddress(deps, shop, { ...customer, linked }, order, first, true);
}

/** The customer's addresses at the block's place. None, in what was read before the order came: it is read once more. */
async function addressesOfBlock(
  deps: OrderActivityDeps,
  shop: Shop,
  customer: Found,
  block: AddressBlock,
  orderImportedAt: Date,
): Promise<readonly CustomerAddress[]> {
  const stored = addressesAt(block, await addressesOfCustomer(deps.db, shop.store, customer.shopifyCustomerId));
  if (stored.length > 0 || customer.importedAt >= orderImportedAt) return stored;
  await importShopifyCustomers(deps, shop, [customer.shopifyCustomerId]);
  return addressesAt(block, await addressesOfCustomer(deps.db, shop.store, customer.shopifyCustomerId));
}

/** The ERP customer of one address: its link, else the customer with its names at its place, else a new one. */
async function byAddress(
  deps: OrderActivityDeps,
  shop: Shop,
  customer: Found & { readonly linked: string },
  { customerTemplateCode }: OrderOfBuyer,
  address: CustomerAddress,
  allowCreate: boolean,
): Promise<string> {
  if (address.customerNo !== null) {
    if (await exists(deps, address.customerNo)) return address.customerNo;
    await linkAddress(deps.db, shop.store, address.shopifyAddressId, null);
  }
  const fields = customerOfAddress(customer, address, shop);
  const { contact: _contact, phone: _phone, email: _email, ...place } = fields;
  const match = { ...place, countryCode: await erpCountryCode(deps.erp, address.countryCode) };
  const known = await deps.erp.findCustomerByNameAndAddress(match);
  if (known === undefined && !allowCreate) return "";
  const no =
    known?.no ??
    (await createCustomer(deps, shop, { ...fields, customerTemplateCode }, address, [
      { by: "source", key: `${shop.store}/address/${address.shopifyAddressId}` },
      { by: "nameAndAddress", ...match },
    ]));
  await linkAddress(deps.db, shop.store, address.shopifyAddressId, no);
  // One that was only found is who this address buys for, not who the customer is: the next address may buy for somebody else.
  if (known === undefined && customer.linked === "")
    await linkCustomer(deps.db, shop.store, customer.shopifyCustomerId, no);
  return no;
}

/** The linked ERP customer. A link to a customer that is gone is removed. */
async function followLink(deps: OrderActivityDeps, shop: Shop, customer: Found): Promise<string> {
  if (customer.customerNo === null) return "";
  if (await exists(deps, customer.customerNo)) return customer.customerNo;
  await linkCustomer(deps.db, shop.store, customer.shopifyCustomerId, null);
  return "";
}

const exists = async (deps: OrderActivityDeps, no: string): Promise<boolean> =>
  (await deps.erp.existingCustomers([no])).has(no);
