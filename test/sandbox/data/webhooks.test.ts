import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { until } from "../../support/until.ts";
import { aReceiver, type Receiver } from "./a-receiver.ts";
import { aShop, listOf, textOf, type TestShop } from "./a-shop.ts";

let receiver: Receiver;
let shop: TestShop;

beforeEach(async () => {
  receiver = await aReceiver();
  shop = aShop();
});
afterEach(async () => {
  await shop.data.close();
  await receiver.close();
});

const SUBSCRIBE = `mutation Subscribe($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) { webhookSubscription { id uri topic filter includeFields format } userErrors { field message } } }`;

const subscribe = async (input: object = {}, topic = "ORDERS_CREATE") =>
  (await shop.run(SUBSCRIBE, { topic, input: { uri: receiver.url, ...input } })).data["webhookSubscriptionCreate"];

const place = (node: object = {}) =>
  shop.control("POST", "orders", { orders: [{ id: "77", name: "#1001", ...node }], emit: true });

interface DeliveryLog {
  readonly deliveries: readonly { readonly status: string; readonly attempts: number; readonly webhookId: string }[];
}

const deliveries = async () => ((await shop.control("GET", "webhooks")) as DeliveryLog).deliveries;

test("a placed order is told, signed over the raw body with the app's secret", async () => {
  expect(await subscribe()).toMatchObject({
    userErrors: [],
    webhookSubscription: { uri: receiver.url, topic: "ORDERS_CREATE", format: "JSON" },
  });

  await place();
  await deliveries();

  const [delivery] = receiver.received;
  expect(delivery?.headers).toMatchObject({
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": "demo.myshopify.com",
    "x-shopify-api-version": "2026-07",
    "x-shopify-triggered-at": "2026-11-25T10:00:00Z",
    "x-shopify-hmac-sha256": createHmac("sha256", "sandbox-secret")
      .update(delivery?.body ?? "")
      .digest("base64"),
    "x-shopify-webhook-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "x-shopify-event-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(JSON.parse(delivery?.body ?? "")).toMatchObject({
    id: 77,
    admin_graphql_api_id: "gid://shopify/Order/77",
    name: "#1001",
  });
});

test("includeFields narrows the body, filter the events", async () => {
  await subscribe({ includeFields: ["id", "line_items.title"], filter: "email:jane@example.com" });

  await place({ email: "jane@example.com", lineItems: [{ title: "A" }, { title: "B" }] });
  await shop.control("POST", "orders", { orders: [{ email: "joe@example.com" }], emit: true });
  await deliveries();

  expect(receiver.received.map((each) => JSON.parse(each.body) as unknown)).toEqual([
    { id: 77, line_items: [{ title: "A" }, { title: "B" }] },
  ]);
});

test("two subscriptions get one event in two deliveries", async () => {
  await subscribe();
  await subscribe({ uri: `${receiver.url}/other` });

  await place();
  await deliveries();

  const of = (name: string) => new Set(receiver.received.map((each) => each.headers[name]));
  expect(receiver.received).toHaveLength(2);
  expect(of("x-shopify-event-id").size).toBe(1);
  expect(of("x-shopify-webhook-id").size).toBe(2);
});

test("a change by the app raises orders/updated, paying also orders/paid", async () => {
  await place();
  await subscribe({}, "ORDERS_UPDATED");
  await subscribe({}, "ORDERS_PAID");

  await shop.run('mutation { orderMarkAsPaid(input: { id: "gid://shopify/Order/77" }) { userErrors { message } } }');
  await deliveries();

  expect(new Set(receiver.received.map((each) => each.headers["x-shopify-topic"]))).toEqual(
    new Set(["orders/paid", "orders/updated"]),
  );
});

test("an address must be https, or this machine; the same subscription twice is refused", async () => {
  expect(await subscribe({ uri: "http://example.com/hook" })).toMatchObject({
    webhookSubscription: null,
    userErrors: [{ message: "Address protocol http:// is not supported" }],
  });
  expect(await subscribe({ uri: "https://example.com/hook" })).toMatchObject({ userErrors: [] });
  expect(await subscribe({ uri: "https://example.com/hook" })).toMatchObject({
    webhookSubscription: null,
    userErrors: [{ message: "Address for this topic has already been taken" }],
  });
  expect(await subscribe({ uri: "https://example.com/hook", filter: "id:1" })).toMatchObject({ userErrors: [] });
});

test("what is delivered is JSON: another format is refused as not simulated", async () => {
  const input = { uri: receiver.url, format: "XML" };
  const { data, errors } = await shop.run(SUBSCRIBE, { topic: "ORDERS_CREATE", input });

  expect(data["webhookSubscriptionCreate"]).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: "SANDBOX_NOT_IMPLEMENTED" } }]);
  expect(shop.data.store.webhooks.size).toBe(0);
});

test("a refused delivery is repeated with the same id and body, and eight retries in vain delete the subscription", async () => {
  await subscribe();
  receiver.status = 500;
  await place();
  await deliveries();

  for (let hour = 0; hour < 8; hour += 1) {
    expect(shop.data.store.webhooks.size).toBe(1);
    shop.clock.advance(2 * 3_600_000);
    shop.clock.step();
    await deliveries();
  }

  expect(receiver.received).toHaveLength(9);
  expect(new Set(receiver.received.map((each) => each.headers["x-shopify-webhook-id"])).size).toBe(1);
  expect(new Set(receiver.received.map((each) => each.body)).size).toBe(1);
  expect(shop.data.store.webhooks.size).toBe(0);
  expect(await deliveries()).toMatchObject([{ status: "failed", attempts: 9 }]);
});

test("a retry that is taken ends the repeats; control may ask for it at once", async () => {
  await subscribe();
  receiver.status = 503;
  await place();
  await deliveries();
  receiver.status = 200;

  expect(await shop.control("POST", "webhooks/retry")).toEqual({ retried: 1 });
  expect(await deliveries()).toMatchObject([{ status: "delivered", attempts: 2 }]);
});

test("webhooks can be lost, doubled, late, wrongly signed, replayed or out of order", async () => {
  await subscribe();
  const emit = async (id = "77") => {
    await shop.control("POST", "webhooks/emit", { topic: "ORDERS_CREATE", id: `gid://shopify/Order/${id}` });
    await deliveries();
  };
  await shop.control("POST", "orders", { orders: [{ id: "77" }, { id: "78" }] });
  const arrivedAfter = async (work: () => Promise<unknown>) => {
    const before = receiver.received.length;
    await work();
    return receiver.received.slice(before);
  };

  shop.faults.push({ kind: "webhookLost" });
  expect(await arrivedAfter(() => emit())).toHaveLength(0);

  shop.faults.push({ kind: "webhookDoubled" });
  const doubled = await arrivedAfter(() => emit());
  expect(doubled.map((each) => each.headers["x-shopify-webhook-id"])).toEqual([
    doubled[0]?.headers["x-shopify-webhook-id"],
    doubled[0]?.headers["x-shopify-webhook-id"],
  ]);

  shop.faults.push({ kind: "webhookWrongSignature" });
  const [wrong] = await arrivedAfter(() => emit());
  expect(wrong?.headers["x-shopify-hmac-sha256"]).not.toBe(
    createHmac("sha256", "sandbox-secret")
      .update(wrong?.body ?? "")
      .digest("base64"),
  );

  shop.faults.push({ kind: "webhookReordered" });
  expect(await arrivedAfter(() => emit("77"))).toHaveLength(0);
  const reordered = await arrivedAfter(() => emit("78"));
  expect(reordered.map((each) => (JSON.parse(each.body) as { id: number }).id)).toEqual([78, 77]);

  const arrived = async (count: number) => until("it arrived", () => receiver.received.length >= count);
  shop.faults.push({ kind: "webhookLate", ms: 400 });
  const beforeLate = receiver.received.length;
  expect(await arrivedAfter(() => emit())).toHaveLength(0);
  expect(await arrivedAfter(() => arrived(beforeLate + 1))).toHaveLength(1);

  shop.faults.push({ kind: "webhookReplayed", ms: 400 });
  const [original, ...more] = await arrivedAfter(() => emit());
  expect(more).toEqual([]);
  const beforeReplay = receiver.received.length;
  const [replayed] = await arrivedAfter(() => arrived(beforeReplay + 1));
  expect(replayed).toEqual(original);
  expect(original?.headers["x-shopify-webhook-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("a subscription is listed and deleted", async () => {
  await subscribe({ filter: "id:*" });
  const list =
    "{ webhookSubscriptions(first: 5, topics: [ORDERS_CREATE]) { nodes { id topic uri callbackUrl filter endpoint { __typename ... on WebhookHttpEndpoint { callbackUrl } } apiVersion { handle } } } }";

  const { data, errors } = await shop.run(list);
  expect(errors).toBeUndefined();
  const [subscription] = listOf(data["webhookSubscriptions"]?.["nodes"]);
  expect(subscription).toMatchObject({
    topic: "ORDERS_CREATE",
    uri: receiver.url,
    filter: "id:*",
    endpoint: { callbackUrl: receiver.url },
    apiVersion: { handle: "2026-07" },
  });

  const remove =
    "mutation Delete($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } } }";
  expect((await shop.run(remove, { id: subscription?.id })).data["webhookSubscriptionDelete"]).toEqual({
    deletedWebhookSubscriptionId: subscription?.id,
    userErrors: [],
  });
  expect((await shop.run(remove, { id: subscription?.id })).data["webhookSubscriptionDelete"]).toMatchObject({
    deletedWebhookSubscriptionId: null,
    userErrors: [{ field: ["id"] }],
  });
  expect((await shop.run(list)).data["webhookSubscriptions"]).toEqual({ nodes: [] });
});

test("[D] a committed edit tells what it added and removed, an order that changed, and the refund it made", async () => {
  await shop.control("POST", "products", { products: [{ variants: [{ id: "500", price: "7.00" }] }] });
  await place({ lineItems: [{ id: "11", title: "A", quantity: 3 }] });
  for (const topic of ["ORDERS_EDITED", "ORDERS_UPDATED", "REFUNDS_CREATE"]) await subscribe({}, topic);
  const run = async (mutation: string) => (await shop.run(`mutation { ${mutation} }`)).data;

  const begun = await run('orderEditBegin(id: "gid://shopify/Order/77") { calculatedOrder { id } }');
  const id = textOf(begun["orderEditBegin"]?.["calculatedOrder"]?.["id"]);
  await run(
    `orderEditSetQuantity(id: "${id}", lineItemId: "gid://shopify/CalculatedLineItem/11", quantity: 1) { userErrors { message } }`,
  );
  await run(
    `orderEditAddVariant(id: "${id}", variantId: "gid://shopify/ProductVariant/500", quantity: 2) { userErrors { message } }`,
  );
  await run(`orderEditCommit(id: "${id}", staffNote: "by phone") { userErrors { message } }`);
  await deliveries();

  const told = new Map(receiver.received.map(({ headers, body }) => [headers["x-shopify-topic"], body]));
  expect(new Set(told.keys())).toEqual(new Set(["orders/edited", "orders/updated", "refunds/create"]));
  expect(JSON.parse(told.get("orders/edited") ?? "")).toMatchObject({
    order_edit: {
      order_id: 77,
      staff_note: "by phone",
      line_items: { additions: [{ delta: 2 }], removals: [{ id: 11, delta: 2 }] },
    },
  });
});
