import type { Catalogue, ReportName } from "#workflows/catalogue";
import type { ImportLineName, PlannedImportLine } from "#workflows/initial-import-messages";
import type { JobParameters } from "#workflows/messages";

/** What a person wants to import for a start. */
export interface ImportChoice {
  readonly products: boolean;
  readonly customers: boolean;
  readonly images: boolean;
  /** Products at most; left out: all. */
  readonly limit?: number | undefined;
}

/** The lines of an initial import, as the guide of Business Central generates them. */
export function planInitialImport(
  { products, customers, images, limit }: ImportChoice,
  catalogue: Catalogue,
): readonly PlannedImportLine[] {
  const line = (
    name: ImportLineName,
    report: ReportName,
    options: { readonly dependsOn?: ImportLineName; readonly parameters?: JobParameters } = {},
  ): PlannedImportLine => {
    const { category = "SHPFY", available = false } = catalogue.find(report) ?? {};
    return { name, report, category, isAvailable: available, dependsOn: null, parameters: {}, ...options };
  };
  return [
    ...(products
      ? [line("ITEM", "syncProducts", limit === undefined ? {} : { parameters: { numberOfRecords: limit } })]
      : []),
    ...(customers ? [line("CUSTOMER", "syncCustomers")] : []),
    // Images belong to products that are there already, or come now.
    ...(images ? [line("ITEM IMAGE", "syncImages", products ? { dependsOn: "ITEM" } : {})] : []),
  ];
}
