import { accountMissing, type AccountSetting } from "../orders/order-problem.ts";
import type { SetupAccount, SetupFacts } from "./erp-setup.ts";
import { erpField, mappingField, settingField, type Finding, type Severity } from "./finding.ts";
import type { ErpContext } from "./preflight-erp.ts";
import { settings } from "./settings.ts";
import { accountSettings, createsCustomers } from "./setup-question.ts";

/** Shipping is on most orders; of a store that knows no tips nobody needs an account for them. */
const orders: Readonly<Record<AccountSetting, { readonly kind: string; readonly severity: Severity }>> = {
  shippingChargesAccount: { kind: "a shipping charge", severity: "error" },
  tipAccount: { kind: "a tip", severity: "warning" },
  soldGiftCardAccount: { kind: "a gift card", severity: "warning" },
  dutiesAndFeesAccount: { kind: "duties or additional fees", severity: "warning" },
  cashRoundingsAccount: { kind: "a cash payment that was rounded", severity: "warning" },
};

/** The accounts of lines without an item, and the VAT of whatever may be sold to whoever may buy. */
export const accountFindings = (context: ErpContext): readonly Finding[] => [
  ...accountSettings.flatMap((setting) => shopAccount(context, setting)),
  ...shippingCharges(context),
  ...vatPairs(context),
];

function shopAccount({ shop, setup }: ErpContext, setting: AccountSetting): readonly Finding[] {
  const no = shop[setting];
  const { kind, severity } = orders[setting];
  const { caption } = settings[setting];
  const common = { severity, area: "accounts", report: "createSalesOrders" } as const;
  if (no === "") {
    return [
      {
        ...common,
        code: accountMissing(setting).code,
        message: `Orders with ${kind} get no document: set ${caption}`,
        field: settingField(shop, setting),
        params: { setting },
      },
    ];
  }
  const problem = problemOfAccount(no, setup.accounts);
  if (problem === null) return [];
  return [
    {
      ...common,
      code: problem.code,
      message: `${caption} ${no} ${problem.reason}, so orders with ${kind} get no document`,
      field: problem.field ?? settingField(shop, setting),
      params: { setting, accountNo: no },
    },
  ];
}

/** What the ERP would refuse a line on this account for; null: nothing. Without a field the account itself is wrong. */
function problemOfAccount(no: string, accounts: readonly SetupAccount[]) {
  const account = accounts.find((each) => each.no === no);
  const at = (caption: string, field: string) => erpField(caption, ["gl-accounts", no], field);
  if (account === undefined) return { code: "account-missing", reason: "does not exist: choose another", field: null };
  if (account.blocked)
    return { code: "account-blocked", reason: "is blocked: unblock it", field: at("Blocked", "blocked") };
  if (account.isPostable) return null;
  return {
    code: "account-not-postable",
    reason: "is no posting account with direct posting: allow it, or choose another",
    field: at("Direct Posting", "directPosting"),
  };
}

/** Shipping titles that are mapped to something of their own. Items are among the references of the mappings. */
function shippingCharges({ shop, mappings, setup }: ErpContext): readonly Finding[] {
  return mappings.shipmentMethods.flatMap((method): readonly Finding[] => {
    const { name, shippingChargesType: type, shippingChargesNo: no } = method;
    const common = { severity: "error", area: "accounts", report: "createSalesOrders" } as const;
    const field = mappingField(shop, "Shipping Charges No.", ["shipment-methods", name], "shippingChargesNo");
    if (type !== "" && no === "") {
      const message = `Shipping titled "${name}" has a shipping charges type without a number, so its orders get no document: fill in Shipping Charges No.`;
      return [{ ...common, code: "shipping-charge-no-missing", message, field, params: { title: name } }];
    }
    if (type === "glAccount") {
      const problem = problemOfAccount(no, setup.accounts);
      if (problem === null) return [];
      const message = `G/L account ${no} of shipping titled "${name}" ${problem.reason}, so its orders get no document`;
      const params = { title: name, accountNo: no };
      return [{ ...common, code: problem.code, message, field: problem.field ?? field, params }];
    }
    if (type !== "chargeItem" || setup.itemCharges.some((charge) => charge.no === no)) return [];
    const message = `Item charge ${no} of shipping titled "${name}" does not exist, so its orders get no document: create it, or choose another`;
    return [{ ...common, code: "charge-missing", message, field, params: { title: name, chargeNo: no } }];
  });
}

/**
 * A line is taxed by whom it is sold to and what is sold. Whatever the shop itself will bring together has to be there; of customers and items
 * that are in the ERP already nobody knows whether they ever meet.
 */
function vatPairs(context: ErpContext): readonly Finding[] {
  const { setup } = context;
  const buyers = buyerGroups(context);
  const sold = soldGroups(context);
  const existing = new Set(setup.vatPostingSetup.map((each) => pair(each.vatBusinessGroup, each.vatProductGroup)));
  const pairs = (businesses: ReadonlySet<string>, products: ReadonlySet<string>) =>
    [...businesses].flatMap((business) => [...products].map((product) => ({ business, product })));
  const certain = pairs(buyers, sold);
  const possible = pairs(new Set([...buyers, ...setup.customerGroups]), new Set([...sold, ...setup.itemGroups])).filter(
    ({ business, product }) => !buyers.has(business) || !sold.has(product),
  );
  const missing =
    (severity: Severity) =>
    ({ business, product }: (typeof certain)[number]) =>
      existing.has(pair(business, product)) ? [] : [vatMissing(severity, business, product)];
  return [...certain.flatMap(missing("error")), ...possible.flatMap(missing("warning"))];
}

const pair = (business: string, product: string): string => JSON.stringify([business, product]);

function vatMissing(severity: Severity, business: string, product: string): Finding {
  return {
    code: "vat-setup-missing",
    severity,
    area: "vat",
    report: "createSalesOrders",
    message: `VAT posting setup is missing for business group ${business || "(blank)"} and product group ${product || "(blank)"}, so orders that bring them together get no document: add it, or correct the groups on customer (template) and item (template) or account`,
    field: erpField("VAT Posting Setup", ["vat-posting-setup", business, product]),
    params: { vatBusinessGroup: business, vatProductGroup: product },
  };
}

/** Groups of the customers the shop creates, and of its default customers. */
function buyerGroups({ shop, mappings, setup }: ErpContext): ReadonlySet<string> {
  return new Set([
    ...(createsCustomers(shop) ? setup.customerTemplates.map(({ vatBusinessGroup }) => vatBusinessGroup) : []),
    ...(createsCustomers(shop)
      ? mappings.taxAreas.map(({ vatBusPostingGroup }) => vatBusPostingGroup).filter((group) => group !== "")
      : []),
    ...setup.customers.map(({ vatBusinessGroup }) => vatBusinessGroup),
  ]);
}

/** Groups of the items the shop creates, and of the accounts and charges its lines go to. */
function soldGroups({ shop, setup }: ErpContext): ReadonlySet<string> {
  return new Set([
    ...(shop.autoCreateUnknownItems ? setup.itemTemplates.map(({ vatProductGroup }) => vatProductGroup) : []),
    ...bookable(setup).map(({ vatProductGroup }) => vatProductGroup),
    ...setup.itemCharges.map(({ vatProductGroup }) => vatProductGroup),
  ]);
}

const bookable = ({ accounts }: SetupFacts): readonly SetupAccount[] =>
  accounts.filter(({ isPostable, blocked }) => isPostable && !blocked);
