import type { Executor } from "#database/connection";
import type { CommentLine, SalesDocumentDraft, SalesDocumentLine } from "#domain/documents/sales-document";
import type { GlAccount, Item } from "#erp/port";
import { refused } from "./errors.ts";
import { findItems } from "./items.ts";
import { findGlAccounts } from "./setup.ts";

type AmountLine = Exclude<SalesDocumentLine, CommentLine>;

/** A line with an amount whose item, account or charge exists and may be sold. */
export interface ResolvedLine {
  readonly line: AmountLine;
  readonly no: string;
  readonly description: string;
  readonly vatProductGroup: string;
  readonly unitOfMeasureCode: string;
  readonly quantityPerUnit: string;
  readonly reserve: boolean;
}

/**
 * Looks up everything the lines name, in one question per kind, and throws for the first line that cannot be on such a document. What is
 * blocked for sale alone can still be taken back ("Item card", Sales Blocked: except return orders and credit memos).
 */
export async function resolveLines(
  db: Executor,
  kind: SalesDocumentDraft["kind"],
  lines: readonly SalesDocumentLine[],
): Promise<readonly ResolvedLine[]> {
  const isSale = kind === "order" || kind === "invoice";
  const records = await readRecords(db, lines);
  const hasItem = lines.some((line) => line.kind === "item");
  return lines.flatMap((line): readonly ResolvedLine[] => {
    switch (line.kind) {
      case "comment":
        return [];
      case "item":
        return [resolveItem(line, records, isSale)];
      case "glAccount":
        return [resolveAccount(line, records)];
      case "chargeItem":
        return [resolveCharge(line, records, hasItem)];
    }
  });
}

interface Records {
  readonly items: ReadonlyMap<string, Item>;
  /** Blocked or not, by item and variant. */
  readonly variants: ReadonlyMap<string, boolean>;
  /** Base units in a unit, by item and unit. */
  readonly units: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, GlAccount>;
  readonly charges: ReadonlyMap<string, { readonly description: string; readonly vatProductGroup: string }>;
}

const pair = (no: string, code: string): string => JSON.stringify([no, code]);

async function readRecords(db: Executor, lines: readonly SalesDocumentLine[]): Promise<Records> {
  const itemNos = lines.flatMap((line) => (line.kind === "item" ? [line.itemNo] : []));
  const accountNos = lines.flatMap((line) => (line.kind === "glAccount" ? [line.accountNo] : []));
  const chargeNos = lines.flatMap((line) => (line.kind === "chargeItem" ? [line.chargeNo] : []));
  const items = await findItems(db, itemNos);
  const accounts = await findGlAccounts(db, accountNos);
  const hasVariants = lines.some((line) => line.kind === "item" && line.variantCode !== "");
  const variants = !hasVariants
    ? []
    : await db.selectFrom("ledger.itemVariant").selectAll().where("itemNo", "in", itemNos).execute();
  const units =
    itemNos.length === 0
      ? []
      : await db.selectFrom("ledger.itemUnit").selectAll().where("itemNo", "in", itemNos).execute();
  const charges =
    chargeNos.length === 0
      ? []
      : await db.selectFrom("ledger.itemCharge").selectAll().where("no", "in", chargeNos).execute();
  return {
    items: new Map(items.map((item) => [item.no, item])),
    variants: new Map(variants.map((variant) => [pair(variant.itemNo, variant.code), variant.blocked])),
    units: new Map(units.map((unit) => [pair(unit.itemNo, unit.code), unit.quantityPerUnit])),
    accounts: new Map(accounts.map((account) => [account.no, account])),
    charges: new Map(charges.map((charge) => [charge.no, charge])),
  };
}

function resolveItem(line: Extract<AmountLine, { kind: "item" }>, records: Records, isSale: boolean): ResolvedLine {
  const { lineNo, itemNo, variantCode } = line;
  const item = records.items.get(itemNo);
  if (item === undefined) {
    throw refused("item-missing", `Item ${itemNo} does not exist in the ledger: create it, or map another item`, {
      itemNo,
      lineNo,
    });
  }
  if (item.blocked || (isSale && item.salesBlocked)) {
    throw refused("item-blocked", `Item ${itemNo} is blocked: unblock it on the item card`, { itemNo, lineNo });
  }
  if (variantCode !== "") {
    const isBlocked = records.variants.get(pair(itemNo, variantCode));
    if (isBlocked === undefined) {
      throw refused("item-variant-missing", `Item ${itemNo} has no variant ${variantCode}: create it, or map another`, {
        itemNo,
        variantCode,
        lineNo,
      });
    }
    if (isBlocked) {
      throw refused("item-variant-blocked", `Variant ${variantCode} of item ${itemNo} is blocked: unblock it`, {
        itemNo,
        variantCode,
        lineNo,
      });
    }
  }
  const unitOfMeasureCode = line.unitOfMeasureCode || item.salesUnitOfMeasure;
  const quantityPerUnit = records.units.get(pair(itemNo, unitOfMeasureCode));
  if (quantityPerUnit === undefined) {
    throw refused(
      "unit-of-measure-missing",
      `Item ${itemNo} has no unit of measure ${unitOfMeasureCode}: add it to the item's units`,
      { itemNo, unitOfMeasureCode, lineNo },
    );
  }
  return {
    line,
    no: itemNo,
    description: line.description ?? item.description,
    vatProductGroup: item.vatProductGroup,
    unitOfMeasureCode,
    quantityPerUnit,
    reserve: item.reserve === "always",
  };
}

function resolveAccount(line: Extract<AmountLine, { kind: "glAccount" }>, records: Records): ResolvedLine {
  const { lineNo, accountNo } = line;
  const account = records.accounts.get(accountNo);
  const params = { accountNo, lineNo };
  if (account === undefined) {
    throw refused(
      "account-missing",
      `G/L account ${accountNo} does not exist: correct the account on the shop card`,
      params,
    );
  }
  if (account.blocked) {
    throw refused("account-blocked", `G/L account ${accountNo} is blocked: unblock it, or choose another`, params);
  }
  if (account.type !== "posting" || !account.directPosting) {
    throw refused(
      "account-not-postable",
      `G/L account ${accountNo} must be a posting account that allows direct posting: correct it, or choose another`,
      params,
    );
  }
  return {
    line,
    no: accountNo,
    description: line.description ?? account.name,
    vatProductGroup: account.vatProductGroup,
    unitOfMeasureCode: "",
    quantityPerUnit: "1",
    reserve: false,
  };
}

function resolveCharge(
  line: Extract<AmountLine, { kind: "chargeItem" }>,
  records: Records,
  hasItem: boolean,
): ResolvedLine {
  const { lineNo, chargeNo } = line;
  const charge = records.charges.get(chargeNo);
  const params = { chargeNo, lineNo };
  if (charge === undefined) {
    throw refused("charge-missing", `Item charge ${chargeNo} does not exist: create it, or map another`, params);
  }
  if (!hasItem) {
    throw refused(
      "charge-not-assignable",
      `Item charge ${chargeNo} cannot be assigned: the document has no item line. Map the charge to a G/L account`,
      params,
    );
  }
  return {
    line,
    no: chargeNo,
    description: line.description ?? charge.description,
    vatProductGroup: charge.vatProductGroup,
    unitOfMeasureCode: "",
    quantityPerUnit: "1",
    reserve: false,
  };
}
