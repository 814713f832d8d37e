import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { addLogRows } from "#database/job-log-copy";
import { notificationWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";
import { ended, failure } from "#test/support/log-rows";
import { aMailServer, type TestMailServer } from "#test/support/mail-server";
import { parsed, readable } from "#test/support/replay-history";
import { until } from "#test/support/until";
import { aWorkingApi, type WorkingApi } from "./a-working-api.ts";
import { anApi } from "./an-api.ts";

let api: WorkingApi;
let server: TestMailServer;
beforeAll(async () => {
  server = await aMailServer();
  api = await aWorkingApi({}, { mailServer: { url: server.url, from: "Sync of orders <sync@shop.example>" } });
  await api.system.aShop("DEMO");
}, 60_000);
afterAll(async () => {
  await api.close();
  await server.close();
}, 60_000);
let before = 0;
beforeEach(async () => {
  before = server.mails.length;
  for (const table of ["notificationRule", "jobLog"] as const) await api.db.deleteFrom(table).execute();
});

const newMails = () => server.mails.slice(before);

async function aRule(): Promise<string> {
  const { status, body } = await api.call("POST", "/api/notification-rules", {
    kind: "email",
    email: "books@merchant.example",
  });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { kind: "email", email: "books@merchant.example", url: null, secret: null },
  });
  return String(body["id"]);
}

interface Item {
  readonly id: string;
  readonly state: string;
  readonly lastError: string | null;
}
let looks = 0;
/** A job fails, and whoever is to be told is told: the notification as it is when it is neither sent nor tried any more. */
async function aFailureIsTold(): Promise<Item> {
  await addLogRows(api.db, [
    ended({
      ...failure,
      trigger: "schedule",
      entryId: "api.orders-2026-03-01T10:15:00Z",
      endedAt: new Date(Date.now() + 1_000),
    }),
  ]);
  looks += 1;
  await api.system.client.workflow.execute("notifyOfJobs", {
    workflowId: `system/notify-${looks}`,
    taskQueue: taskQueues.sync,
    args: [],
  });
  const over = async () => {
    const { body } = await api.call("GET", "/api/notifications?kind=email");
    return (body["items"] as readonly Item[]).find(({ state }) => state !== "pending");
  };
  return until("it is over", over, 30_000);
}

test("a failed job is told by mail: what happened, to which shop, what to do and where to look", async () => {
  await aRule();

  const { id, state } = await aFailureIsTold();

  expect(state).toBe("delivered");
  const [mail, ...others] = newMails();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ from: "sync@shop.example", to: ["books@merchant.example"] });
  // Lines that are too long for mail are broken by a sign at their end.
  const [headers = "", text = ""] = (mail?.raw ?? "").replaceAll("=\r\n", "").split("\r\n\r\n", 2);
  const whole = (mail?.raw ?? "").replaceAll("=\r\n", "");
  expect(headers).toContain("From: Sync of orders <sync@shop.example>");
  expect(headers).toContain("Subject: Sync Orders from Shopify failed for shop DEMO");
  expect(headers).toContain(`Message-ID: <${id}@shop.example>`);
  expect(headers).toContain("Auto-Submitted: auto-generated");
  expect(text).toContain("The store is closed");
  expect(whole).toContain("Settle the cause, then restart the schedule api.orders: it runs nothing until then.");
  expect(whole).toMatch(/Details: https:\/\/sync\.example\.com\/api\/job-queue-log-entries\/\d+/);
  expect(whole).toContain("Restart: POST https://sync.example.com/api/schedules/api.orders/restart");
});

test("a mail server that is busy gets it again under the same id", async () => {
  await aRule();
  server.refuseWith(451, 421);

  const { id, state } = await aFailureIsTold();

  expect(state).toBe("delivered");
  expect(newMails()).toEqual([expect.objectContaining({ raw: expect.stringContaining(`Message-ID: <${id}@`) })]);
}, 60_000);

test("a receiver that does not exist is final; neither list nor Temporal tell who it is", async () => {
  await aRule();
  server.refuseWith(550);

  const { id, state, lastError } = await aFailureIsTold();

  expect({ state, lastError }).toEqual({ state: "failed", lastError: expect.stringContaining("refuses with 550") });
  expect(lastError).not.toContain("books");
  const execution = api.system.client.workflow.getHandle(notificationWorkflowId(id));
  await expect(execution.result()).rejects.toThrow();
  const told = readable(JSON.stringify(parsed(await execution.fetchHistory())));
  expect(told).toContain("refuses with 550");
  expect(told).not.toContain("books");
});

test("a test says whether mail arrives", async () => {
  const id = await aRule();
  const send = async () => (await api.call("POST", `/api/notification-rules/${id}/test`, {})).body;

  expect(await send()).toEqual({ delivered: true, error: null });
  expect(newMails()).toEqual([
    expect.objectContaining({ raw: expect.stringContaining("Subject: Test of notifications") }),
  ]);
  server.refuseWith(554);
  expect(await send()).toEqual({
    delivered: false,
    error: { type: "notification-refused", message: expect.stringContaining("554") },
  });
});

test("where no mail goes out no rule of it is made, and the answer says what to set", async () => {
  const other = await anApi({ hasMailServer: false });
  expect(
    await other.call("POST", "/api/notification-rules", { kind: "email", email: "books@merchant.example" }),
  ).toMatchObject({ status: 409, body: { code: "mail-not-set-up", detail: expect.stringContaining("SMTP_URL") } });
  await other.close();
});

test.each([
  [{ kind: "email" }, "/email"],
  [{ kind: "email", email: "books" }, "/email"],
  [{ kind: "email", email: "books@merchant.example\r\nBcc: all@merchant.example" }, "/email"],
  [{ kind: "email", email: "books@merchant.example, all@merchant.example" }, "/email"],
])("%j makes no rule", async (body, pointer) => {
  expect(await api.call("POST", "/api/notification-rules", body)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer }] },
  });
});
