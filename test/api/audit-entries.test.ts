import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { changeRetentionPolicy, deleteExpired } from "#database/retention";
import { insertShop } from "#database/shops";
import { anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  for (const code of ["DEMO", "OTHER"])
    await insertShop(api.db, { code, store: `${code.toLowerCase()}.myshopify.com` });
});
afterAll(() => api.close());

const change = (shop: string, body: object, options = {}) => api.call("PATCH", `/api/shops/${shop}`, body, options);
const list = async (query: string, key?: string) => {
  const { body } = await api.call("GET", `/api/audit-entries?count=true&${query}`, undefined, key ? { key } : {});
  return body as { readonly items: readonly Record<string, unknown>[]; readonly total: number; nextCursor: string };
};
const keyOf = async (body: object): Promise<string> =>
  String((await api.call("POST", "/api/api-keys", body)).body["key"]);

test("a change is found by who made it, on what, where and when", async () => {
  const key = await keyOf({ name: "anna", scope: "admin" });
  const before = new Date().toISOString();

  await change("DEMO", { autoCreateOrders: true }, { key, headers: { "x-request-id": "request-1" } });

  const entry = {
    principal: "anna",
    action: "updateShop",
    kind: "shop",
    record: "DEMO",
    shopCode: "DEMO",
    before: { autoCreateOrders: false },
    after: { autoCreateOrders: true },
    reason: null,
    requestId: "request-1",
  };
  const found = await list(`principal=anna&kind=shop&record=DEMO&shopCode=DEMO&action=updateShop&from=${before}`);
  expect(found).toMatchObject({ items: [entry], total: 1, nextCursor: null });
  expect(Object.keys(found.items[0]?.["after"] as object)).toEqual(["autoCreateOrders"]);
  for (const other of [
    "principal=berit",
    "kind=order",
    "record=OTHER",
    "shopCode=OTHER",
    `to=${before}&principal=anna`,
  ]) {
    expect({ other, total: (await list(other)).total }).toEqual({ other, total: 0 });
  }
});

test("entries come newest first, page by page", async () => {
  for (const skuMapping of ["itemNo", "barcode", "itemNo"]) await change("OTHER", { skuMapping });

  const first = await list("shopCode=OTHER&limit=2");
  const second = await list(`shopCode=OTHER&limit=2&cursor=${first.nextCursor}`);

  expect([first.items.length, second.items.length, first.total]).toEqual([2, 1, 3]);
  const numbers = [...first.items, ...second.items].map(({ entryNo }) => Number(entryNo));
  expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
});

test("what changes nothing, and what is refused, leaves no entry", async () => {
  const { total } = await list("");

  expect((await change("DEMO", {})).status).toBe(200);
  expect((await change("DEMO", { skuMapping: "nonsense" })).status).toBe(422);
  expect((await change("NOPE", { autoCreateOrders: true })).status).toBe(404);
  expect((await api.call("POST", "/api/api-keys", { name: "anna", scope: "read" })).status).toBe(409);

  expect((await list("")).total).toBe(total);
});

test("a request sent again with its Idempotency-Key is noted once", async () => {
  const body = { shopCodes: ["DEMO"], startAt: new Date(Date.now() + 3_600_000).toISOString() };
  await api.db.updateTable("shop").set({ enabled: true }).execute();
  const start = () => api.call("POST", "/api/jobs/syncOrders", body, { headers: { "idempotency-key": "once" } });

  const [one, again] = [await start(), await start()];

  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.body).toEqual(one.body);
  expect(await list("action=startJobs")).toMatchObject({ total: 1 });
  const [entry] = one.body["entries"] as readonly { readonly id: string }[];
  await api.call("POST", `/api/job-queue-entries/${entry?.id ?? ""}/cancel`, {});
});

test("a change whose entry cannot be written is not made", async () => {
  await sql`
    alter table audit_entry add constraint unwritable
      check (after->>'skuMapping' is distinct from 'variantCode')`.execute(api.db);

  expect((await change("OTHER", { skuMapping: "variantCode" })).status).toBe(500);

  expect(await api.call("GET", "/api/shops/OTHER")).toMatchObject({ body: { skuMapping: "itemNo" } });
});

test("only who may administer reads it, and with a key for shops only of these", async () => {
  await change("DEMO", { autoCreateOrders: false });
  await change("OTHER", { autoCreateOrders: true });
  const operator = await keyOf({ name: "operator", scope: "operate" });
  const ofDemo = await keyOf({ name: "of demo", scope: "admin", shopCodes: ["DEMO"] });

  expect(await api.call("GET", "/api/audit-entries", undefined, { key: operator })).toMatchObject({
    status: 403,
    body: { code: "scope-insufficient" },
  });
  const seen = await list("limit=250", ofDemo);
  expect(new Set(seen.items.map(({ shopCode }) => shopCode))).toEqual(new Set(["DEMO"]));
  expect(seen.total).toBe(seen.items.length);
  expect(await api.call("GET", "/api/audit-entries?shopCode=OTHER", undefined, { key: ofDemo })).toMatchObject({
    status: 403,
  });
});

test("nobody rewrites the log or takes from it what its policy keeps", async () => {
  const refusal = "The audit log is only added to";
  await expect(sql`update audit_entry set principal = 'nobody'`.execute(api.db)).rejects.toThrow(refusal);
  await expect(sql`delete from audit_entry`.execute(api.db)).rejects.toThrow(refusal);
  await expect(sql`truncate audit_entry`.execute(api.db)).rejects.toThrow(refusal);

  await sql`
    insert into audit_entry (at, principal, action, record_kind, request_id)
    values (now() - interval '366 days', 'old', 'updateShop', 'shop', ''),
           (now() - interval '364 days', 'young', 'updateShop', 'shop', '')`.execute(api.db);
  expect(await deleteExpired(api.db, "auditEntries", 365, 100)).toBe(1);
  expect([(await list("principal=old")).total, (await list("principal=young")).total]).toEqual([0, 1]);

  await changeRetentionPolicy(api.db, "auditEntries", { keepDays: 30, enabled: false, changedBy: "test" });
  await expect(deleteExpired(api.db, "auditEntries", 30, 100)).rejects.toThrow(refusal);
});
