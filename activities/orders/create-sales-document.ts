import type { Executor } from "#database/connection";
import { recordDocument } from "#database/documents";
import type { OrderToMap } from "#database/order-mapping";
import { clearCreationDue, setOrderError, taxLinesOfOrder } from "#database/order-outcome";
import { noteOrderStateError, orderToCompare } from "#database/orders";
import { conflictOf, conflictProblem, EDITED_AFTER_PROCESSING } from "#domain/orders/conflict";
import { withExchangeTaxes } from "#domain/orders/exchanged-value";
import { mappingIncomplete, type OrderProblem } from "#domain/orders/order-problem";
import { lineIdOfSourceKey, orderSourceKey } from "#domain/orders/source-key";
import type { Shop } from "#domain/shops/shop";
import type { CreatedSalesDocument } from "#erp/sourced-documents";
import type { ErpSetup } from "./erp-setup.ts";
import { mapStoredOrder } from "./map-order.ts";
import { notePlan } from "./note-plan.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { problemOf } from "./order-fault.ts";
import { planDocument, planHash } from "./plan-document.ts";

export type CreationOutcome =
  | "created"
  /** It had its document before. */
  | "processed"
  /** Something has no counterpart in the ERP. */
  | "incomplete"
  /** The order says why there is no document. */
  | "refused";

/**
 * Makes the sales document of one order, exactly once: intent, document in the ERP under the order's source key, then link,
 * number and flag in one transaction. Every step can be repeated from any state; a retry after a crash finds the document
 * in the ERP and goes on from there. The caller holds the order, and has read what it needs from Shopify (`importMasterData`).
 *
 * What a person has to put right becomes the order's error. An ERP or Shopify that is away is thrown, for a later retry.
 * `onIncomplete`: whether a mapping that is not complete is an error of the order, or leaves it to be mapped first.
 */
export async function createSalesDocument(
  deps: OrderActivityDeps,
  shop: Shop,
  setup: ErpSetup,
  orderId: string,
  onIncomplete: "error" | "leave",
): Promise<CreationOutcome> {
  try {
    return await mapAndCreate(deps, shop, setup, orderId, onIncomplete);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    return refuse(deps, orderId, problem, "refused");
  }
}

async function mapAndCreate(
  deps: OrderActivityDeps,
  shop: Shop,
  setup: ErpSetup,
  orderId: string,
  onIncomplete: "error" | "leave",
): Promise<CreationOutcome> {
  const mapped = await mapStoredOrder(deps, shop, orderId);
  if (mapped === undefined || mapped.order.header.processed) {
    await clearCreationDue(deps.db, orderId);
    return "processed";
  }
  const { order, missing } = mapped;
  await deps.boundary?.("order-mapped");
  if (missing.length > 0 && onIncomplete === "leave") {
    await clearCreationDue(deps.db, orderId);
    return "incomplete";
  }
  if (missing.length > 0) return refuse(deps, orderId, mappingIncomplete(missing), "incomplete");
  return createOnce(deps, shop, setup, order);
}

async function createOnce(
  deps: OrderActivityDeps,
  shop: Shop,
  setup: ErpSetup,
  order: OrderToMap,
): Promise<CreationOutcome> {
  const { header } = order;
  const before = await factsOf(deps.db, order);
  const plan = await planDocument(deps, shop, setup, order);
  if (plan.kind === "blocked") return refuse(deps, header.shopifyOrderId, plan.problem, "refused");
  const sourceKey = orderSourceKey(header.shopifyOrderId, header.documentRound);
  const planned = { planHash: planHash(plan.draft), currencyHandling: shop.currencyHandling, returnedUnits: {} };
  const noted = await notePlan(deps, {
    store: header.store,
    sourceKey,
    shop: shop.code,
    shopifyDocumentType: "order",
    shopifyDocumentId: header.shopifyOrderId,
    ...planned,
  });
  await deps.boundary?.("intent-planned");
  const created = await deps.erp.createSalesDocumentOnce(header.store, sourceKey, plan.draft);
  await deps.boundary?.("document-created");
  const made = created.kind === "found" ? noted : planned;
  await deps.db.transaction().execute(async (transaction) => {
    const isMarked = await recordDocument(transaction, {
      store: header.store,
      sourceKey,
      shop: shop.code,
      shopifyOrderId: header.shopifyOrderId,
      shopifyOrderNo: header.shopifyOrderNo,
      kind: created.document.kind,
      documentNo: created.document.no,
      lines: linkedLines(created),
      currencyHandling: made.currencyHandling,
      writeBack: shop.orderAttributesToShopify,
      note: noteOf(created),
    });
    // The job's line keeps imports away from creation, but not every job stands in it.
    const conflict = isMarked ? conflictOf(before, await orderToCompare(transaction, header.shopifyOrderId)) : null;
    if (made.planHash !== planned.planHash) {
      await noteOrderStateError(transaction, header.shopifyOrderId, editedMeanwhile(created));
    } else if (conflict !== null) {
      await noteOrderStateError(transaction, header.shopifyOrderId, conflictProblem(conflict));
    }
  });
  await deps.boundary?.("order-marked");
  return "created";
}

/** What the plan is made from, to see whether it is so still when the order is marked. */
async function factsOf(db: Executor, { header, lines }: OrderToMap) {
  const areTaxed = !header.vatIncluded && lines.some(({ isExchangeItem }) => isExchangeItem);
  const taxLines = areTaxed ? await taxLinesOfOrder(db, header.shopifyOrderId) : [];
  return { ...header, lines: withExchangeTaxes(lines, taxLines) };
}

const editedMeanwhile = ({ document }: CreatedSalesDocument): OrderProblem => ({
  code: EDITED_AFTER_PROCESSING,
  message: `Sales document ${document.no} was made before the order was edited in Shopify or mapped otherwise; it was left as it is: compare both, then mark the conflict as resolved`,
  params: { edited: "beforeItWasMarked", documentNo: document.no },
});

async function refuse(
  deps: OrderActivityDeps,
  orderId: string,
  problem: OrderProblem,
  outcome: "incomplete" | "refused",
): Promise<CreationOutcome> {
  const at = new Date().toISOString();
  await setOrderError(deps.db, orderId, { ...problem, params: { ...problem.params, at } });
  return outcome;
}

const linkedLines = (created: CreatedSalesDocument): readonly { lineNo: number; shopifyLineId: string }[] =>
  created.document.lines.flatMap(({ lineNo, sourceLineKey }) => {
    const shopifyLineId = lineIdOfSourceKey(sourceLineKey);
    return shopifyLineId === null ? [] : [{ lineNo, shopifyLineId }];
  });

/** A document that was kept although its total differs says so on the order; it is no error. */
const noteOf = ({ totalDifference }: CreatedSalesDocument): OrderProblem | null =>
  totalDifference === null
    ? null
    : {
        code: "document-total-differs",
        message: `The document comes to ${totalDifference.documentTotal}, Shopify charged ${totalDifference.expectedTotal}. It was kept, as On Total Difference says: compare the two.`,
        params: { ...totalDifference },
      };
