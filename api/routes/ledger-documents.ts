import { applyDocumentChanges } from "#database/document-changes";
import { pick } from "../contract/fields.ts";
import { company, saveCompany } from "../contract/company.ts";
import * as contract from "../contract/ledger-documents.ts";
import type { ApiDeps } from "../deps.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { card } from "../http/etag.ts";
import { notFound } from "../http/problem.ts";
import { pageOfRecords, type LedgerOn } from "./ledger-masters.ts";

/** Sales documents of the embedded ledger, and its company. */
export const ledgerDocumentRoutes = ({ db, erp }: ApiDeps, ledgerOn: LedgerOn): readonly Route[] => {
  const documents = ledgerOn(db).salesDocuments;
  const documentCard = async (id: string) => {
    const [document, lines] = await Promise.all([documents.find(id), documents.lines(id)]);
    if (document === undefined) throw notFound("document", id);
    return card({ ...document, lines }, document);
  };
  return [
    route(contract.listSalesDocuments, async ({ query }) =>
      ok(await pageOfRecords(documents, query, ["text", "text"])),
    ),

    route(contract.getSalesDocument, ({ params: { id } }) => documentCard(id)),

    route(contract.releaseSalesDocument, async ({ params: { id }, audit }) => {
      await db.transaction().execute(async (transaction) => {
        const { salesDocuments } = ledgerOn(transaction);
        const before = await salesDocuments.lock(id);
        await salesDocuments.release(id);
        const after = await salesDocuments.find(id);
        await audit.note(transaction, { recordId: id, shop: null, before, after });
      });
      return documentCard(id);
    }),

    route(contract.deleteSalesDocument, async ({ params: { id }, audit, precondition }) => {
      await db.transaction().execute(async (transaction) => {
        const { salesDocuments } = ledgerOn(transaction);
        const before = await salesDocuments.lock(id);
        if (before === undefined) throw notFound("document", id);
        precondition.check(before);
        await salesDocuments.delete(id);
        await audit.note(transaction, { recordId: id, shop: null, before });
      });
      // Links follow at once: whoever looks next must not find a document that is gone.
      await applyDocumentChanges(db, erp);
      return noContent;
    }),

    route(saveCompany, async ({ body, audit, precondition }) => {
      const saved = await db.transaction().execute(async (transaction) => {
        const ledger = ledgerOn(transaction);
        const before = await ledger.company.lock();
        precondition.check(before && pick(company, before));
        const after = await ledger.company.save(body);
        await audit.note(transaction, { recordId: null, shop: null, before, after });
        return after;
      });
      return card(pick(company, saved));
    }),
  ];
};
