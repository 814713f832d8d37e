/** An order line as far as its counterpart in the ERP is concerned. */
export interface LineToMap {
  readonly lineId: string;
  readonly tip: boolean;
  readonly giftCard: boolean;
  readonly itemNo: string;
  readonly productId: string | null;
  readonly variantId: string | null;
}

/** The accounts that stand for lines without an item. */
export interface LineAccounts {
  readonly tipAccount: string;
  readonly soldGiftCardAccount: string;
}

export type LineMapping =
  /** Has what it needs: an account of the shop, or an item set earlier or by hand. */
  | { readonly kind: "mapped" }
  /** Its variant has to be looked up, and imported when it is not known. */
  | { readonly kind: "byVariant"; readonly variantId: string; readonly productId: string | null }
  | { readonly kind: "missing"; readonly missing: MissingOfLine };

/** What a person has to set so that a line can go. */
export type MissingOfLine =
  | { readonly what: "tipAccount" | "soldGiftCardAccount"; readonly lineId: string }
  | { readonly what: "item"; readonly lineId: string; readonly variantId: string | null };

/** Decides what an order line becomes. A custom item, or one whose product is gone, has only what was entered by hand. */
export function mapLine(line: LineToMap, accounts: LineAccounts): LineMapping {
  if (line.tip) return accountOrMissing(line, "tipAccount", accounts);
  if (line.giftCard) return accountOrMissing(line, "soldGiftCardAccount", accounts);
  if (line.itemNo !== "") return { kind: "mapped" };
  if (line.variantId === null)
    return { kind: "missing", missing: { what: "item", lineId: line.lineId, variantId: null } };
  return { kind: "byVariant", variantId: line.variantId, productId: line.productId };
}

function accountOrMissing(line: LineToMap, account: keyof LineAccounts, accounts: LineAccounts): LineMapping {
  return accounts[account] === ""
    ? { kind: "missing", missing: { what: account, lineId: line.lineId } }
    : { kind: "mapped" };
}
