import { Decimal } from "decimal.js";
import type { Executor } from "#database/connection";
import { type RemainingLine, withRemainingAmount } from "#domain/documents/remaining-amount";
import type { GlAccountLine, SalesDocumentDraft, SalesDocumentLine } from "#domain/documents/sales-document";
import type { DocumentTotals } from "#domain/documents/totals";
import type { Customer } from "#erp/port";
import { documentAmounts, totalsOf, vatRates, type VatRate } from "./document-amounts.ts";
import { type ResolvedLine, resolveLines } from "./document-lines.ts";
import { refused } from "./errors.ts";

export interface PricedLines {
  /** With the line for what remains, if anything does. */
  readonly draftLines: readonly SalesDocumentLine[];
  readonly lines: readonly ResolvedLine[];
  readonly rates: ReadonlyMap<string, VatRate>;
  readonly totals: DocumentTotals;
}

/** Looks up lines and their VAT, computes the totals, and adds the line that brings the document to the total it has to come to. */
export async function priceLines(
  db: Executor,
  draft: SalesDocumentDraft,
  billTo: Customer,
  decimals: number,
): Promise<PricedLines> {
  const lines = await resolveLines(db, draft.kind, draft.lines);
  const rates = await vatRates(db, billTo.vatBusinessGroup, groupsOf(lines));
  const amounts = documentAmounts(draft, lines, rates, decimals);
  const totals = totalsOf(amounts);
  const priced: PricedLines = { draftLines: draft.lines, lines, rates, totals };
  if (draft.remaining === null) return priced;
  const total = new Decimal(draft.remaining.total);
  const remaining = total.minus(totals.amountIncludingVat);
  if (remaining.isZero()) return priced;

  const zero = remainingLine(draft, remaining.toFixed(decimals));
  const resolved = await resolveLines(db, draft.kind, [zero]);
  const allRates = await vatRates(db, billTo.vatBusinessGroup, groupsOf([...lines, ...resolved]));
  const added = withRemainingAmount(amounts, remaining, vatOf(zero.lineNo, resolved, allRates), total);
  const line = { ...zero, unitPrice: added.unitPrice.toFixed(decimals) };

  return {
    draftLines: [...draft.lines, line],
    lines: [...lines, ...resolved.map((entry) => Object.assign({}, entry, { line }))],
    rates: allRates,
    totals: totalsOf(added.document),
  };
}

const groupsOf = (lines: readonly ResolvedLine[]): readonly string[] => [
  ...new Set(lines.map((line) => line.vatProductGroup)),
];

/** A line after all others, whose price is not known yet. */
function remainingLine({ lines, remaining }: SalesDocumentDraft, amount: string): GlAccountLine {
  const accountNo = remaining?.accountNo ?? "";
  if (accountNo === "") {
    throw refused(
      "remaining-account-missing",
      `${amount} of the document's total is on none of its lines, and there is no account for it: choose one on the shop card`,
      { remaining: amount },
    );
  }
  return {
    kind: "glAccount",
    lineNo: Math.max(0, ...lines.map(({ lineNo }) => lineNo)) + 10_000,
    sourceLineKey: null,
    description: null,
    accountNo,
    quantity: "1",
    unitPrice: "0",
    discountAmount: "0",
    shippingAgentCode: null,
    shippingAgentServiceCode: null,
  };
}

function vatOf(lineNo: number, resolved: readonly ResolvedLine[], rates: ReadonlyMap<string, VatRate>): RemainingLine {
  const rate = rates.get(resolved[0]?.vatProductGroup ?? "");
  return { lineNo, vatIdentifier: rate?.vatIdentifier ?? "", vatPercent: new Decimal(rate?.vatPercent ?? 0) };
}
