import { countDocumentLinks, listDocumentLinks } from "#database/document-link-list";
import * as contract from "../contract/records.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";

/** Which documents of the ERP belong to what at Shopify. */
export const documentLinkRoutes = ({ db }: ApiDeps): readonly Route[] => [
  route(contract.listDocumentLinks, async ({ query: { shopCode: _named, limit, cursor, count, ...rest }, shops }) => {
    const filter = { shops, ...rest };
    return ok(
      await pageOfRows(
        { limit, cursor, count },
        {
          key: ["id", "text", "text", "id", "text", "text"],
          read: (after, limit) => listDocumentLinks(db, filter, { after, limit }),
          keyOf: (row) => [
            row.shopifyOrderId,
            row.store,
            row.shopifyDocumentType,
            row.shopifyDocumentId,
            row.documentType,
            row.documentNo,
          ],
          show: (row) => row,
          count: () => countDocumentLinks(db, filter),
        },
      ),
    );
  }),
];
