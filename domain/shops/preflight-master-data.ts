import type { OrderNumberSeries } from "./erp-setup.ts";
import { erpField, mappingField, settingField, type Finding, type FindingField } from "./finding.ts";
import type { ErpContext } from "./preflight-erp.ts";
import { createsCustomers } from "./setup-question.ts";

/** Whether buyers and products of orders find their customers and items, and get numbers. */
export const masterDataFindings = (context: ErpContext): readonly Finding[] => [
  ...numberSeries(context),
  ...customers(context),
  ...templates(context),
  ...items(context),
];

function finding(
  code: string,
  area: Finding["area"],
  message: string,
  field: FindingField,
  params: Finding["params"] = {},
): Finding {
  return { code, severity: "error", area, report: "createSalesOrders", message, field, params };
}

const seriesCaption: Readonly<Record<OrderNumberSeries, string>> = {
  salesOrder: "Order Nos.",
  salesInvoice: "Invoice Nos.",
  customer: "Customer Nos.",
  contact: "Contact Nos.",
  item: "Item Nos.",
};

const seriesPurpose: Readonly<Record<OrderNumberSeries, string>> = {
  salesOrder: "sales orders cannot be created",
  salesInvoice: "fulfilled orders get no invoice",
  customer: "unknown buyers get no customer",
  contact: "unknown buyers get no customer",
  item: "unknown products get no item",
};

function numberSeries({ shop, setup }: ErpContext): readonly Finding[] {
  const documents: readonly OrderNumberSeries[] = shop.createInvoicesFromOrders
    ? ["salesOrder", "salesInvoice"]
    : ["salesOrder"];
  const namesItems = shop.skuMapping === "itemNo" || shop.skuMapping === "itemNoAndVariantCode";
  const needed: readonly { readonly code: OrderNumberSeries; readonly manual: string | null }[] = [
    ...documents.map((code) => ({ code, manual: shop.useShopifyOrderNo ? "Use Shopify Order No. is on" : null })),
    ...(createsCustomers(shop) ? (["customer", "contact"] as const).map((code) => ({ code, manual: null })) : []),
    ...(shop.autoCreateUnknownItems
      ? [{ code: "item" as const, manual: namesItems ? "SKU Mapping gives new items their number" : null }]
      : []),
  ];
  return needed.flatMap(({ code, manual }) => {
    const series = setup.numberSeries.find((each) => each.code === code);
    const record = ["number-series", code];
    if (series === undefined) {
      const message = `There is no number series for ${seriesCaption[code]}, so ${seriesPurpose[code]}: set it up`;
      return [
        finding("number-series-missing", "numberSeries", message, erpField(seriesCaption[code], record), { code }),
      ];
    }
    if (manual === null || series.manualAllowed) return [];
    const message = `${manual}, but the number series for ${seriesCaption[code]} allows no manual numbers, so ${seriesPurpose[code]}: allow them`;
    const field = erpField("Manual Nos.", record, "manualAllowed");
    return [finding("manual-numbers-not-allowed", "numberSeries", message, field, { code })];
  });
}

function customers({ shop, mappings, setup }: ErpContext): readonly Finding[] {
  const nobody = finding(
    "unknown-customers",
    "customers",
    "Orders of buyers the ERP does not know get no document: turn on Auto Create Unknown Customers, or set Default Customer No.",
    settingField(shop, "autoCreateUnknownCustomers"),
  );
  const onlyDefault = finding(
    "default-customer-missing",
    "customers",
    "Every order is to go to the default customer, and there is none: set Default Customer No.",
    settingField(shop, "defaultCustomerNo"),
  );
  const defaults = [
    { no: shop.defaultCustomerNo, field: settingField(shop, "defaultCustomerNo") },
    ...mappings.customerTemplates.map(({ countryCode, defaultCustomerNo }) => ({
      no: defaultCustomerNo,
      field: mappingField(shop, "Default Customer No.", ["customer-templates", countryCode], "defaultCustomerNo"),
    })),
  ];
  return [
    ...(shop.defaultCustomerNo !== ""
      ? []
      : shop.customerMappingType === "defaultCustomer"
        ? [onlyDefault]
        : createsCustomers(shop)
          ? []
          : [nobody]),
    ...defaults.flatMap(({ no, field }) => {
      const customer = setup.customers.find((each) => each.no === no);
      if (no === "") return [];
      if (customer === undefined) {
        const message = `Customer ${no}, the default customer, does not exist in the ERP, so its orders get no document: choose another`;
        return [finding("customer-missing", "customers", message, field, { customerNo: no })];
      }
      if (!customer.blocked) return [];
      const message = `Customer ${no}, the default customer, is blocked, so its orders get no document: unblock the customer`;
      return [
        finding("customer-blocked", "customers", message, erpField("Blocked", ["customers", no], "blocked"), {
          customerNo: no,
        }),
      ];
    }),
  ];
}

function templates({ shop, mappings, setup }: ErpContext): readonly Finding[] {
  if (!createsCustomers(shop)) return [];
  const codes = new Set([
    shop.customerTemplCode,
    ...mappings.customerTemplates.map(({ customerTemplateCode }) => customerTemplateCode),
  ]);
  const missing = [...codes].filter(
    (code) => code !== "" && !setup.customerTemplates.some((each) => each.code === code),
  );
  return [
    ...(shop.customerTemplCode === ""
      ? [
          finding(
            "customer-template-missing",
            "customers",
            "Customers are to be created, and there is no template for them, so unknown buyers get no customer: set Customer/Company Template Code",
            settingField(shop, "customerTemplCode"),
          ),
        ]
      : []),
    ...missing.map((code) =>
      finding(
        "customer-template-missing",
        "customers",
        `Customer template ${code} does not exist in the ERP, so unknown buyers get no customer: create it with its posting groups, or name another one`,
        erpField("Customer Template", ["customer-templates", code]),
        { code },
      ),
    ),
  ];
}

function items({ shop, mappings, setup }: ErpContext): readonly Finding[] {
  if (!shop.autoCreateUnknownItems) {
    const findsItems = shop.skuMapping !== "none" && setup.itemGroups.length > 0;
    if (mappings.hasLinkedProducts || findsItems) return [];
    return [
      finding(
        "unknown-items",
        "items",
        "No product can find its item, so orders get no document: turn on Auto Create Unknown Items, set SKU Mapping and have the items in the ERP, or link products to items",
        settingField(shop, "autoCreateUnknownItems"),
      ),
    ];
  }
  const code = shop.itemTemplCode;
  if (code === "") {
    return [
      finding(
        "item-template-missing",
        "items",
        "Items are to be created, and there is no template for them, so unknown products get no item: set Item Template Code",
        settingField(shop, "itemTemplCode"),
      ),
    ];
  }
  if (setup.itemTemplates.some((each) => each.code === code)) return [];
  const message = `Item template ${code} does not exist in the ERP, so unknown products get no item: create it, or name another one`;
  return [
    finding("item-template-missing", "items", message, erpField("Item Template", ["item-templates", code]), { code }),
  ];
}
