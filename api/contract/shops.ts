import { z } from "zod";
import type { Setting } from "#domain/shops/setting";
import { settings, type SettingName, type ShopSettings, type WritableSettingName } from "#domain/shops/settings";
import { maxUrlLength } from "#domain/shops/shopify-url";
import { endpoint } from "../http/endpoint.ts";
import { finding } from "./preflight.ts";
import { moment, nothing, pageOf, paging, queryFlag, recordError, shopCode } from "./shared.ts";

function schemaOf(setting: Setting): z.ZodType {
  const needs = "onlyWith" in setting ? setting.onlyWith : undefined;
  const condition =
    needs === undefined ? "" : ` Has an effect only while ${needs.setting} is ${needs.is.map(String).join(" or ")}.`;
  return valueSchema(setting).describe(`${setting.caption}.${condition}`);
}

function valueSchema(setting: Setting): z.ZodType {
  if (setting.kind === "flag") return z.boolean();
  return setting.kind === "text" ? z.string().trim().max(setting.maxLength) : z.enum(setting.values);
}

const all = Object.entries(settings) as [SettingName, Setting][];

/** The members of a shop follow the list of settings; the compiler is told here what the list says. */
const shopShape = Object.fromEntries(all.map(([name, setting]) => [name, schemaOf(setting)])) as unknown as {
  readonly [Name in SettingName]: z.ZodType<ShopSettings[Name]>;
};
const patchShape = Object.fromEntries(
  all.filter(([, setting]) => setting.derived !== true).map(([name, setting]) => [name, schemaOf(setting).optional()]),
) as unknown as { readonly [Name in WritableSettingName]: z.ZodOptional<z.ZodType<ShopSettings[Name]>> };

const shopifyUrl = z
  .string()
  .max(maxUrlLength)
  .describe("Address of the store: https://{store}.myshopify.com, or its page in the Shopify admin");

export const cursorTypes = ["orders", "products", "customers", "companies"] as const;
const cursor = moment.nullable().describe("null: never read");

export const shop = z
  .strictObject({
    code: z.string(),
    shopifyUrl,
    store: z.string().describe("Host name of the store"),
    enabled: z.boolean().describe("Changed by the actions enable and disable"),
    enabledBy: z.string(),
    enabledAt: moment.nullable(),
    enablingProblem: recordError.describe("Why the shop could not be enabled when that was tried last; null: it could"),
    ...shopShape,
    access: z
      .enum([
        "connected",
        "noToken",
        "noApp",
        "reconnectNeeded",
        "scopeChanged",
        "tokenRefused",
        "storeUnavailable",
        "noStore",
      ])
      .describe(
        "noApp: neither the shop nor this installation has an app at Shopify. tokenRefused, storeUnavailable: what the store answered last, until it takes a call again",
      ),
    grantedScopes: z.array(z.string()),
    apiVersion: z.string().describe("The version that is asked for"),
    servedApiVersion: z.string().nullable().describe("The version Shopify answered with last; null before"),
    apiVersionExpiresAt: moment,
    apiVersionStatus: z
      .enum(["ok", "expiring", "expired", "mismatch"])
      .describe("expired: nothing is sent. mismatch: another version is served, so nothing is changed at Shopify"),
    cursors: z
      .strictObject({ orders: cursor, products: cursor, customers: cursor, companies: cursor })
      .describe("Up to when Shopify was read; shops of one store share the cursor of orders"),
    lastCheck: z
      .strictObject({ at: moment, findings: z.array(finding) })
      .nullable()
      .describe("What the store said when it was last asked, by the check of every day or by a preflight; null: never"),
  })
  .meta({ id: "Shop" });

const byCode = z.strictObject({ code: shopCode });
const tag = "Shops";

export const listShops = endpoint({
  id: "listShops",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/shops",
  tag,
  summary: "Shops, in the order of their codes",
  query: z.strictObject({ ...paging, enabled: queryFlag.optional() }),
  answers: { 200: pageOf(shop) },
});

export const createShop = endpoint({
  id: "createShop",
  method: "post",
  audits: "shop",
  scope: "admin",
  path: "/api/shops",
  tag,
  summary: "Creates a disabled shop; settings that are not sent start with their defaults",
  body: z.strictObject({ code: shopCode, shopifyUrl: shopifyUrl.optional(), ...patchShape }),
  answers: { 201: shop },
  problems: ["shop-exists"],
});

export const getShop = endpoint({
  id: "getShop",
  hasEtag: true,
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/shops/{code}",
  tag,
  summary: "One shop with its settings, cursors and state of access",
  params: byCode,
  answers: { 200: shop },
  problems: ["shop-not-found"],
});

export const updateShop = endpoint({
  id: "updateShop",
  hasEtag: true,
  method: "patch",
  audits: "shop",
  scope: "admin",
  reach: "shops",
  path: "/api/shops/{code}",
  tag,
  summary:
    "Changes settings; the answer may show more changes than were sent, because some settings exclude each other",
  params: byCode,
  body: z.strictObject({ shopifyUrl: shopifyUrl.optional(), ...patchShape }),
  answers: { 200: shop },
  problems: ["shop-not-found", "shop-enabled"],
});

export const applyPreset = endpoint({
  id: "applyPresetToShop",
  method: "post",
  audits: "shop",
  scope: "admin",
  reach: "shops",
  path: "/api/shops/{code}/apply-preset",
  tag,
  summary:
    "Sets a shop for its initial import, as the guide of Business Central does: items and customers come from Shopify, unknown ones are created, and nothing is sent to Shopify until that is turned on",
  params: byCode,
  body: z.strictObject({
    preset: z.literal("initialImport"),
    images: z.boolean().default(true).describe("true: images come from Shopify; false: as they are set"),
    itemTemplCode: patchShape.itemTemplCode,
    customerTemplCode: patchShape.customerTemplCode,
    shippingChargesAccount: patchShape.shippingChargesAccount,
    autoCreateOrders: patchShape.autoCreateOrders,
  }),
  answers: {
    200: z.strictObject({
      shop,
      changed: z.array(z.string()).describe("The settings that had another value before"),
      notice: z
        .strictObject({ code: z.literal("data-sync-off"), detail: z.string() })
        .describe("What a person has to know, and to do when they want it otherwise"),
    }),
  },
  problems: ["shop-not-found"],
});

export const deleteShop = endpoint({
  id: "deleteShop",
  hasEtag: true,
  method: "delete",
  audits: "shop",
  scope: "admin",
  path: "/api/shops/{code}",
  tag,
  summary: "Deletes a disabled shop that has no orders, customers or products",
  params: byCode,
  answers: { 204: null },
  problems: ["shop-not-found", "shop-enabled", "shop-in-use"],
});

const action = (name: string, summary: string, problems: readonly string[] = []) =>
  ({
    id: `${name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Shop`,
    method: "post",
    audits: "shop",
    scope: "operate",
    reach: "shops",
    path: `/api/shops/{code}/${name}`,
    tag,
    summary,
    params: byCode,
    body: nothing,
    problems: ["shop-not-found", "action-running", "action-not-finished", ...problems],
  }) as const;

export const enableShop = endpoint({
  ...action("enable", "Connects the shop to its store and enables it; it stays disabled when something is missing", [
    "shopify-url-missing",
    "no-access-token",
    "enabling-timed-out",
    "enabling-cancelled",
  ]),
  scope: "admin",
  reach: "store",
  answers: { 200: shop },
});

export const disableShop = endpoint({
  ...action("disable", "Disables the shop and ends its webhooks; settings and imported data stay"),
  scope: "admin",
  reach: "store",
  answers: { 200: shop },
});

export const refreshShopSettings = endpoint({
  ...action("refresh-settings", "Reads what follows from the store: plan, weight unit, granted scopes"),
  answers: { 200: shop },
});

export const testShopConnection = endpoint({
  ...action("test-connection", "Asks the store who we are, and checks the webhook of new orders"),
  audits: null,
  answers: {
    200: z.strictObject({
      connected: z.literal(true),
      orderWebhook: z
        .enum(["notUsed", "fine", "misconfigured"])
        .describe("misconfigured: turn Auto Sync Orders off and on"),
      missingScopes: z.record(z.string(), z.array(z.string())).describe("By report: scopes it needs and has not got"),
    }),
  },
});

export const setOrderWebhook = endpoint({
  ...action("order-webhook", "Auto Sync Orders: lets Shopify tell us of new orders, or ends it", [
    "public-url-missing",
    "shop-disabled",
  ]),
  scope: "admin",
  reach: "store",
  body: z.strictObject({ on: z.boolean() }),
  answers: { 200: shop },
});

export const resetShopSync = endpoint({
  id: "resetShopSync",
  method: "post",
  audits: "shop",
  scope: "operate",
  reach: "store",
  path: "/api/shops/{code}/reset-sync",
  tag,
  summary: "Sets from when on the next run reads Shopify. Orders: for all shops of the store",
  params: byCode,
  body: z.strictObject({ type: z.enum(cursorTypes), to: z.iso.datetime({ offset: true }) }),
  answers: { 200: shop },
  problems: ["shop-not-found", "shopify-url-missing"],
});

const secret = z.string().min(1).max(500);
const app = { clientId: secret, clientSecret: secret };

export const setShopCredentials = endpoint({
  id: "setShopCredentials",
  method: "put",
  audits: "store",
  scope: "admin",
  reach: "store",
  path: "/api/shops/{code}/credentials",
  tag,
  summary: "How the shop's store is accessed, for all shops of the store. Secrets are stored encrypted and never shown",
  params: byCode,
  body: z.discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("clientCredentials"), app: z.strictObject(app).optional() })
      .describe("An app of the merchant's own organisation; without app that of this installation"),
    z
      .strictObject({ kind: z.literal("static"), token: secret, app: z.strictObject(app).optional() })
      .describe("The token of a custom app; its client secret signs the webhooks"),
  ]),
  answers: { 200: shop },
  problems: ["shop-not-found", "shopify-url-missing"],
});
