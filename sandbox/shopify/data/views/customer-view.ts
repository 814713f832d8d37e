/** Customers through the schema. */
import { gid } from "../ids.ts";
import { moneyV2, shopOf } from "../money.ts";
import { isShownTo } from "../order-window.ts";
import type { CustomerRecord } from "../records/customer.ts";
import type { ShopData } from "../store.ts";
import { connectionOf } from "./connection.ts";
import { addressView } from "./shared-views.ts";
import { defineView, timeText } from "./view.ts";

/** What the customer has spent: totals of orders that are not cancelled, in shop currency [A]. */
const amountSpent = (customer: CustomerRecord, data: ShopData): number =>
  data
    .ordersOfCustomer(customer.id)
    .filter((order) => order.cancelledAt === null)
    .reduce((sum, order) => sum + shopOf(data.derived(order).currentTotalPrice), 0);

/** Name, else e-mail, else phone [D: `Customer.displayName`]. */
const displayName = (customer: CustomerRecord): string => {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
  return name === "" ? (customer.email ?? customer.phone ?? "") : name;
};

const unsubscribeUrl = (customer: CustomerRecord, data: ShopData) =>
  `https://${data.profile.host}/account/unsubscribe?token=${customer.id.toString(36)}`;

export const customerView = defineView<CustomerRecord>("Customer", {
  same: ["firstName", "lastName", "email", "phone", "note", "taxExempt", "locale", "state", "verifiedEmail"],
  nulls: ["market", "multipassIdentifier", "smsMarketingConsent"],
  fields: {
    id: (customer) => gid("Customer", customer.id),
    legacyResourceId: (customer) => String(customer.id),
    createdAt: (customer) => timeText(customer.createdAt),
    updatedAt: (customer) => timeText(customer.updatedAt),
    displayName,
    tags: (customer) => customer.tags.toSorted((a, b) => a.localeCompare(b)),
    defaultAddress: (customer, data) => {
      const [address] = customer.addresses;
      return address === undefined ? null : addressView(address, data);
    },
    defaultEmailAddress: (customer, data) =>
      customer.email === null
        ? null
        : {
            emailAddress: customer.email,
            marketingState: "NOT_SUBSCRIBED",
            marketingOptInLevel: null,
            marketingUpdatedAt: null,
            marketingUnsubscribeUrl: unsubscribeUrl(customer, data),
            openTrackingLevel: "UNKNOWN",
            openTrackingUrl: `https://${data.profile.host}/account/tracking`,
            sourceLocation: null,
            validFormat: true,
          },
    defaultPhoneNumber: (customer) =>
      customer.phone === null
        ? null
        : {
            phoneNumber: customer.phone,
            marketingState: "NOT_SUBSCRIBED",
            marketingOptInLevel: null,
            marketingUpdatedAt: null,
            marketingCollectedFrom: null,
            sourceLocation: null,
          },
    emailMarketingConsent: (customer) =>
      customer.email === null
        ? null
        : { marketingState: "NOT_SUBSCRIBED", marketingOptInLevel: null, consentUpdatedAt: null, sourceLocation: null },
    amountSpent: (customer, data) => moneyV2(amountSpent(customer, data), data.profile.currencyCode),
    numberOfOrders: (customer, data) => String(data.ordersOfCustomer(customer.id).length),
    canDelete: (customer, data) => data.ordersOfCustomer(customer.id).length === 0,
    companyContactProfiles: (customer, data) =>
      data.companies.byId
        .all()
        .flatMap((company) =>
          company.contacts
            .filter((contact) => contact.customerId === customer.id)
            .map((contact) => data.show("CompanyContact", { company, contact })),
        ),
    dataSaleOptOut: () => false,
    hasTimelineComment: () => false,
    identityProviderSubjects: () => [],
    lifetimeDuration: () => "about 1 year",
    mergeable: () => ({ isMergeable: true, errorFields: [], mergeInProgress: null, reason: null }),
    productSubscriberStatus: () => "NEVER_SUBSCRIBED",
    statistics: () => ({ predictedSpendTier: null, rfmGroup: null }),
    taxExemptions: () => [],
    unsubscribeUrl,
    validEmailAddress: (customer) => customer.email !== null,
  },
  calls: {
    addresses: (customer, data, args) =>
      customer.addresses
        .slice(0, typeof args["first"] === "number" ? args["first"] : undefined)
        .map((address) => addressView(address, data)),
    addressesV2: (customer, data, args) =>
      connectionOf(customer.addresses, args, (address) => addressView(address, data)),
    lastOrder: (customer, data, _args, viewer) => {
      const order = data.ordersOfCustomer(customer.id).at(-1);
      return order === undefined || !isShownTo(viewer, order) ? null : data.show("Order", order);
    },
    orders: (customer, data, args, viewer) =>
      connectionOf(
        data.ordersOfCustomer(customer.id).filter((order) => isShownTo(viewer, order)),
        args,
        (order) => data.show("Order", order),
      ),
  },
});
