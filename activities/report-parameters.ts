import type { z } from "zod";
import type { ReportName } from "#workflows/catalogue";
import { createSalesOrdersParameters } from "./orders/create-sales-orders-parameters.ts";
import { syncOrdersParameters } from "./orders/sync-orders-parameters.ts";
import { syncCountriesParameters } from "./shops/sync-countries-parameters.ts";

/** What the reports that are available take, by their names. */
export const reportParameters = {
  syncOrders: syncOrdersParameters,
  createSalesOrders: createSalesOrdersParameters,
  syncCountries: syncCountriesParameters,
} satisfies Partial<Record<ReportName, z.ZodType<Readonly<Record<string, unknown>>>>>;
