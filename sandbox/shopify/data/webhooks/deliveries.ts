/** Delivers webhooks: signed, retried, and as unreliable as a fault wants it. */
import { createHmac, randomUUID } from "node:crypto";
import type { ShopState } from "../../engine/contract.ts";
import type { WebhookSubscriptionRecord } from "../records/shop.ts";
import type { ShopData } from "../store.ts";
import { timeText } from "../views/view.ts";
import { passesFilter, pickFields, type Payload } from "./payload.ts";
import { topicHeader } from "./topics.ts";

export interface WebhookEvent {
  /** As in the schema: ORDERS_CREATE. */
  readonly topic: string;
  readonly resourceId: string | null;
  readonly payload: Payload;
}

interface Delivery {
  readonly topic: string;
  readonly uri: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly subscriptionId: number;
  attempts: number;
  status: "waiting" | "delivered" | "failed" | "lost";
  /** HTTP status of the last attempt; null when there was no answer. */
  answer: number | null;
}

export interface Webhooks {
  emit(event: WebhookEvent): readonly Delivery[];
  /** Tries all waiting deliveries again at once. */
  retryNow(): Promise<number>;
  readonly log: readonly Delivery[];
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Eight retries over four hours [D]; the gaps between them [A]. */
const RETRY_DELAYS_MS = [60, 300, 600, 1_200, 1_800, 2_700, 3_600, 4_140].map((seconds) => seconds * 1_000);

const ANSWER_WITHIN_MS = 5_000;
const LOG_SIZE = 1_000;

interface Parcel {
  readonly delivery: Delivery;
  readonly subscription: WebhookSubscriptionRecord;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  dueAt: number;
  timer: NodeJS.Timeout | undefined;
}

export function createWebhooks(shop: ShopState, data: ShopData): Webhooks {
  const log: Delivery[] = [];
  const waiting = new Set<Parcel>();
  const heldBack: Parcel[] = [];
  const onTheWay = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let isClosed = false;

  const later = (ms: number, work: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    timers.add(timer);
    return timer;
  };

  const send = (parcel: Parcel): Promise<void> => {
    waiting.delete(parcel);
    clearTimeout(parcel.timer);
    const sending = attempt(parcel).finally(() => onTheWay.delete(sending));
    onTheWay.add(sending);
    return sending;
  };

  const attempt = async (parcel: Parcel): Promise<void> => {
    const { delivery, subscription } = parcel;
    delivery.attempts += 1;
    delivery.answer = await post(subscription.uri, parcel.headers, parcel.body);
    if (delivery.answer !== null && delivery.answer >= 200 && delivery.answer < 300) {
      delivery.status = "delivered";
      subscription.failures = 0;
    } else retryOrGiveUp(parcel);
    for (const held of heldBack.splice(0)) void send(held);
  };

  /** [D] a subscription is deleted after eight failed retries in a row. */
  const retryOrGiveUp = (parcel: Parcel): void => {
    const delay = RETRY_DELAYS_MS[parcel.delivery.attempts - 1];
    parcel.subscription.failures += 1;
    if (delay === undefined || isClosed) {
      parcel.delivery.status = "failed";
      if (data.webhooks.get(parcel.subscription.id) !== undefined && !isClosed)
        data.webhooks.delete(parcel.subscription);
      return;
    }
    parcel.dueAt = shop.clock.now() + delay;
    waiting.add(parcel);
    if (!shop.clock.isFrozen) parcel.timer = later(delay, () => void send(parcel));
  };

  const unsubscribe = shop.clock.onStep((now) => {
    for (const parcel of waiting) if (parcel.dueAt <= now) void send(parcel);
  });

  const dispatch = (parcel: Parcel, event: WebhookEvent): void => {
    const effect = shop.takeWebhookEffect(event);
    switch (effect?.kind) {
      case undefined:
        void send(parcel);
        return;
      case "webhookLost":
        parcel.delivery.status = "lost";
        return;
      case "webhookDoubled":
        void send(parcel);
        void send({ ...parcel, timer: undefined });
        return;
      case "webhookLate":
        later(effect.ms, () => void send(parcel));
        return;
      case "webhookReordered":
        heldBack.push(parcel);
        return;
      case "webhookWrongSignature":
        void send({
          ...parcel,
          headers: { ...parcel.headers, "X-Shopify-Hmac-Sha256": signature("another secret", parcel.body) },
        });
        return;
      case "webhookReplayed":
        void send(parcel);
        later(effect.ms, () => void send({ ...parcel, timer: undefined }));
    }
  };

  return {
    log,
    emit(event) {
      const eventId = randomUUID();
      const parcels = data.webhooks.byId
        .all()
        .filter((each) => each.topic === event.topic && passesFilter(event.payload, each.filter))
        .map((subscription) => pack(shop, subscription, event, eventId));
      for (const parcel of parcels) {
        log.push(parcel.delivery);
        if (log.length > LOG_SIZE) log.shift();
        dispatch(parcel, event);
      }
      return parcels.map((parcel) => parcel.delivery);
    },
    async retryNow() {
      const parcels = [...waiting];
      await Promise.all(parcels.map((parcel) => send(parcel)));
      return parcels.length;
    },
    async idle() {
      while (onTheWay.size > 0) await Promise.all(onTheWay);
    },
    async close() {
      isClosed = true;
      unsubscribe();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(onTheWay);
    },
  };
}

const signature = (secret: string, body: string): string => createHmac("sha256", secret).update(body).digest("base64");

function pack(shop: ShopState, subscription: WebhookSubscriptionRecord, event: WebhookEvent, eventId: string): Parcel {
  const body = JSON.stringify(pickFields(event.payload, subscription.includeFields));
  const webhookId = randomUUID();
  const name = subscription.name === null ? {} : { "X-Shopify-Name": subscription.name };
  return {
    subscription,
    body,
    dueAt: 0,
    timer: undefined,
    delivery: {
      topic: event.topic,
      uri: subscription.uri,
      webhookId,
      eventId,
      subscriptionId: subscription.id,
      attempts: 0,
      status: "waiting",
      answer: null,
    },
    headers: {
      "Content-Type": "application/json",
      "User-Agent": "Shopify-Captain-Hook",
      "X-Shopify-Topic": topicHeader(event.topic),
      "X-Shopify-Hmac-Sha256": signature(shop.clientSecret, body),
      "X-Shopify-Shop-Domain": shop.host,
      "X-Shopify-API-Version": subscription.apiVersion,
      "X-Shopify-Webhook-Id": webhookId,
      "X-Shopify-Event-Id": eventId,
      "X-Shopify-Triggered-At": timeText(shop.clock.now()),
      "X-Shopify-Test": "false",
      ...name,
    },
  };
}

/** Null: no answer in time, or none at all. Addresses of Pub/Sub and EventBridge take everything and say nothing. */
async function post(uri: string, headers: Readonly<Record<string, string>>, body: string): Promise<number | null> {
  if (!/^https?:\/\//.test(uri)) return 200;
  try {
    const answer = await fetch(uri, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      redirect: "manual",
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}
