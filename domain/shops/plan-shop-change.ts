import type { FailureParams } from "../failure.ts";
import { settings, type SettingName, type ShopSettings, type WritableSettingName } from "./settings.ts";
import { storeOfUrl } from "./shopify-url.ts";
import type { Shop } from "./shop.ts";

/** What a person may send: any settings that are not derived, and the address of the store. */
export type ShopPatch = { readonly [Name in WritableSettingName]?: ShopSettings[Name] | undefined } & {
  readonly shopifyUrl?: string | undefined;
};

/** Why a value is refused; `setting` says where it stands. */
export interface SettingProblem {
  readonly setting: SettingName | "shopifyUrl";
  readonly code: string;
  readonly message: string;
  readonly params: FailureParams;
}

/** The members of the shop that change, which may be more than were sent: exclusive settings flip each other. */
export type ShopChanges = Partial<ShopSettings & Pick<Shop, "store">>;

export type ShopChangePlan =
  | { readonly kind: "accepted"; readonly changes: ShopChanges }
  | { readonly kind: "rejected"; readonly problems: readonly SettingProblem[] }
  /** The shop's state forbids the change, however good the values are. */
  | { readonly kind: "conflict"; readonly problem: SettingProblem };

/** Two systems must not update each other's records: of each pair at most one is on. */
const exclusivePairs = [
  ["shopifyCanUpdateItems", "canUpdateShopifyProducts"],
  ["shopifyCanUpdateCustomer", "canUpdateShopifyCustomer"],
  ["shopifyCanUpdateCompanies", "canUpdateShopifyCompanies"],
] as const satisfies readonly (readonly [SettingName, SettingName])[];

const defaultUomOptionName = "Unit of Measure";

/**
 * Decides what becomes of a shop when a person changes settings. Pure: values are of the right type and length already, and
 * whether codes exist in the ERP is the business of `problemOfReference`.
 */
export function planShopChange(shop: Shop, patch: ShopPatch): ShopChangePlan {
  const { shopifyUrl, ...sent } = patch;
  const store = shopifyUrl === undefined ? shop.store : shopifyUrl === "" ? "" : storeOfUrl(shopifyUrl);
  if (shop.enabled && store !== undefined && store !== shop.store)
    return { kind: "conflict", problem: urlOfEnabledShop };

  const values = { ...shop, ...withoutUndefined(sent), ...flipped(sent), ...unitsAsVariants(shop, sent) };
  const problems = [
    ...(store === undefined ? [notTheInternalUrl] : []),
    ...exclusivePairs.filter((pair) => pair.every((name) => sent[name] === true)).map(bothOfPair),
    ...documentsForRefunds(values, sent),
    ...catalogsNeedPlan(values),
  ];
  if (problems.length > 0 || store === undefined) return { kind: "rejected", problems };
  return { kind: "accepted", changes: changed(shop, { ...values, store }) };
}

function flipped(sent: ShopPatch): ShopChanges {
  const bothWays = exclusivePairs.flatMap(([one, other]) => [
    { on: one, off: other },
    { on: other, off: one },
  ]);
  return Object.fromEntries(bothWays.filter(({ on }) => sent[on] === true).map(({ off }) => [off, false] as const));
}

function unitsAsVariants(shop: Shop, sent: ShopPatch): ShopChanges {
  const name = sent.optionNameForUom ?? shop.optionNameForUom;
  if (sent.uomAsVariant === true && name === "") return { optionNameForUom: defaultUomOptionName };
  return sent.optionNameForUom === "" ? { uomAsVariant: false } : {};
}

function documentsForRefunds(values: ShopSettings, sent: ShopPatch): readonly SettingProblem[] {
  if (values.returnAndRefundProcess !== "autoCreateSalesDocument" || values.autoCreateOrders) return [];
  const setting = sent.returnAndRefundProcess === undefined ? "autoCreateOrders" : "returnAndRefundProcess";
  return [
    {
      setting,
      code: "refund-documents-need-orders",
      message:
        `"${settings.returnAndRefundProcess.caption}" can only be Auto Create Sales Document while ` +
        `"${settings.autoCreateOrders.caption}" is on (returnAndRefundProcess, autoCreateOrders)`,
      params: { needs: "autoCreateOrders", neededBy: "returnAndRefundProcess" },
    },
  ];
}

function catalogsNeedPlan(values: ShopSettings): readonly SettingProblem[] {
  if (!values.autoCreateCatalog || values.advancedShopifyPlan) return [];
  return [
    {
      setting: "autoCreateCatalog",
      code: "advanced-plan-required",
      message: `"${settings.autoCreateCatalog.caption}" needs an advanced Shopify plan, which this store does not have`,
      params: { needs: "advancedShopifyPlan" },
    },
  ];
}

const bothOfPair = ([one, other]: (typeof exclusivePairs)[number]): SettingProblem => ({
  setting: one,
  code: "settings-exclude-each-other",
  message: `"${settings[one].caption}" and "${settings[other].caption}" exclude each other: turn on one of them`,
  params: { one, other },
});

const notTheInternalUrl: SettingProblem = {
  setting: "shopifyUrl",
  code: "shopify-url-not-internal",
  message:
    "The URL must be the internal address of the store, https://{store}.myshopify.com, not the address customers see: " +
    "look it up in Shopify under Settings, Domains",
  params: {},
};

const urlOfEnabledShop: SettingProblem = {
  setting: "shopifyUrl",
  code: "shop-enabled",
  message: "The URL of an enabled shop cannot be changed: disable the shop first",
  params: {},
};

const withoutUndefined = (sent: ShopPatch): ShopChanges =>
  Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));

function changed(shop: Shop, values: ShopSettings & Pick<Shop, "store">): ShopChanges {
  const names = ["store", ...(Object.keys(settings) as SettingName[])] as const;
  return Object.fromEntries(names.filter((name) => values[name] !== shop[name]).map((name) => [name, values[name]]));
}
