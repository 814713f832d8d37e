import { erpField, settingField, type Finding } from "./finding.ts";
import type { ErpContext } from "./preflight-erp.ts";

/** The company, and the currencies of its documents. */
export function moneyFindings(context: ErpContext): readonly Finding[] {
  const { shop, store, setup } = context;
  if (setup.company === null) {
    return [
      {
        code: "company-missing",
        severity: "error",
        area: "company",
        message: "The ERP has no company yet, so no order can be imported: set it up, with its time zone and currency",
        field: { path: "/api/company#/name", caption: "Company" },
        params: {},
      },
    ];
  }
  return [
    ...timeZones(context, setup.company.timeZone),
    ...(shop.currencyHandling === "shopCurrency" ? shopCurrency(context) : presentmentCurrencies(context)),
    ...unknownCountries(store?.shipsToCountries ?? [], setup.countries),
  ];
}

function timeZones({ store }: ErpContext, timeZone: string): readonly Finding[] {
  if (store === null || store.timeZone === timeZone) return [];
  return [
    {
      code: "time-zone-differs",
      severity: "info",
      area: "company",
      message: `Documents are dated by the company's time zone ${timeZone}, the store counts its days in ${store.timeZone}: set the company's time zone if the days should agree`,
      field: { path: "/api/company#/timeZone", caption: "Time Zone" },
      params: { timeZone, storeTimeZone: store.timeZone },
    },
  ];
}

/** Documents are in the store's currency, which Currency Code names (`planCurrency`). */
function shopCurrency({ shop, store, setup }: ErpContext): readonly Finding[] {
  const { shopCurrency: present } = setup;
  if (present === null) {
    return [
      {
        ...unknown(
          shop.currencyCode,
          "error",
          `Currency Code ${shop.currencyCode} of the shop is no currency of the ERP`,
        ),
      },
    ];
  }
  const charged = store?.currencyCode ?? present.isoCode;
  const right = present.isoCode === charged ? present : setup.currencies.find(({ isoCode }) => isoCode === charged);
  if (right === undefined)
    return [unknown(charged, "error", `The store charges in ${charged}, which is no currency of the ERP`)];
  if (!right.hasRate) return [rateMissing(right.code, "error")];
  if (right === present) return [];
  return [
    {
      code: "currency-differs",
      severity: "error",
      area: "currency",
      report: "createSalesOrders",
      message: `The store charges in ${charged}, but sales documents of the shop are in ${present.isoCode}, so no order gets a document: set Currency Code to ${right.code === "" ? "blank, the local currency" : right.code}`,
      field: settingField(shop, "currencyCode"),
      params: { charged, documentCurrency: present.isoCode, currencyCode: right.code },
    },
  ];
}

/** Documents are in the currency the buyer paid in. */
function presentmentCurrencies({ store, setup }: ErpContext): readonly Finding[] {
  return [...new Set(store?.presentmentCurrencies ?? [])].flatMap((isoCode) => {
    const severity = isoCode === store?.currencyCode ? "error" : "warning";
    const currency = setup.currencies.find((each) => each.isoCode === isoCode);
    if (currency === undefined)
      return [unknown(isoCode, severity, `Buyers may pay in ${isoCode}, which is no currency of the ERP`)];
    return currency.hasRate ? [] : [rateMissing(currency.code, severity)];
  });
}

const unknown = (currencyCode: string, severity: "error" | "warning", reason: string): Finding => ({
  code: "currency-unknown",
  severity,
  area: "currency",
  report: "createSalesOrders",
  message: `${reason}, so orders in it get no document: add it there with an exchange rate`,
  field: erpField("Currency", ["currencies", currencyCode]),
  params: { currencyCode },
});

const rateMissing = (currencyCode: string, severity: "error" | "warning"): Finding => ({
  code: "exchange-rate-missing",
  severity,
  area: "currency",
  report: "createSalesOrders",
  message: `Currency ${currencyCode} has no exchange rate that is valid today, so orders in it get no document: enter one`,
  field: erpField("Exchange Rate", ["currencies", currencyCode], "exchangeRate"),
  params: { currencyCode },
});

function unknownCountries(shipped: readonly string[], known: readonly string[]): readonly Finding[] {
  const missing = shipped.filter((code) => !known.includes(code)).toSorted();
  if (missing.length === 0) return [];
  return [
    {
      code: "country-missing",
      severity: "info",
      area: "company",
      message: `The store ships to ${missing.join(", ")}, which the ERP does not know: addresses there have no country on documents until the countries are added`,
      field: erpField("Countries/Regions", ["countries"]),
      params: { countries: missing.join(",") },
    },
  ];
}
