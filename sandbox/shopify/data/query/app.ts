/** The app that talks to the shop. */
import type { ShopState } from "../../engine/contract.ts";
import { gid } from "../ids.ts";

const APP_ID = 1_234_567;

const scopesOf = (handles: readonly string[]) =>
  handles.map((handle) => ({ handle, description: handle.replaceAll("_", " ") }));

export const appOf = (shop: ShopState): object => ({
  __typename: "App",
  id: gid("App", APP_ID),
  apiKey: "sandbox-client",
  appStoreAppUrl: null,
  appStoreDeveloperUrl: null,
  availableAccessScopes: scopesOf(shop.grantedScopes),
  description: null,
  developerName: null,
  developerType: "MERCHANT",
  embedded: false,
  failedRequirements: [],
  features: [],
  feedback: null,
  handle: "sandbox-app",
  installUrl: null,
  isPostPurchaseAppInUse: false,
  optionalAccessScopes: [],
  previouslyInstalled: false,
  pricingDetails: null,
  pricingDetailsSummary: "",
  privacyPolicyUrl: null,
  requestedAccessScopes: scopesOf(shop.grantedScopes),
  shopifyDeveloped: false,
  title: "Sandbox app",
  uninstallMessage: "",
  webhookApiVersion: shop.apiVersion,
  get installation() {
    return appInstallationOf(shop);
  },
});

export const appInstallationOf = (shop: ShopState): object => ({
  __typename: "AppInstallation",
  id: gid("AppInstallation", APP_ID),
  accessScopes: scopesOf(shop.grantedScopes),
  activeSubscriptions: [],
  launchUrl: `https://${shop.host}/admin/apps/sandbox-app`,
  subscriptions: [],
  uninstallUrl: `https://${shop.host}/admin/apps/sandbox-app/uninstall`,
  get app() {
    return appOf(shop);
  },
});
