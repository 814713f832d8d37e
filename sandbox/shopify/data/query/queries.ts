/** The roots of queries. */
import type { GraphQLResolveInfo } from "graphql";
import { listConnection } from "../../engine/connection.ts";
import type { Arguments, RequestContext, Viewer } from "../../engine/contract.ts";
import { searchCount, searchPage, type SearchSource } from "../../engine/search-page.ts";
import { readGid } from "../ids.ts";
import type { WebhookSubscriptionRecord } from "../records/shop.ts";
import type { ShopData } from "../store.ts";
import type { Jobs } from "../jobs.ts";
import { apiVersionsAt } from "./api-versions.ts";
import { appInstallationOf, appOf } from "./app.ts";
import { findNode, findOfType } from "./nodes.ts";
import { orderSource } from "./order-search.ts";
import { paymentTermsTemplates } from "./payment-terms-templates.ts";
import { customerSource, productSource, variantSource } from "./record-search.ts";
import {
  companyLocationSource,
  companySource,
  giftCardSource,
  locationSource,
  staffSource,
  webhookSource,
} from "./small-lists.ts";

type Root = (args: Arguments, context: RequestContext<unknown>, info: GraphQLResolveInfo) => unknown;

/** Members of `QueryRoot`. */
export function createQueries(data: ShopData, jobs: Jobs): Readonly<Record<string, Root>> {
  const list =
    <R>(source: (args: Arguments, context: RequestContext<unknown>) => SearchSource<R>): Root =>
    (args, context, info) =>
      searchPage(args, context, info, source(args, context));
  const count =
    <R>(source: (context: RequestContext<unknown>) => SearchSource<R>): Root =>
    (args, context, info) =>
      searchCount(args, context, info, source(context));
  const one =
    (type: string): Root =>
    (args, context) =>
      findOfType(data, type, args["id"], context);
  const orders = (_args: Arguments, context: RequestContext<unknown>) => orderSource(data, context);

  return {
    shop: () => data.show("Shop", data.profile),
    node: (args, context) => findNode(data, String(args["id"]), context),
    nodes: (args, context) => (args["ids"] as readonly string[]).map((id) => findNode(data, id, context)),

    orders: list(orders),
    ordersCount: count((context) => orderSource(data, context)),
    order: one("Order"),
    customers: list(() => customerSource(data)),
    customersCount: count(() => customerSource(data)),
    customer: one("Customer"),
    customerByIdentifier: (args, context) => customerBy(data, args["identifier"] as Arguments, context),
    products: list(() => productSource(data)),
    productsCount: count(() => productSource(data)),
    product: one("Product"),
    productByIdentifier: (args, context) => productBy(data, args["identifier"] as Arguments, context),
    productVariants: list(() => variantSource(data)),
    // Its filters are ignored, as they are at Shopify [M].
    productVariantsCount: () => ({ count: data.variants.size, precision: "EXACT" }),
    productVariant: one("ProductVariant"),
    inventoryItem: one("InventoryItem"),

    locations: list((args) => locationSource(data, args["includeInactive"] === true)),
    locationsCount: count(() => locationSource(data, false)),
    // Without an id: the primary location [D].
    location: (args, context) => {
      const primary = `gid://shopify/Location/${data.locations.byId.all().find((each) => each.isPrimary)?.id ?? 0}`;
      return findOfType(data, "Location", args["id"] ?? primary, context);
    },
    publications: (args) =>
      listConnection(
        args,
        data.publications.byId.all(),
        (each) => each.id,
        (each) => data.show("Publication", each),
      ),
    publicationsCount: () => ({ count: data.publications.size, precision: "EXACT" }),
    publication: one("Publication"),
    staffMembers: list(() => staffSource(data)),
    staffMember: one("StaffMember"),
    companies: list(() => companySource(data)),
    companiesCount: count(() => companySource(data)),
    company: one("Company"),
    companyLocations: list(() => companyLocationSource(data)),
    companyLocation: one("CompanyLocation"),
    companyContact: one("CompanyContact"),
    paymentTermsTemplates: (args) => paymentTermsTemplates(args["paymentTermsType"]),

    giftCards: list(() => giftCardSource(data)),
    giftCardsCount: count(() => giftCardSource(data)),
    giftCard: one("GiftCard"),
    refund: one("Refund"),
    return: one("Return"),
    fulfillment: one("Fulfillment"),
    fulfillmentOrder: one("FulfillmentOrder"),
    reverseFulfillmentOrder: one("ReverseFulfillmentOrder"),

    app: (_args, context) => appOf(context.shop),
    currentAppInstallation: (_args, context) => appInstallationOf(context.shop),
    publicApiVersions: () => apiVersionsAt(data.now()),
    webhookSubscriptions: list((args) => webhookSource(data, subscriptionFilter(args))),
    webhookSubscriptionsCount: count(() => webhookSource(data, () => true)),
    webhookSubscription: one("WebhookSubscription"),
    job: (args) => jobs.show(String(args["id"])),
  };
}

const subscriptionFilter = (args: Arguments) => {
  const { topics, format, uri } = args;
  const wantedUri = uri ?? args["callbackUrl"];
  return (subscription: WebhookSubscriptionRecord): boolean =>
    (!Array.isArray(topics) || topics.includes(subscription.topic)) &&
    (typeof format !== "string" || format === subscription.format) &&
    (typeof wantedUri !== "string" || wantedUri === subscription.uri);
};

/** Exactly one of the members is given [D: `@oneOf`]. */
function customerBy(data: ShopData, identifier: Arguments, viewer: Viewer) {
  const { id, emailAddress, phoneNumber } = identifier;
  if (typeof id === "string") return findOfType(data, "Customer", id, viewer);
  const customer =
    typeof emailAddress === "string"
      ? data.customerOfEmail(emailAddress)
      : data.customers.byId.all().find((each) => each.phone === phoneNumber);
  return customer === undefined ? null : data.show("Customer", customer);
}

function productBy(data: ShopData, identifier: Arguments, viewer: Viewer) {
  const { id, handle } = identifier;
  if (typeof id === "string") return readGid(id) === undefined ? null : findOfType(data, "Product", id, viewer);
  const product = data.products.byId.all().find((each) => each.handle === handle);
  return product === undefined ? null : data.show("Product", product);
}
