import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Client, Connection } from "@temporalio/client";
import { updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { createInitialImports } from "#temporal/initial-imports";
import { completeCatalogue } from "#test/support/complete-catalogue";
import { until } from "#test/support/until";
import { createCatalogue, reports, type ReportName } from "#workflows/catalogue";
import { initialImportWorkflowId } from "#workflows/ids";
import { initialImportLines } from "#workflows/initial-import-messages";
import { anApi, type ApiAnswer, type TestApi } from "./an-api.ts";
import { aWorkingApi, type WorkingApi } from "./a-working-api.ts";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi({ catalogue: completeCatalogue });
  await api.system.aShop("OFF");
  await updateShop(api.db, "OFF", { enabled: false });
}, 60_000);
afterAll(() => api.close(), 60_000);
beforeEach(() => {
  api.system.script(() => ({ done: true }));
});

const pathOf = (code: string) => `/api/shops/${code}/initial-import`;
const start = (code: string, body: object = {}, headers: Record<string, string> = {}) =>
  api.call("POST", pathOf(code), body, { headers });
const look = (code: string) => api.call("GET", pathOf(code));
const ended = (code: string): Promise<ApiAnswer> =>
  until(
    `the import of ${code} has ended`,
    async () => {
      const answer = await look(code);
      return answer.body["status"] !== "running" && answer;
    },
    20_000,
  );
const linesOf = ({ body }: ApiAnswer) => body["lines"] as readonly Record<string, unknown>[];
const entryIdOf = (answer: ApiAnswer, name: string): string =>
  String(linesOf(answer).find((line) => line["name"] === name)?.["entryId"]);

/** The API beside workers whose version has only these reports. */
const withReports = (...built: readonly ReportName[]): Promise<TestApi> =>
  anApi(
    {
      initialImports: api.deps.initialImports,
      catalogue: createCatalogue(reports.map((one) => ({ ...one, available: built.includes(one.name) }))),
    },
    { ...api.system, close: () => Promise.resolve() },
  );

/** Jobs of a report that go on until the test lets them end, or somebody cancels them. */
function aPatient(report: string): () => void {
  let hasEnded = false;
  api.system.script(async (input) => {
    if (input.report !== report) return { done: true };
    await sleep(50);
    return { done: hasEnded };
  });
  return () => {
    hasEnded = true;
  };
}

test("II-1 the products fail: customers succeed, images are blocked, and the import has come to its end", async () => {
  await api.system.aShop("II1");
  api.system.script(({ report }) => {
    if (report === "syncProducts") throw new OperationalError("erp-rejected", "No template", { retryable: false });
    return { done: true };
  });

  const started = await start("II1");
  const answer = await ended("II1");

  expect(started.status).toBe(202);
  expect(started.headers.get("location")).toBe(pathOf("II1"));
  expect(answer.body).toMatchObject({ status: "completedWithErrors", requestedBy: "admin" });
  expect(linesOf(answer)).toMatchObject([
    {
      name: "ITEM",
      dependsOn: null,
      status: "error",
      style: "unfavorable",
      error: { type: "erp-rejected", message: "No template" },
    },
    { name: "CUSTOMER", dependsOn: null, status: "success", style: "favorable", error: null },
    { name: "ITEM IMAGE", dependsOn: "ITEM", status: "blocked", style: "subordinate", entryId: null, entry: null },
  ]);
  const entry = await api.call("GET", String(linesOf(answer)[0]?.["entry"]));
  expect(entry.body).toMatchObject({
    report: "syncProducts",
    shopCode: "II1",
    category: "SHPFY",
    trigger: "initialImport",
    status: "error",
    maxAttempts: 5,
  });
  expect(await api.logRowOf(entryIdOf(answer, "ITEM"))).toMatchObject({ trigger: "initialImport" });
  const cues = await api.call("GET", "/api/cues?shopCode=II1");
  expect(cues.body["cues"]).toEqual(
    expect.arrayContaining([expect.objectContaining({ key: "synchronizationErrors", value: 1 })]),
  );
});

test("images come after the products, of which at most so many are imported", async () => {
  await api.system.aShop("GOOD");
  const ran: (readonly [string, unknown])[] = [];
  api.system.script(({ report, parameters }) => {
    ran.push([report, parameters]);
    return { done: true };
  });

  await start("GOOD", { customers: false, limit: 25 });
  const answer = await ended("GOOD");

  expect(answer.body["status"]).toBe("completed");
  expect(linesOf(answer).map(({ name, status }) => [name, status])).toEqual([
    ["ITEM", "success"],
    ["ITEM IMAGE", "success"],
  ]);
  expect(ran).toEqual([
    ["syncProducts", { numberOfRecords: 25 }],
    ["syncImages", {}],
  ]);
});

test("a line is blank while its job only waits, and a second import is refused until the first has ended", async () => {
  await api.system.aShop("SLOW");
  const letEnd = aPatient("syncCustomers");
  await start("SLOW", { products: false, images: false });
  await until("customers run", async () => linesOf(await look("SLOW"))[0]?.["status"] === "inProcess");
  const first = await look("SLOW");
  const entryId = entryIdOf(first, "CUSTOMER");
  expect(linesOf(first)).toMatchObject([{ style: "ambiguous", entry: `/api/job-queue-entries/${entryId}` }]);
  expect(await api.system.client.workflow.getHandle(initialImportWorkflowId("SLOW")).query(initialImportLines)).toEqual(
    [expect.objectContaining({ name: "CUSTOMER", status: "inProcess", entryId })],
  );

  expect(await start("SLOW")).toMatchObject({ status: 409, body: { code: "initial-import-running" } });
  letEnd();
  expect((await ended("SLOW")).body["status"]).toBe("completed");
  await start("SLOW", { products: false, images: false });

  const second = await ended("SLOW");
  expect(entryIdOf(second, "CUSTOMER")).not.toBe(entryId);
  expect(await api.call("GET", `/api/job-queue-entries/${entryId}`)).toMatchObject({ body: { status: "finished" } });
});

test("of two lines that want the same slot one waits, and is blank", async () => {
  await api.system.aShop("LINE");
  let letEnd = false;
  api.system.script(async () => {
    await sleep(50);
    return { done: letEnd };
  });
  await start("LINE", { images: false });

  const statuses = await until("one of them runs", async () => {
    const lines = linesOf(await look("LINE"));
    return lines.every(({ entryId }) => entryId !== null) && lines.map(({ status }) => status);
  });
  await until("the other one waits", async () => {
    const lines = linesOf(await look("LINE"));
    return lines.filter(({ status }) => status === "inProcess").length === 1;
  });
  expect(statuses).toContain("blank");
  letEnd = true;
  expect((await ended("LINE")).body["status"]).toBe("completed");
});

test("cancelling it cancels the job that runs, and what depends on it is blocked", async () => {
  await api.system.aShop("STOP");
  aPatient("syncProducts");
  await start("STOP");
  const running = await until("products run", async () => {
    const answer = await look("STOP");
    return linesOf(answer)[0]?.["status"] === "inProcess" && answer;
  });

  expect((await api.call("POST", `${pathOf("STOP")}/cancel`, {})).status).toBe(200);

  const answer = await ended("STOP");
  expect(answer.body["status"]).toBe("cancelled");
  expect(linesOf(answer)[0]).toMatchObject({ status: "error", error: { type: "job-cancelled" } });
  expect(linesOf(answer)[2]).toMatchObject({ status: "blocked", entryId: null });
  expect(await api.entryWith(entryIdOf(running, "ITEM"), "finished")).toMatchObject({
    body: { result: { outcome: "cancelled" } },
  });
  expect(await api.call("POST", `${pathOf("STOP")}/cancel`, {})).toMatchObject({
    status: 409,
    body: { code: "initial-import-not-running" },
  });
  expect(await api.call("GET", "/api/audit-entries?kind=initialImport&record=STOP")).toMatchObject({
    body: {
      items: [
        { action: "cancelInitialImport", shopCode: "STOP", principal: "admin" },
        { action: "startInitialImport", after: { products: true, customers: true, images: true } },
      ],
    },
  });
});

test("the jobs of an import that is terminated are cancelled, and its lines say so", async () => {
  await api.system.aShop("KILLED");
  aPatient("syncProducts");
  await start("KILLED", { customers: false });
  await until("products run", async () => linesOf(await look("KILLED"))[0]?.["status"] === "inProcess");

  await api.system.client.workflow.getHandle(initialImportWorkflowId("KILLED")).terminate("tidying up");

  await until("the job has ended", async () => linesOf(await look("KILLED"))[0]?.["status"] === "error");
  const answer = await look("KILLED");
  expect(answer.body["status"]).toBe("terminated");
  expect(linesOf(answer)).toMatchObject([{ error: { type: "cancelled" } }, { status: "blank", entryId: null }]);
});

test("a job of an import that somebody cancels leaves its line in error, and the import goes on", async () => {
  await api.system.aShop("ONE");
  aPatient("syncCustomers");
  await start("ONE", { images: false });
  const running = await until("customers run", async () => {
    const answer = await look("ONE");
    return linesOf(answer)[1]?.["status"] === "inProcess" && answer;
  });

  await api.call("POST", `/api/job-queue-entries/${entryIdOf(running, "CUSTOMER")}/cancel`, {});

  const answer = await ended("ONE");
  expect(answer.body["status"]).toBe("completedWithErrors");
  expect(linesOf(answer)).toMatchObject([
    { name: "ITEM", status: "success" },
    { name: "CUSTOMER", status: "error", error: { type: "job-cancelled" } },
  ]);
});

test("lines whose reports are not built yet say so, those that depend on them are blocked, and the others run", async () => {
  await api.system.aShop("EARLY");
  const early = await withReports("syncImages", "syncCustomers");

  await early.call("POST", pathOf("EARLY"), {});
  const answer = await ended("EARLY");
  await early.close();

  expect(answer.body["status"]).toBe("completedWithErrors");
  expect(linesOf(answer).map(({ name, status, style }) => [name, status, style])).toEqual([
    ["ITEM", "notAvailable", "subordinate"],
    ["CUSTOMER", "success", "favorable"],
    ["ITEM IMAGE", "blocked", "subordinate"],
  ]);
});

test("the same request with the same key is answered by the import it started", async () => {
  await api.system.aShop("KEY");
  const key = { "idempotency-key": "import-1" };
  await start("KEY", {}, key);
  const first = await ended("KEY");
  // As when the process died before it could keep its answer.
  await api.db.deleteFrom("idempotentRequest").execute();

  const again = await start("KEY", {}, key);

  expect(again.status).toBe(202);
  expect(again.body["lines"]).toEqual(first.body["lines"]);
  expect(entryIdOf(again, "ITEM")).toBe(entryIdOf(first, "ITEM"));
});

test("what cannot be imported is refused", async () => {
  await api.system.aShop("NEVER");

  expect(await start("OFF")).toMatchObject({ status: 409, body: { code: "shop-disabled" } });
  expect(await start("NEVER", { products: false, customers: false, images: false })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/products" }] },
  });
  expect(await start("NEVER", { limit: 0 })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/limit" }] } });
  expect(await look("NEVER")).toMatchObject({ status: 404, body: { code: "initial-import-not-found" } });
  expect(await api.call("POST", `${pathOf("NEVER")}/cancel`, {})).toMatchObject({
    status: 404,
    body: { code: "initial-import-not-found" },
  });
});

test("with Temporal away it is 503", async () => {
  await api.system.aShop("AWAY");
  const connection = Connection.lazy({ address: "127.0.0.1:1" });
  const client = new Client({ connection });
  const alone = await anApi(
    { initialImports: createInitialImports({ client, db: api.db, jobLog: api.system.jobLog, temporalUiUrl: null }) },
    { db: api.db, client, close: () => connection.close() },
  );

  const answers = [await alone.call("GET", pathOf("AWAY")), await alone.call("POST", pathOf("AWAY"), {})];

  for (const answer of answers) expect(answer).toMatchObject({ status: 503, body: { code: "temporal-unavailable" } });
  await alone.close();
}, 30_000);
