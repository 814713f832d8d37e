import {
  countShopifyLogEntries,
  deleteShopifyLogEntries,
  findShopifyLogEntry,
  listShopifyLogEntries,
} from "#database/shopify-log";
import { defined } from "#database/defined";
import { canEscalate, escalationText } from "#domain/shops/escalation";
import type * as workflows from "#workflows/actions/shop-actions";
import * as contract from "../contract/records.ts";
import type { ApiDeps } from "../deps.ts";
import { many } from "../http/audit.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { pageOfRows } from "../http/page.ts";
import { notFound, Problem } from "../http/problem.ts";

const DAY_MS = 86_400_000;

/** What was said between us and Shopify. */
export const shopifyLogRoutes = ({ db, actions }: ApiDeps): readonly Route[] => [
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

  route(contract.getShopifyLogEntry, async ({ params: { entryNo } }) => ok(await entryOf(db, entryNo))),

  route(contract.downloadShopifyLogEntry, async ({ params: { entryNo } }) => ({
    ...ok(await entryOf(db, entryNo)),
    headers: { "content-disposition": `attachment; filename="shopify-log-entry-${entryNo}.json"` },
  })),

  route(contract.escalateShopifyLogEntry, async ({ params: { entryNo }, principal }) => {
    const entry = await entryOf(db, entryNo);
    if (!entry.canEscalate) throw notEscalatable(entryNo);
    // What is wrong with our own connection is not Shopify's to look into: then this says so.
    await actions.run<typeof workflows.testShopConnection>({
      type: "testShopConnection",
      store: entry.store,
      subject: `test-connection/${entry.shop}`,
      input: { shopCode: entry.shop, by: principal },
    });
    return ok({ text: escalationText(entry) });
  }),

  route(contract.deleteShopifyLogEntries, async ({ body, audit }) => {
    const { olderThanDays } = body;
    const before = olderThanDays === undefined ? null : new Date(Date.now() - olderThanDays * DAY_MS);
    const deleted = await db.transaction().execute(async (transaction) => {
      const rows = await deleteShopifyLogEntries(transaction, before);
      await audit.note(transaction, ...many(rows, { ...body, deleted: rows }));
      return rows;
    });
    return ok({ deleted });
  }),
];

async function entryOf(db: ApiDeps["db"], entryNo: string) {
  const entry = await findShopifyLogEntry(db, entryNo);
  if (entry === undefined) throw notFound("shopify-log-entry", entryNo);
  return { ...withPreviews(entry), canEscalate: canEscalate(entry, new Date()) };
}

const notEscalatable = (entryNo: string): Problem =>
  new Problem(
    409,
    "shopify-log-entry-not-escalatable",
    "Shopify looks into calls it answered with status 500 in the last 14 days: this is none of them",
    { params: { entryNo } },
  );

/** Generated columns are nullable for the type system only. */
const withPreviews = <
  Entry extends { readonly requestPreview: string | null; readonly responsePreview: string | null },
>(
  entry: Entry,
) => ({ ...entry, requestPreview: entry.requestPreview ?? "", responsePreview: entry.responsePreview ?? "" });
