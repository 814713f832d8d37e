import { Decimal } from "decimal.js";
import type { Executor } from "#database/connection";
import type { DateText, SalesDocumentDraft } from "#domain/documents/sales-document";
import { type DocumentAmounts, documentTotals, type DocumentTotals } from "#domain/documents/totals";
import type { ResolvedLine } from "./document-lines.ts";
import { refused } from "./errors.ts";

/** Decimals of a document's amounts, and what one unit of its currency is worth. No rate: it is the local currency. */
export interface DocumentCurrency {
  readonly decimals: number;
  readonly rate: string | null;
}

/** The currency with its rate of the posting date. Throws `reference-missing` and `exchange-rate-missing`. */
export async function documentCurrency(
  db: Executor,
  currencyCode: string,
  local: { readonly amountDecimals: number; readonly today: DateText },
): Promise<DocumentCurrency> {
  if (currencyCode === "") return { decimals: local.amountDecimals, rate: null };
  const currency = await db
    .selectFrom("ledger.currency")
    .select("amountDecimals")
    .where("code", "=", currencyCode)
    .executeTakeFirst();
  if (currency === undefined) {
    throw refused("reference-missing", `Currency ${currencyCode} does not exist in the ledger: create it`, {
      table: "currency",
      column: "currency_code",
      code: currencyCode,
    });
  }
  const rate = await db
    .selectFrom("ledger.exchangeRate")
    .select("rate")
    .where("currencyCode", "=", currencyCode)
    .where("startingDate", "<=", local.today)
    .orderBy("startingDate", "desc")
    .limit(1)
    .executeTakeFirst();
  if (rate !== undefined) return { decimals: currency.amountDecimals, rate: rate.rate };
  throw refused(
    "exchange-rate-missing",
    `Currency ${currencyCode} has no exchange rate for ${local.today}: enter one`,
    {
      currencyCode,
      date: local.today,
    },
  );
}

export interface VatRate {
  readonly vatIdentifier: string;
  readonly vatPercent: string;
}

/** VAT rates by product group, for one business group. Throws `vat-setup-missing` naming both groups. */
export async function vatRates(
  db: Executor,
  vatBusinessGroup: string,
  vatProductGroups: readonly string[],
): Promise<ReadonlyMap<string, VatRate>> {
  if (vatProductGroups.length === 0) return new Map();
  const rows = await db
    .selectFrom("ledger.vatPostingSetup")
    .select(["vatProductGroup", "vatIdentifier", "vatPercent"])
    .where("vatBusinessGroup", "=", vatBusinessGroup)
    .where("vatProductGroup", "in", vatProductGroups)
    .execute();
  const rates = new Map(rows.map((row) => [row.vatProductGroup, row]));
  const missing = vatProductGroups.find((group) => !rates.has(group));
  if (missing === undefined) return rates;
  throw refused(
    "vat-setup-missing",
    `VAT posting setup is missing for business group ${vatBusinessGroup || "(blank)"} and product group ${missing || "(blank)"}: add it, or correct the groups on customer and item or account`,
    { vatBusinessGroup, vatProductGroup: missing },
  );
}

/** What the totals of a document are computed from. */
export const documentAmounts = (
  draft: SalesDocumentDraft,
  lines: readonly ResolvedLine[],
  rates: ReadonlyMap<string, VatRate>,
  decimals: number,
): DocumentAmounts => ({
  pricesIncludeVat: draft.pricesIncludeVat,
  decimals,
  invoiceDiscount: new Decimal(draft.invoiceDiscount),
  shopifyTaxes: draft.shopifyTaxes.map((tax) => ({
    percent: new Decimal(tax.percent),
    amount: new Decimal(tax.amount),
    taxLines: tax.taxLines,
  })),
  lines: lines.map(({ line, vatProductGroup }) => ({
    lineNo: line.lineNo,
    quantity: new Decimal(line.quantity),
    unitPrice: new Decimal(line.unitPrice),
    discountAmount: new Decimal(line.discountAmount),
    takesInvoiceDiscount: line.kind === "item",
    vatIdentifier: rates.get(vatProductGroup)?.vatIdentifier ?? "",
    vatPercent: new Decimal(rates.get(vatProductGroup)?.vatPercent ?? 0),
  })),
});

/** Throws `invoice-discount-too-large`. */
export function totalsOf(amounts: DocumentAmounts): DocumentTotals {
  const result = documentTotals(amounts);
  if (result.kind === "totals") return result.totals;
  const invoiceDiscount = amounts.invoiceDiscount.toFixed();
  const available = result.available.toFixed(amounts.decimals);
  throw refused(
    "invoice-discount-too-large",
    `The invoice discount ${invoiceDiscount} is more than the item lines amount to (${available})`,
    { invoiceDiscount, available },
  );
}
