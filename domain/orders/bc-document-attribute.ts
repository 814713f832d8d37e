/** The custom attribute of a Shopify order that holds the number of its document. */
export const BC_DOCUMENT_NO = "BC Doc. No.";

export interface OrderAttribute {
  readonly key: string;
  readonly value: string | null;
}

/**
 * The attributes an order must have so that it shows the number of its document: those it has, and the number in its place
 * or at the end. Null when it shows it already. Setting attributes replaces them all.
 */
export function attributesWithDocumentNo(
  present: readonly OrderAttribute[],
  documentNo: string,
): readonly { readonly key: string; readonly value: string }[] | null {
  const shown = present.find(({ key }) => key === BC_DOCUMENT_NO);
  if (shown?.value === documentNo) return null;
  const changed = present.map(({ key, value }) => ({
    key,
    value: key === BC_DOCUMENT_NO ? documentNo : (value ?? ""),
  }));
  return shown === undefined ? [...changed, { key: BC_DOCUMENT_NO, value: documentNo }] : changed;
}
