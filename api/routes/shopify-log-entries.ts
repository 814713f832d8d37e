import {
  countShopifyLogEntries,
  deleteShopifyLogEntries,
  findShopifyLogEntry,
  listShopifyLogEntries,
} from "#database/shopify-log";
import { defined } from "#database/defined";
import * as contract from "../contract/records.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { notFound } from "../http/problem.ts";

const DAY_MS = 86_400_000;

/** What was said between us and Shopify. */
export const shopifyLogRoutes = ({ db }: ApiDeps): readonly Route[] => [
  route(contract.listShopifyLogEntries, async ({ query: { shopCode: _named, hasError, ...page }, shops }) => {
    const filter = defined({ shops, hasError });
    return ok(
      await pageOfRows(page, {
        key: ["id"],
        read: (after, limit) => listShopifyLogEntries(db, filter, { ...defined({ beforeEntryNo: after?.[0] }), limit }),
        keyOf: ({ entryNo }) => [entryNo],
        show: withPreviews,
        count: () => countShopifyLogEntries(db, filter),
      }),
    );
  }),

  route(contract.getShopifyLogEntry, async ({ params: { entryNo } }) => {
    const entry = await findShopifyLogEntry(db, entryNo);
    if (entry === undefined) throw notFound("shopify-log-entry", entryNo);
    return ok(withPreviews(entry));
  }),

  route(contract.deleteShopifyLogEntries, async ({ body: { olderThanDays } }) => {
    const before = olderThanDays === undefined ? null : new Date(Date.now() - olderThanDays * DAY_MS);
    return ok({ deleted: await deleteShopifyLogEntries(db, before) });
  }),
];

/** Generated columns are nullable for the type system only. */
const withPreviews = <
  Entry extends { readonly requestPreview: string | null; readonly responsePreview: string | null },
>(
  entry: Entry,
) => ({ ...entry, requestPreview: entry.requestPreview ?? "", responsePreview: entry.responsePreview ?? "" });
