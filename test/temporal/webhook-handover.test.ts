import { once } from "node:events";
import { createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { insertShop, updateShop } from "#database/shops";
import { receiveWebhook } from "#database/webhook-inbox";
import { connectOptions, connectTemporal, type Temporal } from "#temporal/connection";
import { createWebhookHandover, type WebhookHandover } from "#temporal/webhook-handover";
import { aDatabase, type TestDatabase } from "../support/database.ts";

const store = "busy.myshopify.com";
const DELIVERIES = 200;

let server: Http2Server;
let asked: ServerHttp2Stream[];
let temporal: Temporal;
let database: TestDatabase;
let webhooks: WebhookHandover;
/** A Temporal that takes every call and answers none. */
beforeEach(async () => {
  database = await aDatabase();
  await insertShop(database.db, { code: "BUSY", store });
  await updateShop(database.db, "BUSY", { enabled: true, orderCreatedWebhooks: true });
  asked = [];
  server = createServer();
  server.on("stream", (stream) => {
    stream.on("error", () => undefined);
    asked.push(stream);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  temporal = connectTemporal(connectOptions({ address: `127.0.0.1:${port}`, namespace: "default" }, {}));
  webhooks = createWebhookHandover({ client: temporal.client, db: database.db, awayForMs: 600_000 });
});
afterEach(async () => {
  await temporal.close();
  server.close();
  await database.drop();
});

const webhook = (number: number) => ({
  webhookId: `w-${number}`,
  store,
  topic: "orders/create",
  subjectId: String(number),
  triggeredAt: new Date("2026-03-01T10:00:00Z"),
});

test("however many webhooks come, a Temporal that does not answer is asked once, and all of them wait in the inbox", async () => {
  const { db } = database;
  const all = Array.from({ length: DELIVERIES }, (_, index) => webhook(index));
  for (const one of all) await receiveWebhook(db, one);

  const ended = await Promise.allSettled(all.map((one) => webhooks.handOver(one)));

  expect(
    new Set(ended.map((one) => (one.status === "rejected" ? (one.reason as { type: string }).type : "none"))),
  ).toEqual(new Set(["temporal-unavailable"]));
  // The first call of all, and not again before it may be back.
  expect(asked).toHaveLength(1);
  const waiting = await db.selectFrom("webhookInbox").select("webhookId").where("handedOverAt", "is", null).execute();
  expect(waiting).toHaveLength(DELIVERIES);
}, 60_000);

test("it says when nothing is being handed over any more", async () => {
  await receiveWebhook(database.db, webhook(1));
  let isOver = false;
  const handedOver = webhooks.handOver(webhook(1)).catch(() => {
    isOver = true;
  });

  await webhooks.settled();

  expect(isOver).toBe(true);
  await handedOver;
}, 60_000);
