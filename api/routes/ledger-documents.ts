import { applyDocumentChanges } from "#database/document-changes";
import type { LedgerRecords } from "#erp/records";
import { pick } from "../contract/fields.ts";
import { company, saveCompany } from "../contract/company.ts";
import * as contract from "../contract/ledger-documents.ts";
import type { ApiDeps } from "../deps.ts";
import { noContent, ok, route, type Route } from "../http/endpoint.ts";
import { notFound } from "../http/problem.ts";
import { pageOfRecords } from "./ledger-masters.ts";

/** Sales documents of the embedded ledger, and its company. */
export const ledgerDocumentRoutes = ({ db, erp }: ApiDeps, ledger: LedgerRecords): readonly Route[] => {
  const card = async (id: string) => {
    const [document, lines] = await Promise.all([ledger.salesDocuments.find(id), ledger.salesDocuments.lines(id)]);
    if (document === undefined) throw notFound("document", id);
    return { ...document, lines };
  };
  return [
    route(contract.listSalesDocuments, async ({ query }) =>
      ok(await pageOfRecords(ledger.salesDocuments, query, ["text", "text"])),
    ),
    route(contract.getSalesDocument, async ({ params: { id } }) => ok(await card(id))),
    route(contract.releaseSalesDocument, async ({ params: { id } }) => {
      await ledger.salesDocuments.release(id);
      return ok(await card(id));
    }),
    route(contract.deleteSalesDocument, async ({ params: { id } }) => {
      await ledger.salesDocuments.delete(id);
      // Links follow at once: whoever looks next must not find a document that is gone.
      await applyDocumentChanges(db, erp);
      return noContent;
    }),
    route(saveCompany, async ({ body }) => ok(pick(company, await ledger.company.save(body)))),
  ];
};
