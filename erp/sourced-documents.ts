/** What an ERP says of documents that were made for something in Shopify: for a source key. Part of the `ErpPort`. */
import type { DateText, DecimalText, SalesDocumentKind } from "#domain/documents/sales-document";

/** A document the ERP holds for a source key. */
export interface SourcedDocument {
  readonly id: string;
  readonly kind: SalesDocumentKind;
  readonly no: string;
  readonly state: "open" | "released" | "posted";
  /** Which line stands for which part of the source. Empty once the document is posted. */
  readonly lines: readonly { readonly lineNo: number; readonly sourceLineKey: string | null }[];
}

export interface CreatedSalesDocument {
  readonly kind: "created" | "found";
  readonly document: SourcedDocument;
  /** Set when the document was created although its total differs from the expected one. */
  readonly totalDifference: { readonly expectedTotal: DecimalText; readonly documentTotal: DecimalText } | null;
  /** Names of draft fields this ERP cannot store, for the job's result. The embedded ledger stores all. */
  readonly notTransferred: readonly string[];
}

/** Something that happened to a document with a source after it was created. */
export interface DocumentChange {
  readonly seq: number;
  readonly change: "deleted" | "posted";
  readonly store: string;
  readonly sourceKey: string;
  readonly document: { readonly kind: SalesDocumentKind; readonly no: string };
  /** Posted documents that came of it; empty for a deletion. */
  readonly results: readonly PostedDocument[];
  readonly date: DateText;
}

export interface PostedDocument {
  readonly kind: "salesShipment" | "salesInvoice" | "returnReceipt" | "salesCreditMemo";
  readonly no: string;
}
