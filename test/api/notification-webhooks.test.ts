import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { createOccasionActivities } from "#activities/notifications/occasion-activities";
import { startDeliveries } from "#temporal/notification-deliveries";
import { notificationWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";
import { addLogRows } from "#database/job-log-copy";
import { ended, failure } from "#test/support/log-rows";
import { parsed, readable } from "#test/support/replay-history";
import { until } from "#test/support/until";
import { aWebhookReceiver, type ReceivedRequest, type WebhookReceiver } from "#test/support/webhook-receiver";
import { aWorkingApi, type WorkingApi } from "./a-working-api.ts";

let api: WorkingApi;
let receiver: WebhookReceiver;
beforeAll(async () => {
  api = await aWorkingApi();
  await api.system.aShop("DEMO");
}, 60_000);
afterAll(() => api.close(), 60_000);
beforeEach(async () => {
  receiver = await aWebhookReceiver();
  for (const table of ["notificationRule", "jobLog"] as const) await api.db.deleteFrom(table).execute();
});
afterEach(() => receiver.close());

interface Rule {
  readonly id: string;
  readonly secret: string;
}
async function aRule(changes: object = {}): Promise<Rule> {
  const { status, body } = await api.call("POST", "/api/notification-rules", {
    kind: "webhook",
    url: `${receiver.url}/hooks/T0K3N`,
    ...changes,
  });
  expect(status).toBe(201);
  return body as unknown as Rule;
}

interface Item {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
}
const list = async (): Promise<readonly Item[]> => {
  const { body } = await api.call("GET", "/api/notifications?kind=webhook");
  return body["items"] as readonly Item[];
};

let looks = 0;
/** A job fails, and whoever is to be told is told: the notification as it is when it is neither sent nor tried any more. */
async function aFailureIsTold(): Promise<Item> {
  await addLogRows(api.db, [ended({ ...failure, entryId: "e77", endedAt: new Date(Date.now() + 1_000) })]);
  await notify();
  return until("it is over", async () => (await list()).find(({ state }) => state !== "pending"), 30_000);
}
async function notify(): Promise<void> {
  looks += 1;
  await api.system.client.workflow.execute("notifyOfJobs", {
    workflowId: `system/notify-${looks}`,
    taskQueue: taskQueues.sync,
    args: [],
  });
}

const verified = ({ secret }: Rule, { headers, body }: ReceivedRequest): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);
const onlyRequest = (): ReceivedRequest => {
  const [request, ...others] = receiver.requests;
  if (request === undefined || others.length > 0)
    throw new Error(`${receiver.requests.length} requests instead of one`);
  return request;
};

test("a failed job is posted once, signed, with what happened and where to look", async () => {
  const rule = await aRule();

  const { id, ...told } = await aFailureIsTold();

  expect(told).toMatchObject({ state: "delivered", attempts: 1, lastError: null, deliveredAt: expect.any(String) });
  const request = onlyRequest();
  expect(request.path).toBe("/hooks/T0K3N");
  expect(request.headers).toMatchObject({ "webhook-id": id, "content-type": "application/json" });
  expect(verified(rule, request)).toEqual({
    id,
    event: "job.failed",
    occurredAt: expect.any(String),
    title: "Sync Orders from Shopify failed for shop DEMO",
    text: "Sync Orders from Shopify failed for shop DEMO\nThe store is closed\nSettle the cause, then restart the job.",
    report: "syncOrders",
    shopCode: "DEMO",
    entryId: "e77",
    error: { type: "store-unavailable", message: "The store is closed" },
    failuresInARow: 1,
    schedule: null,
    links: {
      details: expect.stringMatching(/^https:\/\/sync\.example\.com\/api\/job-queue-log-entries\/\d+$/),
      restart: "https://sync.example.com/api/job-queue-entries/e77/restart",
    },
  });
});

test("a message that was changed, is old or is of somebody else does not stand the test of its signature", async () => {
  const rule = await aRule();
  await aFailureIsTold();
  const request = onlyRequest();
  const { headers } = request;
  const old = String(Number(headers["webhook-timestamp"]) - 3_600);

  expect(() => verified(rule, { ...request, body: request.body.replace("DEMO", "LIVE") })).toThrow();
  expect(() => verified(rule, { ...request, headers: { ...headers, "webhook-timestamp": old } })).toThrow();
  expect(() => verified(rule, { ...request, headers: { ...headers, "webhook-id": "another" } })).toThrow();
  expect(() => verified({ ...rule, secret: `whsec_${"A".repeat(43)}=` }, request)).toThrow();
});

test("a receiver that is away twice gets it the third time, under the same id", async () => {
  const rule = await aRule();
  receiver.answerWith(500, 429);

  const { id, state, attempts } = await aFailureIsTold();

  expect({ state, attempts }).toEqual({ state: "delivered", attempts: 3 });
  expect(receiver.requests.map(({ headers }) => headers["webhook-id"])).toEqual([id, id, id]);
  for (const request of receiver.requests) verified(rule, request);
}, 60_000);

test("what was sent before the worker could note it is sent again under the same id", async () => {
  await aRule();
  await sql`alter table notification add constraint not_yet check (state <> 'delivered') not valid`.execute(api.db);
  const told = aFailureIsTold();
  await until("it was sent", () => receiver.requests.length > 0);
  await sql`alter table notification drop constraint not_yet`.execute(api.db);

  const { id, state } = await told;

  expect(state).toBe("delivered");
  expect(receiver.requests.length).toBeGreaterThan(1);
  expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([id]));
}, 60_000);

test.each([
  [400, "refuses with 400"],
  [404, "refuses with 404"],
  [301, "redirects (301)"],
])("an answer of %d is final", async (status, why) => {
  await aRule();
  receiver.answerWith(status);

  const told = await aFailureIsTold();

  expect(told).toMatchObject({ state: "failed", attempts: 1, lastError: expect.stringContaining(why) });
  expect(receiver.requests).toHaveLength(1);
  const execution = api.system.client.workflow.getHandle(notificationWorkflowId(told.id));
  await expect(execution.result()).rejects.toThrow();
});

test("neither address nor secret nor content are in Temporal or in the database as they are", async () => {
  const rule = await aRule();
  receiver.answerWith(500);
  const { id } = await aFailureIsTold();

  const history = await api.system.client.workflow.getHandle(notificationWorkflowId(id)).fetchHistory();
  const told = readable(JSON.stringify(parsed(history)));
  for (const secret of ["T0K3N", rule.secret, "The store is closed"]) expect(told).not.toContain(secret);
  expect(told).toContain(id);
  expect(told).toContain("sendNotification");
  const rows = await api.db.selectFrom("notificationRule").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(rule.secret.slice("whsec_".length));
});

test("a delivery that somebody ended by force is started again later; one that is under way is not", async () => {
  await aRule();
  receiver.answerWith("silence", "silence");
  await addLogRows(api.db, [ended({ ...failure, endedAt: new Date(Date.now() + 1_000) })]);
  await notify();
  await until("it was sent", () => receiver.requests.length === 1);
  const [pending] = await list();
  const execution = api.system.client.workflow.getHandle(notificationWorkflowId(pending?.id ?? ""));
  const { runId } = await execution.describe();
  const anHourLater = () =>
    api.db
      .updateTable("notification")
      .set({ handedOverAt: new Date(Date.now() - 3_601_000) })
      .execute();

  await anHourLater();
  await startDeliveries(api.system);
  expect((await execution.describe()).runId).toBe(runId);
  await execution.terminate("enough");
  await startDeliveries(api.system);
  expect(await list()).toMatchObject([{ state: "pending" }]);
  receiver.answerWith();
  await anHourLater();
  await startDeliveries(api.system);

  expect((await execution.describe()).runId).not.toBe(runId);
}, 60_000);

test("a rule that was disabled meanwhile sends nothing, and says so", async () => {
  const rule = await aRule();
  await addLogRows(api.db, [ended({ ...failure, endedAt: new Date(Date.now() + 1_000) })]);
  await createOccasionActivities(api.system).noteOccasions();
  await api.db.updateTable("notificationRule").set({ enabled: false }).execute();

  await startDeliveries(api.system);

  await until("it is given up", async () => (await list()).some(({ state }) => state === "failed"));
  expect(await list()).toMatchObject([{ lastError: "Its rule was disabled", ruleId: rule.id }]);
  expect(receiver.requests).toEqual([]);
});

const send = (id: string) => api.call("POST", `/api/notification-rules/${id}/test`, {});

test("a test is sent at once and says what became of it", async () => {
  const rule = await aRule();
  expect(await send(rule.id)).toMatchObject({ status: 200, body: { delivered: true, error: null } });
  expect(verified(rule, onlyRequest())).toMatchObject({ event: "test", title: "Test of notifications", report: null });

  receiver.answerWith(401);
  expect((await send(rule.id)).body).toEqual({
    delivered: false,
    error: { type: "notification-refused", message: expect.stringContaining("refuses with 401") },
  });
  expect(await list()).toEqual([]);
  expect(await send("01a212f1-dca6-7546-ac4d-8eb46dd154ff")).toMatchObject({
    status: 404,
    body: { code: "notification-rule-not-found" },
  });
});

test("a test in product is a notification", async () => {
  const { body } = await api.call("POST", "/api/notification-rules", { kind: "inProduct" });
  expect((await send(String(body["id"]))).body).toEqual({ delivered: true, error: null });

  expect((await api.call("GET", "/api/notifications?state=open")).body["items"]).toMatchObject([
    { event: "test", title: "Test of notifications", actions: { restart: null, details: null } },
  ]);
});

test("the test of a rule for those who start jobs is shown to who asks for it", async () => {
  const { body: rule } = await api.call("POST", "/api/notification-rules", { kind: "inProduct", toInitiator: true });
  const { body: made } = await api.call("POST", "/api/api-keys", { name: "somebody else", scope: "admin" });
  await send(String(rule["id"]));

  expect((await api.call("GET", "/api/notifications")).body["items"]).toMatchObject([{ event: "test" }]);
  const others = await api.call("GET", "/api/notifications", undefined, { key: String(made["key"]) });
  expect(others.body["items"]).toEqual([]);
});

test("what only we can reach is not called, whatever somebody enters", async () => {
  for (const url of ["https://10.0.0.1/", "https://localhost/", "https://[::1]/", "https://0x7f000001/"]) {
    const { id } = await aRule({ url: url.replace("0x7f000001", "2130706434") });
    expect((await send(id)).body).toMatchObject({
      delivered: false,
      error: { type: "notification-refused", message: expect.stringContaining("private network") },
    });
  }
});

test("the secret is shown once and stays when the rule is changed; another address takes the same", async () => {
  const rule = await aRule({ url: `${receiver.url}/old` });
  const path = `/api/notification-rules/${rule.id}`;
  expect(rule.secret).toMatch(/^whsec_[\w+/]{43}=$/);
  const changed = await api.call("PUT", path, { kind: "webhook", url: `${receiver.url}/new` });

  expect(changed.body).toMatchObject({ kind: "webhook", url: `${receiver.url}/new`, principal: null });
  for (const answer of [changed, await api.call("GET", path), await api.call("GET", "/api/notification-rules")])
    expect(JSON.stringify(answer.body)).not.toMatch(/whsec|secret/i);
  await send(rule.id);
  expect(onlyRequest().path).toBe("/new");
  verified(rule, onlyRequest());
  expect(await api.call("PUT", path, { kind: "inProduct" })).toMatchObject({
    status: 409,
    body: { code: "notification-kind-fixed" },
  });
});

const rotate = (id: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) =>
  api.call("POST", `/api/notification-rules/${id}/rotate-secret`, body, { headers });
const secretOf = ({ body }: { readonly body: Readonly<Record<string, unknown>> }): string => String(body["secret"]);

/** Which of these secrets a receiver may know to take the message. */
const knownTo = (request: ReceivedRequest, secrets: readonly string[]): readonly boolean[] =>
  secrets.map((secret) => {
    try {
      verified({ id: "", secret }, request);
      return true;
    } catch {
      return false;
    }
  });

test("a receiver may change over to a new secret while both sign; afterwards only the new one does", async () => {
  const { id, secret: first } = await aRule();
  const rotated = await rotate(id);
  const second = secretOf(rotated);

  expect(rotated).toMatchObject({ status: 200, body: { id, kind: "webhook", changedBy: "admin" } });
  expect(second).toMatch(/^whsec_[\w+/]{43}=$/);
  expect(second).not.toBe(first);
  const until = Date.parse(String(rotated.body["formerSignatureUntil"]));
  expect(until - Date.parse(String(rotated.body["changedAt"]))).toBe(24 * 3_600_000);
  // A second change within the time: whoever knows the first secret is still served.
  const third = secretOf(await rotate(id, { overlapHours: 168 }));
  await aFailureIsTold();
  expect(knownTo(onlyRequest(), [first, second, third, `whsec_${"A".repeat(43)}=`])).toEqual([true, true, true, false]);

  await api.db
    .updateTable("notificationFormerSecret")
    .set({ signsUntil: new Date(Date.now() - 1_000) })
    .execute();
  await send(id);
  expect(knownTo(receiver.requests[1] ?? onlyRequest(), [first, second, third])).toEqual([false, false, true]);
  const { body } = await api.call("GET", `/api/notification-rules/${id}`);
  expect(body).toMatchObject({ formerSignatureUntil: null });
});

test("a secret that leaked signs no more at once, and neither do those before it", async () => {
  const { id, secret: first } = await aRule();
  const second = secretOf(await rotate(id));
  const rotated = await rotate(id, { overlapHours: 0 });

  expect(rotated.body).toMatchObject({ formerSignatureUntil: null });
  await send(id);
  expect(knownTo(onlyRequest(), [first, second, secretOf(rotated)])).toEqual([false, false, true]);
  expect(await api.db.selectFrom("notificationFormerSecret").selectAll().execute()).toEqual([]);
});

test("what failed before a secret is changed is still told", async () => {
  const { id } = await aRule();
  await addLogRows(api.db, [ended({ ...failure, endedAt: new Date(Date.now() + 1) })]);
  await until("the failure is in the past", async () => {
    const { rows } = await sql<{ past: boolean }>`select now() > max(ended_at) as past from job_log`.execute(api.db);
    return rows[0]?.past === true;
  });
  await rotate(id);

  await notify();

  await until("it was sent", () => receiver.requests.length === 1);
});

test("a new secret is shown once, to administrators, and only webhooks have one", async () => {
  const { id, secret } = await aRule();
  const key = { "idempotency-key": "rotate-1" };
  const second = secretOf(await rotate(id, {}, key));

  expect(await rotate(id, {}, key)).toMatchObject({
    status: 409,
    body: { code: "answer-shown-once", params: { location: `/api/notification-rules/${id}` } },
  });
  const rows = await api.db.selectFrom("notificationFormerSecret").selectAll().execute();
  expect(rows).toHaveLength(1);
  for (const one of [secret, second]) expect(JSON.stringify(rows)).not.toContain(one.slice("whsec_".length));

  const { body: inProduct } = await api.call("POST", "/api/notification-rules", { kind: "inProduct" });
  const { body: operator } = await api.call("POST", "/api/api-keys", { name: "operator", scope: "operate" });
  expect(await rotate(String(inProduct["id"]))).toMatchObject({
    status: 409,
    body: { code: "notification-rule-without-secret" },
  });
  expect(await rotate("01a212f1-dca6-7546-ac4d-8eb46dd154ff")).toMatchObject({
    status: 404,
    body: { code: "notification-rule-not-found" },
  });
  for (const overlapHours of [-1, 169, 1.5])
    expect(await rotate(id, { overlapHours })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/overlapHours" }] },
    });
  const path = `/api/notification-rules/${id}/rotate-secret`;
  expect(await api.call("POST", path, {}, { key: String(operator["key"]) })).toMatchObject({
    status: 403,
    body: { code: "scope-insufficient" },
  });
});

test("at most five secrets sign a message", async () => {
  const { id } = await aRule();
  for (let time = 1; time <= 4; time += 1) expect((await rotate(id)).status).toBe(200);

  expect(await rotate(id)).toMatchObject({ status: 409, body: { code: "former-secrets-too-many" } });
  expect((await rotate(id, { overlapHours: 0 })).status).toBe(200);
});

test.each([
  [{ kind: "webhook" }, "/url"],
  [{ kind: "webhook", url: "http://example.com/" }, "/url"],
  [{ kind: "webhook", url: "https://me:secret@example.com/" }, "/url"],
  [{ kind: "webhook", url: "example.com" }, "/url"],
  [{ kind: "webhook", url: "https://example.com/", principal: "anna" }, "/principal"],
  [{ kind: "webhook", url: "https://example.com/", secret: "mine" }, "/secret"],
])("%j makes no rule", async (body, pointer) => {
  expect(await api.call("POST", "/api/notification-rules", body)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer }] },
  });
});
