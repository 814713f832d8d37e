/** The shop, its app, gift cards and webhook subscriptions. */
import type { Viewer } from "../../engine/contract.ts";
import { gid } from "../ids.ts";
import { moneyV2 } from "../money.ts";
import { isShownTo } from "../order-window.ts";
import type { GiftCardRecord } from "../records/catalogue.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopProfile, WebhookSubscriptionRecord } from "../records/shop.ts";
import type { ShopData } from "../store.ts";
import { defineView, timeText, timeTextOrNull } from "./view.ts";

const PLAN_NAMES: Readonly<Record<ShopProfile["plan"], string>> = {
  basic: "Basic",
  grow: "Grow",
  advanced: "Advanced",
  plus: "Shopify Plus",
  development: "Development",
};

const COUNTRY_NAMES = new Intl.DisplayNames(["en"], { type: "region" });

/** Minutes east of UTC of a zone at a moment. */
const offsetMinutes = (timeZone: string, at: number): number => {
  const part = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find((each) => each.type === "timeZoneName");
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(part?.value ?? "") ?? [];
  return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

const offsetText = (minutes: number): string => {
  const absolute = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(absolute / 60))}${two(absolute % 60)}`;
};

export const shopView = defineView<ShopProfile>("Shop", {
  same: [
    "name",
    "email",
    "currencyCode",
    "enabledPresentmentCurrencies",
    "taxesIncluded",
    "taxShipping",
    "ianaTimezone",
    "weightUnit",
    "shipsToCountries",
  ],
  nulls: ["description", "merchantApprovalSignals"],
  fields: {
    id: (shop) => gid("Shop", shop.id),
    createdAt: (shop) => timeText(shop.createdAt),
    updatedAt: (shop) => timeText(shop.updatedAt),
    myshopifyDomain: (shop) => shop.host,
    contactEmail: (shop) => shop.email,
    url: (shop) => `https://${shop.host}`,
    storefrontUrl: (shop) => `https://${shop.host}`,
    shopOwnerName: (shop) => `${shop.name} Owner`,
    alerts: () => [],
    checkoutApiSupported: () => true,
    countriesInShippingZones: (shop) => ({ countryCodes: shop.shipsToCountries, includeRestOfWorld: false }),
    currencyFormats: (shop) => ({
      moneyFormat: "{{amount}}",
      moneyInEmailsFormat: "{{amount}}",
      moneyWithCurrencyFormat: `{{amount}} ${shop.currencyCode}`,
      moneyWithCurrencyInEmailsFormat: `{{amount}} ${shop.currencyCode}`,
    }),
    customerAccounts: () => "OPTIONAL",
    primaryDomain: (shop) => ({
      __typename: "Domain",
      id: gid("Domain", shop.id),
      host: shop.host,
      url: `https://${shop.host}`,
      sslEnabled: true,
      localization: null,
    }),
    features: (shop) => ({
      avalaraAvatax: false,
      branding: "SHOPIFY",
      captcha: true,
      dynamicRemarketing: false,
      eligibleForSubscriptionMigration: false,
      eligibleForSubscriptions: false,
      giftCards: true,
      harmonizedSystemCode: true,
      legacySubscriptionGatewayEnabled: false,
      liveView: true,
      reports: true,
      sellsSubscriptions: false,
      shopifyPlus: shop.plan === "plus",
      showMetrics: true,
      storefront: true,
      unifiedMarkets: true,
      usingShopifyBalance: false,
      ...shop.features,
    }),
    fulfillmentServices: () => [],
    marketingSmsConsentEnabledAtCheckout: () => false,
    orderNumberFormatPrefix: () => "#",
    orderNumberFormatSuffix: () => "",
    plan: (shop) => ({
      displayName: PLAN_NAMES[shop.plan],
      publicDisplayName: PLAN_NAMES[shop.plan],
      partnerDevelopment: shop.plan === "development",
      shopifyPlus: shop.plan === "plus",
    }),
    resourceLimits: () => ({
      locationLimit: 1000,
      maxProductOptions: 3,
      maxProductVariants: 2048,
      redirectLimitReached: false,
      skuResourceLimits: null,
    }),
    richTextEditorUrl: (shop) => `https://${shop.host}/admin/editor`,
    setupRequired: () => false,
    shopAddress: (shop) => ({
      __typename: "ShopAddress",
      id: gid("ShopAddress", shop.id),
      address1: "1 Main Street",
      address2: null,
      city: "Springfield",
      company: shop.name,
      coordinatesValidated: false,
      country: COUNTRY_NAMES.of(shop.countryCode) ?? shop.countryCode,
      countryCode: shop.countryCode,
      countryCodeV2: shop.countryCode,
      firstName: null,
      lastName: null,
      name: null,
      formatted: ["1 Main Street", "Springfield"],
      formattedArea: "Springfield",
      latitude: null,
      longitude: null,
      phone: null,
      province: null,
      provinceCode: null,
      zip: "12345",
    }),
    shopPolicies: () => [],
    timezoneAbbreviation: (shop, data) =>
      new Intl.DateTimeFormat("en", { timeZone: shop.ianaTimezone, timeZoneName: "short" })
        .formatToParts(data.now())
        .find((part) => part.type === "timeZoneName")?.value ?? "UTC",
    timezoneOffsetMinutes: (shop, data) => offsetMinutes(shop.ianaTimezone, data.now()),
    timezoneOffset: (shop, data) => offsetText(offsetMinutes(shop.ianaTimezone, data.now())),
    transactionalSmsDisabled: () => true,
    unitSystem: (shop) =>
      shop.weightUnit === "POUNDS" || shop.weightUnit === "OUNCES" ? "IMPERIAL_SYSTEM" : "METRIC_SYSTEM",
  },
});

/** The order a card was bought with, if whoever asks is shown it. */
function orderOf(card: GiftCardRecord, data: ShopData, viewer: Viewer): OrderRecord | undefined {
  const order = card.orderId === null ? undefined : data.orders.get(card.orderId);
  return order !== undefined && isShownTo(viewer, order) ? order : undefined;
}

export const giftCardView = defineView<GiftCardRecord>("GiftCard", {
  same: ["enabled", "expiresOn", "lastCharacters", "note"],
  nulls: ["recipientAttributes", "templateSuffix"],
  fields: {
    id: (card) => gid("GiftCard", card.id),
    createdAt: (card) => timeText(card.createdAt),
    updatedAt: (card) => timeText(card.updatedAt),
    deactivatedAt: (card) => timeTextOrNull(card.deactivatedAt),
    initialValue: (card) => moneyV2(card.initialValue, card.currencyCode),
    balance: (card) => moneyV2(card.balance, card.currencyCode),
    // [D] the default of cards in the shop's currency.
    crossCurrencyRedemptionStrategy: () => "MARKET_FX",
    isRedeemable: (card) => card.enabled && card.balance > 0,
    maskedCode: (card) => `•••• •••• •••• ${card.lastCharacters}`,
    customer: (card, data) => {
      const customer = card.customerId === null ? undefined : data.customers.get(card.customerId);
      return customer === undefined ? null : data.show("Customer", customer);
    },
  },
  calls: {
    order: (card, data, _args, viewer) => {
      const order = orderOf(card, data, viewer);
      return order === undefined ? null : data.show("Order", order);
    },
    lineItem: (card, data, _args, viewer) => {
      const order = orderOf(card, data, viewer);
      const line = order?.lines.find((each) => each.id === card.lineId);
      return order === undefined || line === undefined ? null : data.show("LineItem", { order, line });
    },
  },
});

export const webhookSubscriptionView = defineView<WebhookSubscriptionRecord>("WebhookSubscription", {
  same: ["topic", "uri", "format", "filter", "includeFields", "metafieldNamespaces", "name"],
  fields: {
    id: (subscription) => gid("WebhookSubscription", subscription.id),
    legacyResourceId: (subscription) => String(subscription.id),
    createdAt: (subscription) => timeText(subscription.createdAt),
    updatedAt: (subscription) => timeText(subscription.updatedAt),
    callbackUrl: (subscription) => subscription.uri,
    endpoint: (subscription) => ({ __typename: "WebhookHttpEndpoint", callbackUrl: subscription.uri }),
    metafields: () => [],
    apiVersion: (subscription) => ({
      handle: subscription.apiVersion,
      displayName: subscription.apiVersion,
      supported: true,
    }),
  },
});
