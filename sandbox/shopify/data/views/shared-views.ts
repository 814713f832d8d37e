/** Small parts many types share: addresses, tax lines, discounts, attributes. */
import { gid } from "../ids.ts";
import { moneyBag, moneyText, moneyV2, shopOf, type Currencies } from "../money.ts";
import {
  ADDRESS_PARTS,
  type AddressRecord,
  type DiscountAllocationRecord,
  type DiscountApplicationRecord,
  type OrderRecord,
  type TaxRecord,
} from "../records/order.ts";
import { defineView, type View } from "./view.ts";

const nameOf = (address: AddressRecord): string | null => {
  const name = [address.firstName, address.lastName].filter(Boolean).join(" ");
  return name === "" ? null : name;
};

const formatted = (address: AddressRecord, withName: boolean, withCompany: boolean): string[] =>
  [
    withName ? nameOf(address) : null,
    withCompany ? address.company : null,
    address.address1,
    address.address2,
    [address.city, address.provinceCode, address.zip].filter(Boolean).join(" "),
    address.country,
  ].filter((line): line is string => typeof line === "string" && line !== "");

export const addressView = defineView<AddressRecord>("MailingAddress", {
  nulls: ["latitude", "longitude", "timeZone", "validationResultSummary"],
  fields: {
    ...Object.fromEntries(ADDRESS_PARTS.map((name) => [name, (address: AddressRecord) => address[name] ?? null])),
    // An address id carries the model it belongs to [M].
    id: (address) => `${gid("MailingAddress", address.id)}?model_name=Address`,
    name: nameOf,
    countryCode: (address) => address.countryCodeV2 ?? null,
    coordinatesValidated: () => false,
    formattedArea: (address) =>
      [address.city, address.provinceCode, address.country].filter(Boolean).join(", ") || null,
  },
  calls: {
    formatted: (address, _data, args) => formatted(address, args["withName"] === true, args["withCompany"] !== false),
  },
});

export const taxLineView = (tax: TaxRecord, currencies: Currencies) => ({
  title: tax.title,
  rate: tax.rate,
  ratePercentage: tax.rate === null ? null : Number((tax.rate * 100).toFixed(6)),
  priceSet: moneyBag(tax.price, currencies),
  price: moneyText(shopOf(tax.price), currencies.currencyCode),
  channelLiable: tax.channelLiable,
  source: tax.source ?? null,
});

const TYPE_OF_DISCOUNT = {
  code: "DiscountCodeApplication",
  manual: "ManualDiscountApplication",
  automatic: "AutomaticDiscountApplication",
  script: "ScriptDiscountApplication",
} as const;

export const discountApplicationView = (application: DiscountApplicationRecord, index: number): View => ({
  __typename: TYPE_OF_DISCOUNT[application.kind],
  index,
  targetType: application.targetType,
  targetSelection: application.targetSelection,
  allocationMethod: application.allocationMethod,
  value:
    "percentage" in application.value
      ? { __typename: "PricingPercentageValue", percentage: application.value.percentage }
      : { __typename: "MoneyV2", ...moneyV2(application.value.amount, application.value.currencyCode) },
  ...(application.kind === "code" ? { code: application.label } : { title: application.label }),
  ...(application.kind === "manual" || application.kind === "script"
    ? { description: application.description ?? null }
    : {}),
});

export const discountAllocationViews = (order: OrderRecord, allocations: readonly DiscountAllocationRecord[]) =>
  allocations.map((allocation) => ({
    allocatedAmountSet: moneyBag(allocation.amount, order),
    allocatedAmount: moneyV2(shopOf(allocation.amount), order.currencyCode),
    get discountApplication() {
      const application = order.discountApplications[allocation.application];
      return application === undefined ? null : discountApplicationView(application, allocation.application);
    },
  }));
