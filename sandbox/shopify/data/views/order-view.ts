/** An order through the schema. Amounts are in money-fields.ts, people and places here. */
import { totalTaxOf } from "../derive/amounts.ts";
import { gid } from "../ids.ts";
import { addBags, moneyBag, shopOf } from "../money.ts";
import type { OrderRecord, TaxRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import type { Arguments } from "../../engine/contract.ts";
import { accessDenied } from "../../engine/errors.ts";
import { connectionOf } from "./connection.ts";
import { locationOf } from "./fulfillment-service.ts";
import { orderMoneyFields } from "./money-fields.ts";
import { addressView, discountApplicationView, taxLineView } from "./shared-views.ts";
import { defineView, timeText, timeTextOrNull } from "./view.ts";

const countOf = (count: number) => ({ count, precision: "EXACT" });

const firstOf = <T>(items: readonly T[], args: Arguments): readonly T[] =>
  typeof args["first"] === "number" ? items.slice(0, args["first"]) : items;

/** Equal taxes of lines and shipping lines appear once on the order [D: `Order.taxLines`]. */
function taxLinesOf(order: OrderRecord): readonly TaxRecord[] {
  const parts = [...order.lines, ...order.shippingLines, ...order.fees].flatMap((part) => part.taxLines);
  if (parts.length === 0) return order.taxLines;
  const sums = new Map<string, TaxRecord>();
  for (const tax of parts) {
    const key = `${tax.title}|${tax.rate}|${tax.channelLiable}`;
    const known = sums.get(key);
    sums.set(key, known === undefined ? tax : { ...known, price: addBags(known.price, tax.price) });
  }
  return [...sums.values()];
}

const quantityOf = (order: OrderRecord) => order.lines.reduce((sum, line) => sum + line.quantity, 0);

const currentQuantityOf = (order: OrderRecord, data: ShopData) =>
  [...data.derived(order).lines.values()].reduce((sum, line) => sum + line.currentQuantity, 0);

const weightOf = (order: OrderRecord, quantityOfLine: (id: number, quantity: number) => number) =>
  String(order.lines.reduce((sum, line) => sum + (line.grams ?? 0) * quantityOfLine(line.id, line.quantity), 0));

const highestRisk = (order: OrderRecord) => {
  const levels = new Set(order.risks.map((risk) => risk.riskLevel));
  return ["HIGH", "MEDIUM", "LOW", "PENDING"].find((level) => levels.has(level)) ?? "NONE";
};

const RECOMMENDATIONS: Readonly<Record<string, string>> = { HIGH: "CANCEL", MEDIUM: "INVESTIGATE", LOW: "ACCEPT" };

const riskView = (order: OrderRecord) => ({
  recommendation: RECOMMENDATIONS[highestRisk(order)] ?? "NONE",
  assessments: order.risks.map((risk) => ({
    riskLevel: risk.riskLevel,
    provider: risk.provider === null ? null : { __typename: "App", title: risk.provider },
    facts: risk.facts,
  })),
});

const customerOf = (order: OrderRecord, data: ShopData) => {
  const customer = order.customerId === null ? undefined : data.customers.get(order.customerId);
  return customer === undefined ? null : data.show("Customer", customer);
};

function purchasingEntityOf(order: OrderRecord, data: ShopData) {
  if (order.company === null) return customerOf(order, data);
  const company = data.companies.get(order.company.companyId);
  const location = company?.locations.find((each) => each.id === order.company?.locationId);
  const contact = company?.contacts.find((each) => each.id === order.company?.contactId);
  if (company === undefined || location === undefined) return null;
  return {
    __typename: "PurchasingCompany",
    company: data.show("Company", company),
    location: data.show("CompanyLocation", { company, location }),
    contact: contact === undefined ? null : data.show("CompanyContact", { company, contact }),
  };
}

/** Staff is shown to shops on Advanced and above only [D: `read_users`]; others are denied the field. */
const ADVANCED_PLANS = new Set(["advanced", "plus", "development"]);

const staffOf = (order: OrderRecord, data: ShopData) => {
  if (!ADVANCED_PLANS.has(data.profile.plan))
    throw accessDenied(
      "staffMember",
      "`read_users` access scope. Also: The shop must be on an Advanced or Shopify Plus plan.",
    );
  const staff = order.staffId === null ? undefined : data.staff.get(order.staffId);
  return staff === undefined ? null : data.show("StaffMember", staff);
};

const appOf = (order: OrderRecord) => ({
  id: gid("App", order.sourceName === "pos" ? 129785 : 580111),
  name: order.channel.displayName,
  icon: { url: "https://cdn.shopify.com/app-icon.png" },
});

const isOpen = (order: OrderRecord) => order.closedAt === null && order.cancelledAt === null;

export const orderView = defineView<OrderRecord>("Order", {
  same: [
    "name",
    "number",
    "currencyCode",
    "presentmentCurrencyCode",
    "taxesIncluded",
    "taxExempt",
    "confirmed",
    "test",
    "edited",
    "email",
    "phone",
    "note",
    "poNumber",
    "customAttributes",
    "cancelReason",
    "sourceName",
  ],
  nulls: [
    "cartToken",
    "checkoutToken",
    "clientIp",
    "customerJourney",
    "customerJourneySummary",
    "landingPageDisplayText",
    "landingPageUrl",
    "merchantOfRecordApp",
    "referralCode",
    "referrerDisplayText",
    "referrerUrl",
    "registeredSourceUrl",
    "shopifyProtect",
    "sourceIdentifier",
  ],
  fields: {
    ...orderMoneyFields,
    id: (order) => gid("Order", order.id),
    legacyResourceId: (order) => String(order.id),
    createdAt: (order) => timeText(order.createdAt),
    updatedAt: (order) => timeText(order.updatedAt),
    processedAt: (order) => timeText(order.processedAt),
    closed: (order) => order.closedAt !== null,
    closedAt: (order) => timeTextOrNull(order.closedAt),
    cancelledAt: (order) => timeTextOrNull(order.cancelledAt),
    cancellation: (order) => (order.cancelledAt === null ? null : { staffNote: order.cancelNote }),
    confirmationNumber: (order) => order.id.toString(36).toUpperCase().slice(-9),
    // Tags are listed alphabetically [M].
    tags: (order) => order.tags.toSorted((a, b) => a.localeCompare(b)),
    additionalFees: (order) =>
      order.fees.map((fee) => ({
        id: gid("AdditionalFee", fee.id),
        name: fee.name,
        price: moneyBag(fee.price, order),
        taxLines: fee.taxLines.map((tax) => taxLineView(tax, order)),
      })),
    alerts: () => [],
    disputes: () => [],
    app: appOf,
    attribution: (order) => ({ ...order.channel, icon: null }),
    channelInformation: (order) => ({
      id: gid("ChannelInformation", order.id),
      channelId: gid("ChannelInformation", order.id),
      displayName: order.channel.displayName,
      channelDefinition: null,
      app: { __typename: "App", id: appOf(order).id, title: order.channel.displayName, handle: order.channel.handle },
    }),
    channel: () => null,
    publication: (order, data) => {
      const publication = data.publications.byId.all().find((each) => each.name === order.channel.displayName);
      return publication === undefined ? null : data.show("Publication", publication);
    },
    billingAddress: (order, data) => (order.billingAddress === null ? null : addressView(order.billingAddress, data)),
    shippingAddress: (order, data) =>
      order.shippingAddress === null ? null : addressView(order.shippingAddress, data),
    // The address to show: where it goes, else who pays, else where the customer lives [D: `Order.displayAddress`].
    displayAddress: (order, data) => {
      const customer = order.customerId === null ? undefined : data.customers.get(order.customerId);
      const address = order.shippingAddress ?? order.billingAddress ?? customer?.addresses[0];
      return address === undefined ? null : addressView(address, data);
    },
    billingAddressMatchesShippingAddress: ({ billingAddress, shippingAddress }) =>
      billingAddress !== null &&
      billingAddress.address1 === shippingAddress?.address1 &&
      billingAddress.zip === shippingAddress?.zip,
    customer: customerOf,
    customerAcceptsMarketing: () => false,
    customerLocale: (order) => order.locale,
    purchasingEntity: purchasingEntityOf,
    staffMember: staffOf,
    retailLocation: (order, data) => locationOf(data, order.retailLocationId),
    physicalLocation: (order, data) => locationOf(data, order.fulfillmentOrders[0]?.locationId ?? null),
    discountCode: ({ discountApplications }) =>
      discountApplications.find((each) => each.kind === "code")?.label ?? null,
    discountCodes: ({ discountApplications }) =>
      discountApplications.filter((each) => each.kind === "code").map((each) => each.label),
    displayFinancialStatus: (order, data) => data.derived(order).displayFinancialStatus,
    displayFulfillmentStatus: (order, data) => data.derived(order).displayFulfillmentStatus,
    returnStatus: (order, data) => data.derived(order).returnStatus,
    fullyPaid: (order, data) => data.derived(order).fullyPaid,
    unpaid: (order, data) => data.derived(order).unpaid,
    // Whatever is still outstanding of an order that is not cancelled can be marked as paid [D: `Order.canMarkAsPaid`].
    canMarkAsPaid: (order, data) => order.cancelledAt === null && shopOf(data.derived(order).outstanding) > 0,
    canNotifyCustomer: (order) => order.email !== null,
    capturable: (order, data) => shopOf(data.derived(order).payments.capturable) > 0,
    fulfillable: (order, data) => [...data.derived(order).lines.values()].some((line) => line.unfulfilledQuantity > 0),
    refundable: (order, data) => {
      const { captured, refunded } = data.derived(order).payments;
      return shopOf(captured) > shopOf(refunded);
    },
    restockable: (order, data) => currentQuantityOf(order, data) > 0,
    merchantEditable: isOpen,
    merchantEditableErrors: (order) => (isOpen(order) ? [] : ["The order is closed or cancelled."]),
    requiresShipping: (order) => order.lines.some((line) => line.requiresShipping),
    dutiesIncluded: () => false,
    estimatedTaxes: () => false,
    hasTimelineComment: () => false,
    productNetwork: () => false,
    paymentCollectionDetails: () => ({ additionalPaymentCollectionUrl: null, vaultedPaymentMethods: [] }),
    paymentGatewayNames: (order) => [
      ...new Set(order.transactions.map((each) => each.gateway).filter((gateway) => gateway !== null)),
    ],
    paymentTerms: (order, data) =>
      order.paymentTerms === null ? null : data.show("PaymentTerms", { order, terms: order.paymentTerms }),
    risk: riskView,
    riskLevel: (order) => (["HIGH", "MEDIUM"].includes(highestRisk(order)) ? highestRisk(order) : "LOW"),
    shippingLine: (order, data) => {
      const line = order.shippingLines.find((each) => !each.isRemoved);
      return line === undefined ? null : data.show("ShippingLine", { order, line });
    },
    subtotalLineItemsQuantity: quantityOf,
    currentSubtotalLineItemsQuantity: currentQuantityOf,
    taxLines: (order) => taxLinesOf(order).map((tax) => taxLineView(tax, order)),
    currentTaxLines: (order, data) => {
      const remaining = shopOf(data.derived(order).currentTax);
      return remaining === 0 && shopOf(totalTaxOf(order)) > 0
        ? []
        : taxLinesOf(order).map((tax) => taxLineView(tax, order));
    },
    totalWeight: (order) => weightOf(order, (_id, quantity) => quantity),
    currentTotalWeight: (order, data) =>
      weightOf(order, (id) => data.derived(order).lines.get(id)?.currentQuantity ?? 0),
    transactionsCount: (order) => countOf(order.transactions.length),
    fulfillmentsCount: (order) => countOf(order.fulfillments.length),
  },
  calls: {
    statusPageUrl: (order, data) =>
      `https://${data.profile.host}/${data.profile.id}/orders/${order.id.toString(36)}/authenticate?key=${order.id.toString(36)}`,
    discountApplications: (order, _data, args) =>
      connectionOf(
        order.discountApplications.map((application, id) => ({ application, id })),
        args,
        ({ application, id }) => discountApplicationView(application, id),
      ),
    lineItems: (order, data, args) => connectionOf(order.lines, args, (line) => data.show("LineItem", { order, line })),
    nonFulfillableLineItems: (order, data, args) =>
      connectionOf(
        order.lines.filter((line) => data.derived(order).lines.get(line.id)?.unfulfilledQuantity === 0),
        args,
        (line) => data.show("LineItem", { order, line }),
      ),
    shippingLines: (order, data, args) =>
      connectionOf(
        order.shippingLines.filter((line) => args["includeRemovals"] === true || !line.isRemoved),
        args,
        (line) => data.show("ShippingLine", { order, line }),
      ),
    fulfillmentOrders: (order, data, args) =>
      connectionOf(order.fulfillmentOrders, args, (each) =>
        data.show("FulfillmentOrder", { order, fulfillmentOrder: each }),
      ),
    returns: (order, data, args) => connectionOf(order.returns, args, (each) => data.show("Return", { order, each })),
    fulfillments: (order, data, args) =>
      firstOf(order.fulfillments, args).map((fulfillment) => data.show("Fulfillment", { order, fulfillment })),
    refunds: (order, data, args) =>
      firstOf(order.refunds, args).map((refund) => data.show("Refund", { order, refund })),
    transactions: (order, data, args) =>
      firstOf(
        args["capturable"] === true
          ? order.transactions.filter((each) => each.kind === "AUTHORIZATION" && each.status === "SUCCESS")
          : order.transactions,
        args,
      ).map((transaction) => data.show("OrderTransaction", { order, transaction })),
  },
});
