import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { acknowledgeErrors } from "#database/job-log";
import { addLogRows, type NewJobLogRow } from "#database/job-log-copy";
import { ended, failure } from "#test/support/log-rows";
import { anApi, type TestApi } from "./an-api.ts";
import { cuesOf } from "./cue-lists.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.deleteFrom("jobLog").execute();
});

interface Group {
  readonly id: string;
  readonly report: string;
  readonly shopCode: string | null;
  readonly code: string;
  readonly times: number;
  readonly isOpen: boolean;
  readonly list: string;
}

async function groups(query = ""): Promise<readonly Group[]> {
  const { body } = await api.call("GET", `/api/error-groups?count=true${query}`);
  const items = body["items"] as readonly Group[];
  expect(body["total"]).toBe(items.length);
  return items;
}

/** Shops and reports that fail, as the groups tell it and as the cue does; each list is as long as its group says. */
async function expectGroupsToAgree(): Promise<void> {
  const all = await groups();
  for (const { list, times } of all) expect((await api.call("GET", list)).body["total"]).toBe(times);
  const failing = new Set(all.filter(({ isOpen }) => isOpen).map(({ report, shopCode }) => `${report} ${shopCode}`));
  expect((await cuesOf(api))["failingNow"]?.value).toBe(failing.size);
}

const endOf = (row: NewJobLogRow | undefined): string => new Date(row?.endedAt ?? "").toISOString();

const note = { by: "anna", reason: "The store moves house", at: new Date() };

const throttled = { ...failure, outcome: "incomplete", errorType: "shopify-throttled" };

test("errors are grouped by report, shop and cause, with their first, last and number", async () => {
  const [first, ...others] = [
    ended({ ...failure, errorMessage: "The store is closed until Monday" }),
    ended(throttled),
    ended({ ...failure, errorMessage: "The store is closed" }),
    ended({ ...failure, shop: "OTHER" }),
    ended({ ...failure, report: "createSalesOrders" }),
    ended({ ...failure, trigger: "foreground" }),
    ended({ ...failure, report: "postSalesOrders", shop: null, store: null }),
  ];
  await addLogRows(api.db, [first, ...others]);

  const all = await groups();

  expect(all.map(({ report, shopCode, code, times }) => [report, shopCode, code, times])).toEqual([
    ["postSalesOrders", null, "store-unavailable", 1],
    ["createSalesOrders", "DEMO", "store-unavailable", 1],
    ["syncOrders", "OTHER", "store-unavailable", 1],
    ["syncOrders", "DEMO", "store-unavailable", 2],
    ["syncOrders", "DEMO", "shopify-throttled", 1],
  ]);
  expect(all[3]).toMatchObject({
    message: "The store is closed",
    firstSeenAt: endOf(first),
    lastSeenAt: endOf(others[1]),
    closedAt: null,
    isOpen: true,
    openTimes: 2,
  });
  await expectGroupsToAgree();
  expect(await groups("&shopCode=DEMO&report=syncOrders&code=store-unavailable")).toEqual([all[3]]);
});

test("a later success of the same report and shop closes its groups, and what fails afterwards is a new one", async () => {
  await addLogRows(api.db, [ended(failure), ended(throttled), ended({ ...failure, shop: "OTHER" }), ended(failure)]);
  const success = ended({ outcome: "succeededWithSkips" });
  await addLogRows(api.db, [ended({ outcome: "cancelled" }), ended({ report: "createSalesOrders" }), success]);

  const closed = await groups("&isOpen=false");
  expect(closed).toMatchObject([
    { code: "store-unavailable", shopCode: "DEMO", times: 2, closedAt: endOf(success) },
    { code: "shopify-throttled", shopCode: "DEMO", times: 1, closedAt: endOf(success) },
  ]);
  expect(await groups("&isOpen=true")).toMatchObject([{ shopCode: "OTHER" }]);
  expect(await cuesOf(api)).toMatchObject({ synchronizationErrors: { value: 4 }, failingNow: { value: 1 } });

  await addLogRows(api.db, [ended(failure)]);
  expect(await groups("&isOpen=false")).toEqual(closed);
  expect(await groups("&shopCode=DEMO&isOpen=true")).toMatchObject([{ times: 1, closedAt: null }]);
  await expectGroupsToAgree();
});

test("in whatever order rows come into the log, an error is closed by the first success after it; deleting that one opens nothing again", async () => {
  const [failed, success, failedAgain, later] = [ended(failure), ended({}), ended(failure), ended({})];
  const company = { report: "postSalesOrders", shop: null, store: null, countsInCue: false };
  const companyRows = [ended({ ...failure, ...company }), ended(company)];
  for (const row of [later, failed, ...companyRows.toReversed(), failedAgain]) await addLogRows(api.db, [row]);
  expect(await groups("&report=syncOrders")).toMatchObject([{ times: 2, closedAt: endOf(later), isOpen: false }]);

  await addLogRows(api.db, [success]);
  const found = await groups("&report=syncOrders");
  expect(found).toMatchObject([
    { times: 1, closedAt: endOf(later), firstSeenAt: endOf(failedAgain) },
    { times: 1, closedAt: endOf(success), firstSeenAt: endOf(failed) },
  ]);
  expect(await groups("&report=postSalesOrders")).toMatchObject([{ times: 1, closedAt: endOf(companyRows[1]) }]);

  const { body } = await api.call("GET", "/api/job-queue-log-entries?outcome=succeeded");
  const entryNos = (body["items"] as readonly { entryNo: string }[]).map(({ entryNo }) => entryNo);
  await api.call("POST", "/api/job-queue-log-entries/delete", { entryNos });
  expect(await groups("&report=syncOrders")).toEqual(found);
  expect(await cuesOf(api)).toMatchObject({ failingNow: { value: 0 } });
  await expectGroupsToAgree();
});

test("a group whose errors were all acknowledged is open no longer, until the next one", async () => {
  await addLogRows(api.db, [ended({ ...failure, entryId: "a" }), ended({ ...failure, entryId: "b" })]);
  await acknowledgeErrors(api.db, { filter: { entryId: "a" } }, note);
  expect(await groups()).toMatchObject([{ times: 2, openTimes: 1, isOpen: true }]);
  await acknowledgeErrors(api.db, { filter: { entryId: "b" } }, note);
  expect(await groups()).toMatchObject([{ times: 2, openTimes: 0, isOpen: false, closedAt: null }]);
  await expectGroupsToAgree();

  await addLogRows(api.db, [ended(failure)]);

  expect(await groups()).toMatchObject([{ times: 3, openTimes: 1, isOpen: true }]);
  await expectGroupsToAgree();
});

test("groups come page by page, the newest first", async () => {
  await addLogRows(
    api.db,
    ["A", "B", "C"].map((shop) => ended({ ...failure, shop })),
  );

  const first = await api.call("GET", "/api/error-groups?limit=2");
  const second = await api.call("GET", `/api/error-groups?limit=2&cursor=${String(first.body["nextCursor"])}`);

  expect(first.body["items"]).toMatchObject([{ shopCode: "C" }, { shopCode: "B" }]);
  expect(second.body).toMatchObject({ items: [{ shopCode: "A" }], nextCursor: null });
  expect((await api.call("GET", "/api/error-groups", undefined, { key: null })).status).toBe(401);
});
