import type { FailureParams } from "../failure.ts";
import { settings, type SettingName } from "./settings.ts";

export const findingAreas = [
  "shop",
  "access",
  "scopes",
  "webhooks",
  "apiVersion",
  "company",
  "currency",
  "numberSeries",
  "customers",
  "items",
  "accounts",
  "vat",
  "mappings",
  "schedules",
] as const;
export type FindingArea = (typeof findingAreas)[number];

/** `error`: something does not run, or orders as every shop has them get no document. `warning`: some orders or records do not, or soon. */
export const severities = ["error", "warning", "info"] as const;
export type Severity = (typeof severities)[number];

/**
 * Where it is put right. `/api/…` is a path of the API with a JSON pointer to the member (`/api/shops/DEMO#/tipAccount`), `erp/…` a record and
 * field of the ERP, `env/…` a variable of the installation, `shopify/…` a page of the store's admin.
 */
export interface FindingField {
  readonly path: string;
  /** As people know the field. */
  readonly caption: string;
}

/** Something about a shop that people should know before its jobs run: what it is, what does not work because of it, and where to put it right. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly area: FindingArea;
  /** The only report it concerns; without it: all of the shop. */
  readonly report?: string;
  readonly message: string;
  readonly field?: FindingField;
  readonly params: FailureParams;
}

/** A setting of a shop, by the caption it has in Business Central. */
export const settingField = (shop: { readonly code: string }, name: SettingName): FindingField => ({
  path: `/api/shops/${shop.code}#/${name}`,
  caption: settings[name].caption,
});

/** A record of the ERP, and a field of it unless the record itself is missing. Codes may hold anything. */
export const erpField = (caption: string, record: readonly string[], field?: string): FindingField => ({
  path: `erp/${record.map(encodeURIComponent).join("/")}${field === undefined ? "" : `#/${field}`}`,
  caption,
});

/** A row of a shop's mappings, or the table alone: its name, and what tells the row apart. */
export type MappingPlace = readonly [
  table:
    | "payment-methods"
    | "shipment-methods"
    | "customer-templates"
    | "tax-areas"
    | "payment-terms"
    | "locations"
    | "staff",
  ...key: string[],
];

/** A row of a shop's mappings, and the field that has to be filled there; of a table alone the rows nobody has filled in. */
export const mappingField = (
  shop: { readonly code: string },
  caption: string,
  place: MappingPlace,
  field?: string,
): FindingField => ({
  path: `${mappingPath(shop.code, place)}${field === undefined ? "" : `#/${field}`}`,
  caption,
});

/** A path has no blank parts: what text filters write for blank stands for the gateway of payments that name none. */
export const BLANK_IN_PATH = "''";

function mappingPath(shopCode: string, [table, ...key]: MappingPlace): string {
  const row = key.map(encodeURIComponent);
  const [name] = key;
  switch (table) {
    case "payment-methods":
    case "shipment-methods":
    case "locations":
    case "payment-terms":
    case "staff":
    case "customer-templates": {
      const rows = `/api/shops/${shopCode}/${table}`;
      const [first, card = ""] = row;
      if (first === undefined) return `${rows}?mapped=false`;
      const path = `${rows}/${name === "" ? BLANK_IN_PATH : first}`;
      return card === "" ? path : `${path}?creditCardCompany=${card}`;
    }
    case "tax-areas":
      return ["/api/tax-areas", ...row].join("/");
  }
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The worst first, otherwise as they were found. */
export const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
