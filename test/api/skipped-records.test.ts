import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { noteSkipped } from "#database/skipped-records";
import { seedLedger } from "#erp/ledger/seed";
import { createLedgerRecords } from "#erp/ledger/ledger-records";
import { aWorkingApi, firstIdOf, type WorkingApi } from "./a-working-api.ts";
import { cuesOf } from "./cue-lists.ts";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi();
  await seedLedger(api.db, { products: 0, customers: 0 });
  await api.system.aShop("DEMO");
}, 60_000);
afterAll(() => api.close(), 60_000);
beforeEach(async () => {
  await api.db.deleteFrom("skippedRecord").execute();
  await api.db.updateTable("shop").set({ loggingMode: "errorOnly" }).execute();
});

/** A report that sends the ledger's customers to Shopify, which wants an e-mail address of each. */
async function exportCustomers(shopCode: string): Promise<string> {
  api.system.script(async ({ entryId }) => {
    const customers = await createLedgerRecords(api.db).customers.read(undefined, 100, {});
    const skipped = customers.filter(({ email }) => email === "");
    for (const { no } of skipped)
      await noteSkipped(api.db, {
        shop: shopCode,
        tableName: "customer",
        recordKey: no,
        reason: "Customer has no e-mail address.",
        reasonCode: "customer-without-email",
        description: no,
        jobEntryId: entryId,
      });
    const counts = { read: customers.length, changed: customers.length - skipped.length, skipped: skipped.length };
    return { done: true, counts };
  });
  const id = firstIdOf(await api.call("POST", "/api/jobs/syncOrders", { shopCodes: [shopCode] }));
  await api.entryWith(id, "finished");
  return id;
}
const skipped = async () => (await api.call("GET", "/api/skipped-records?count=true")).body;

test("SK-1 a customer without e-mail address is skipped when customers are exported, and the job succeeds", async () => {
  await api.call("POST", "/api/ledger/customers", { no: "10000", templateCode: "CUSTOMER", name: "Adatum" });
  await api.call("POST", "/api/ledger/customers", {
    no: "20000",
    templateCode: "CUSTOMER",
    name: "Trey Research",
    email: "helen@example.com",
  });

  const first = await exportCustomers("DEMO");

  expect(await api.call("GET", `/api/job-queue-entries/${first}`)).toMatchObject({
    body: {
      result: { outcome: "succeededWithSkips", counts: { read: 2, changed: 1, skipped: 1, failed: 0 } },
      error: null,
    },
  });
  const row = {
    shop: "DEMO",
    reason: "Customer has no e-mail address.",
    tableName: "customer",
    recordKey: "10000",
    record: "/api/ledger/customers/10000",
  };
  expect(await skipped()).toMatchObject({ items: [{ ...row, jobEntryId: first, times: 1 }], total: 1 });
  expect(await api.call("GET", row.record)).toMatchObject({ status: 200, body: { name: "Adatum" } });
  expect(await cuesOf(api)).toMatchObject({ skippedRecords: { value: 1, style: "ambiguous" } });

  // Skipped once more for the same reason it is the same row.
  const second = await exportCustomers("DEMO");
  expect(await skipped()).toMatchObject({ items: [{ ...row, jobEntryId: second, times: 2 }], total: 1 });
}, 60_000);

test("a shop whose logging mode is Disabled keeps no skipped records; its jobs still count them", async () => {
  await api.db.updateTable("shop").set({ loggingMode: "disabled" }).execute();

  const id = await exportCustomers("DEMO");

  expect(await skipped()).toMatchObject({ items: [], total: 0 });
  expect(await api.call("GET", `/api/job-queue-entries/${id}`)).toMatchObject({
    body: { result: { outcome: "succeededWithSkips", counts: { skipped: 1 } } },
  });
}, 60_000);

test("skipped records that have not been seen for a week can be deleted, however old they are; a record of another kind has no path", async () => {
  const note = (recordKey: string, tableName: string) =>
    noteSkipped(api.db, {
      shop: "DEMO",
      tableName,
      recordKey,
      reason: "It is what it is.",
      reasonCode: "test",
      description: recordKey,
      jobEntryId: null,
    });
  await note("1001", "order");
  await note("102", "salesShipment");
  await sql`update skipped_record set first_seen_at = now() - interval '60 days'`.execute(api.db);
  await sql`update skipped_record set last_seen_at = now() - interval '8 days' where record_key = '102'`.execute(
    api.db,
  );
  expect(await skipped()).toMatchObject({
    items: [
      { recordKey: "102", record: null },
      { recordKey: "1001", record: "/api/orders/1001" },
    ],
  });

  expect((await api.call("POST", "/api/skipped-records/delete", { olderThanDays: 7 })).body).toEqual({ deleted: 1 });
  expect(await skipped()).toMatchObject({ items: [{ recordKey: "1001" }], total: 1 });
  expect((await api.call("POST", "/api/skipped-records/delete", {})).body).toEqual({ deleted: 1 });
});
