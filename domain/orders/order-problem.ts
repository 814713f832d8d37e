import type { FailureParams } from "#domain/failure";
import type { MissingOfLine } from "./map-lines.ts";
import type { CurrencyHandling } from "./order-to-plan.ts";

/** Why an order has no sales document: a stable code, a sentence that says what to do, and the facts it is made from. */
export interface OrderProblem {
  readonly code: string;
  readonly message: string;
  readonly params: FailureParams;
}

/** What is missing before an order can become a sales document. */
export type Missing =
  | MissingOfLine
  /** `refusal`: why the customer could not be found or created, and what to do about it. */
  | { readonly what: "sellToCustomer" | "billToCustomer"; readonly refusal?: string };

/** The company an order is for, as the order tells it. */
export interface OrderOfCompany {
  readonly b2b: boolean;
  readonly companyId: string | null;
  readonly companyName: string;
  readonly companyMainContactId: string | null;
}

/** What else than to a consumer's order has to be done when the customer of a company's order is missing. */
export function customerRefusal(order: OrderOfCompany): { readonly refusal?: string } {
  if (!order.b2b) return {};
  const otherwise = "enter a customer on the order, or set Default Company No. on the shop card.";
  if (order.companyId === null)
    return {
      refusal: `Which company bought is not known, because the store does not let companies be read: grant the app read_companies and import the order again, ${otherwise}`,
    };
  if (order.companyMainContactId === null)
    return {
      refusal: `Company ${order.companyName} has no main contact in Shopify, so it is not looked for: choose one there and import the order again, ${otherwise}`,
    };
  return { refusal: `Link company ${order.companyName} to a customer, ${otherwise}` };
}

/** Accounts of a shop that a document may need, by the name of their setting. */
export type AccountSetting =
  "tipAccount" | "soldGiftCardAccount" | "shippingChargesAccount" | "cashRoundingsAccount" | "dutiesAndFeesAccount";

const accounts: Readonly<Record<AccountSetting, { code: string; caption: string; reason: string }>> = {
  tipAccount: { code: "tip-account-missing", caption: "Tip Account", reason: "The order contains a tip" },
  soldGiftCardAccount: {
    code: "gift-card-account-missing",
    caption: "Sold Gift Card Account",
    reason: "The order contains a gift card",
  },
  shippingChargesAccount: {
    code: "shipping-account-missing",
    caption: "Shipping Charges Account",
    reason: "Shipping was charged and its title is not mapped to an account, item or charge",
  },
  cashRoundingsAccount: {
    code: "rounding-account-missing",
    caption: "Cash Roundings Account",
    reason: "The cash payment was rounded",
  },
  dutiesAndFeesAccount: {
    code: "duties-account-missing",
    caption: "Duties and Fees Account",
    reason: "The order contains duties or additional fees",
  },
};

/** The account of a shop setting is blank, and the order needs it. */
export function accountMissing(setting: AccountSetting): OrderProblem {
  const { code, caption, reason } = accounts[setting];
  return {
    code,
    message: `${reason}: set ${caption} on the shop card, then create the document again.`,
    params: { setting },
  };
}

/** The mapping of a shipping title names a kind of line, but not which account, item or charge. */
export const shippingChargeNoMissing = (title: string): OrderProblem => ({
  code: "shipping-charge-no-missing",
  message: `Shipment method mapping "${title}" has a shipping charges type without a number: fill in Shipping Charges No.`,
  params: { title },
});

export const orderNoInvalid = (shopifyOrderNo: string): OrderProblem => ({
  code: "document-number-invalid",
  message: shopifyOrderNo.startsWith("@")
    ? "Shopify Order No. cannot start with @. Clear Use Shopify Order No. on the order, then create the document again."
    : "Shopify Order No. is longer than the 20 characters of a document number. Clear Use Shopify Order No. on the order.",
  params: { shopifyOrderNo },
});

/** The shop's documents are in another currency than the order. */
export const currencyDiffers = (charged: string, documentCurrency: string): OrderProblem => ({
  code: "currency-differs",
  message: `Shopify's amounts of this order are in ${charged}, but sales documents of the shop are in ${documentCurrency}: set Currency Code on the shop card to the currency of the store (blank is the local currency), then create the document again.`,
  params: { setting: "currencyCode", charged, documentCurrency },
});

/** The ERP has no currency for the order's amounts. */
export const currencyUnknown = (handling: CurrencyHandling, charged: string, currencyCode: string): OrderProblem =>
  handling === "shopCurrency"
    ? {
        code: "currency-unknown",
        message: `Currency Code ${currencyCode} of the shop card is no currency of the ERP: add it there with an exchange rate, or choose another, then create the document again.`,
        params: { setting: "currencyCode", charged, currencyCode },
      }
    : {
        code: "currency-unknown",
        message: `The buyer was charged in ${charged}, which is no currency of the ERP: add it there with an exchange rate, or set Currency Handling on the shop card to Shop Currency, then create the document again.`,
        params: { setting: "currencyHandling", charged },
      };

/** Something of the order has no counterpart in the ERP yet. */
export function mappingIncomplete(missing: readonly Missing[]): OrderProblem {
  const lineIds = missing.flatMap((each) => ("lineId" in each ? [each.lineId] : []));
  const whats = [...new Set(missing.map(({ what }) => what))];
  return {
    code: "mapping-incomplete",
    message: ["Not everything can be mapped.", ...new Set(missing.map(whatToMap))].join(" "),
    params: { missing: whats.join(","), ...(lineIds.length > 0 && { lineIds: lineIds.join(",") }) },
  };
}

function whatToMap(missing: Missing): string {
  switch (missing.what) {
    case "sellToCustomer":
      return missing.refusal ?? "Enter a sell-to customer, or set Default Customer No. on the shop card.";
    case "billToCustomer":
      return missing.refusal ?? "Enter a bill-to customer, or set Default Customer No. on the shop card.";
    case "tipAccount":
      return "Set Tip Account on the shop card.";
    case "soldGiftCardAccount":
      return "Set Sold Gift Card Account on the shop card.";
    case "item":
      return missing.variantId === null
        ? `Enter an item on line ${missing.lineId}: it has no product in Shopify.`
        : `Map variant ${missing.variantId} to an item.`;
  }
}
