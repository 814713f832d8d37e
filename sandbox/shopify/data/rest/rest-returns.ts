/** Returns and companies in the words of their webhooks; REST itself has neither. */
import { gid } from "../ids.ts";
import type { CompanyLocationRecord, CompanyRecord } from "../records/customer.ts";
import type { AddressRecord, OrderRecord } from "../records/order.ts";
import type { ReturnRecord } from "../records/refund.ts";
import { timeText } from "../views/view.ts";

type Json = Readonly<Record<string, unknown>>;

const named = (type: Parameters<typeof gid>[0], id: number): Json => ({ id, admin_graphql_api_id: gid(type, id) });

/** What returns/request and returns/approve tell: the return with its lines. */
export const restReturn = (order: OrderRecord, each: ReturnRecord): Json => ({
  ...named("Return", each.id),
  status: each.status.toLowerCase(),
  name: each.name,
  order: named("Order", order.id),
  total_return_line_items: each.lines.length,
  return_line_items: each.lines.map((line) => ({
    ...named("ReturnLineItem", line.id),
    fulfillment_line_item:
      line.fulfillmentLineId === null
        ? null
        : {
            ...named("FulfillmentLineItem", line.fulfillmentLineId),
            line_item: line.lineId === null ? null : named("LineItem", line.lineId),
          },
    quantity: line.quantity,
    return_reason: line.reason.toLowerCase(),
    return_reason_note: line.note,
    customer_note: line.customerNote,
  })),
  total_exchange_line_items: each.exchangeLines.length,
  exchange_line_items: each.exchangeLines.map((line) => named("ExchangeLineItem", line.id)),
  return_shipping_fees: [],
});

/** What returns/close, /reopen and /cancel tell. */
export const restReturnStatus = (order: OrderRecord, each: ReturnRecord): Json => ({
  ...named("Return", each.id),
  order_id: order.id,
  status: each.status.toLowerCase(),
});

/** What returns/decline tells. */
export const restDeclinedReturn = (order: OrderRecord, each: ReturnRecord): Json => ({
  ...named("Return", each.id),
  order: named("Order", order.id),
  status: each.status.toLowerCase(),
  decline: each.decline === null ? null : { reason: each.decline.reason.toLowerCase(), note: each.decline.note },
});

export const restCompany = (company: CompanyRecord): Json => ({
  name: company.name,
  note: company.note,
  external_id: company.externalId,
  main_contact_admin_graphql_api_id: mainContactId(company),
  created_at: timeText(company.createdAt),
  updated_at: timeText(company.updatedAt),
  customer_since: timeText(company.customerSince),
  admin_graphql_api_id: gid("Company", company.id),
});

function mainContactId(company: CompanyRecord): string | null {
  const main = company.contacts.find(({ isMain }) => isMain);
  return main === undefined ? null : gid("CompanyContact", main.id);
}

export const restCompanyLocation = (company: CompanyRecord, location: CompanyLocationRecord): Json => ({
  name: location.name,
  external_id: location.externalId,
  phone: location.phone,
  note: location.note,
  created_at: timeText(location.createdAt),
  updated_at: timeText(location.updatedAt),
  admin_graphql_api_id: gid("CompanyLocation", location.id),
  tax_registration_id: location.taxRegistrationId,
  billing_address: companyAddress(location.billingAddress),
  shipping_address: companyAddress(location.shippingAddress),
  company: { name: company.name, admin_graphql_api_id: gid("Company", company.id) },
});

const companyAddress = (address: AddressRecord | null): Json | null =>
  address === null
    ? null
    : {
        address1: address.address1 ?? null,
        address2: address.address2 ?? null,
        city: address.city ?? null,
        zip: address.zip ?? null,
        zone_code: address.provinceCode ?? null,
        country_code: address.countryCodeV2 ?? null,
        phone: address.phone ?? null,
      };
