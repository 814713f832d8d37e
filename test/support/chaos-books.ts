import type { Database } from "#database/connection";
import { readRefundBooks, type RefundFate } from "./chaos-refund-books.ts";
import type { SandboxShop } from "./sandbox.ts";

/** What became of an order, told the same way whatever the order of events was. */
export interface OrderFate {
  readonly orderId: string;
  readonly processed: boolean;
  readonly documentKind: "order" | "invoice" | null;
  readonly documentTotal: string | null;
  readonly lines: number;
  /** Why there is no document; blank when there is one. */
  readonly errorCode: string;
  readonly isClosedAtShopify: boolean;
}

/** Everything that orders left behind, in our database, in the ledger and at Shopify. */
export interface Books {
  readonly fates: readonly OrderFate[];
  readonly refunds: readonly RefundFate[];
  /** E-mails of the ledger's customers. */
  readonly customers: readonly string[];
  readonly items: readonly string[];
  /** Sentences about what does not fit together; empty is right. */
  readonly contradictions: readonly string[];
}

const DOC_NO = "BC Doc. No.";

interface SandboxOrder {
  readonly id: number;
  readonly closed_at: string | null;
  readonly refunds: readonly { readonly id: number }[];
  readonly note_attributes: readonly { readonly name: string; readonly value: string }[];
}

/** Reads the books after the last job. `listed` are the orders that had to be imported. */
export async function readBooks(db: Database, shop: SandboxShop, listed: readonly string[]): Promise<Books> {
  const [headers, documents, sources, links, intents, waiting, lines] = await Promise.all([
    db.selectFrom("orderHeader").selectAll().orderBy("shopifyOrderId").execute(),
    db.selectFrom("ledger.salesHeader").selectAll().where("shopifyRefundId", "is", null).orderBy("no").execute(),
    db.selectFrom("ledger.documentSource").selectAll().where("sourceKey", "like", "order/%").execute(),
    db.selectFrom("documentLink").selectAll().where("shopifyDocumentType", "=", "order").execute(),
    db.selectFrom("documentIntent").selectAll().where("shopifyDocumentType", "=", "order").execute(),
    db.selectFrom("ordersToImport").selectAll().execute(),
    db.selectFrom("ledger.salesLine").select(["documentId"]).execute(),
  ]);
  const snapshot = await shop.snapshot(["orders"]);
  const orders = snapshot["orders"] as readonly SandboxOrder[];
  const atShopify = new Map(orders.map((order) => [String(order.id), order]));
  const said: string[] = [];
  const check = (fits: boolean, sentence: string): void => void (fits || said.push(sentence));

  const known = new Set([...headers.map((row) => row.shopifyOrderId), ...waiting.map((row) => row.shopifyOrderId)]);
  for (const orderId of listed) check(known.has(orderId), `order ${orderId} was left behind`);
  for (const row of waiting) check(row.hasError, `order ${row.shopifyOrderId} waits for its import without a reason`);

  const processed = headers.filter((header) => header.processed);
  check(documents.length === processed.length, `${documents.length} documents for ${processed.length} orders`);
  check(sources.length === processed.length, `${sources.length} sources for ${processed.length} orders`);
  check(links.length === processed.length, `${links.length} links for ${processed.length} orders`);
  for (const intent of intents) {
    const { state, sourceKey } = intent;
    check(state === "writtenBack", `the intent of ${sourceKey} is ${state}`);
  }

  const fates = headers.map((header): OrderFate => {
    const id = header.shopifyOrderId;
    const name = `order ${id}`;
    const order = atShopify.get(id);
    const shown = order?.note_attributes.filter((attribute) => attribute.name === DOC_NO) ?? [];
    const number = header.salesOrderNo || header.salesInvoiceNo;
    const ours = documents.filter((document) => document.shopifyOrderId === id);
    check(!header.creationDue, `the document of ${name} is still due`);
    check(!header.writeBackDue, `the number of ${name} is still to be written to Shopify`);
    check(!header.closeDue, `${name} is still to be closed`);
    if (header.processed) {
      check(
        ours.length === 1 && ours[0]?.no === number,
        `${name} says ${number}, the ledger has ${ours.map(({ no }) => no).join(", ")}`,
      );
      check(
        shown.length === 1 && shown[0]?.value === number,
        `${name} has ${number}, Shopify shows ${JSON.stringify(shown)}`,
      );
      check(
        sources.filter((source) => source.sourceKey === `order/${id}`).length === 1,
        `${name} has no source of its own`,
      );
      check(
        links.filter((link) => link.shopifyOrderId === id && link.documentNo === number).length === 1,
        `${name} has no link`,
      );
    } else {
      check(header.hasError && header.errorMessage !== "", `${name} has no document and does not say why`);
      check(ours.length === 0, `${name} is not processed and has a document`);
      check(shown.length === 0, `${name} has no document, Shopify shows ${JSON.stringify(shown)}`);
    }
    return {
      orderId: id,
      processed: header.processed,
      documentKind: (ours[0]?.kind as "order" | "invoice" | undefined) ?? null,
      documentTotal: ours[0]?.amountIncludingVat ?? null,
      lines: lines.filter((line) => line.documentId === ours[0]?.id).length,
      errorCode: header.errorCode,
      isClosedAtShopify: order?.closed_at != null,
    };
  });
  const refunds = await readRefundBooks(db, orders);
  said.push(...refunds.said);
  const numbers = await db.selectFrom("ledger.salesHeader").select("no").orderBy("no").execute();
  for (const gap of gapsIn(numbers.map(({ no }) => no))) said.push(`the number series has a gap before ${gap}`);
  const customers = await db.selectFrom("ledger.customer").select("email").orderBy("email").execute();
  const items = await db.selectFrom("ledger.item").select("description").orderBy("description").execute();
  return {
    fates,
    refunds: refunds.fates,
    customers: customers.map(({ email }) => email),
    items: items.map(({ description }) => description),
    contradictions: said,
  };
}

/** Numbers of a series whose predecessor is missing. */
function gapsIn(numbers: readonly string[]): readonly string[] {
  const all = new Set(numbers);
  const firstOf = new Map<string, number>();
  for (const no of numbers) {
    const { prefix, value } = partsOf(no);
    firstOf.set(prefix, Math.min(value, firstOf.get(prefix) ?? value));
  }
  return numbers.filter((no) => {
    const { prefix, value } = partsOf(no);
    return value !== firstOf.get(prefix) && !all.has(`${prefix}${value - 1}`);
  });
}

const partsOf = (no: string): { readonly prefix: string; readonly value: number } => {
  const [, prefix = "", digits = "0"] = /^(\D*)(\d+)$/u.exec(no) ?? [];
  return { prefix, value: Number(digits) };
};
