/** Seeding, looking at and telling about a shop. */
import { ControlError, unprocessable, type ControlRoute } from "../../engine/control-routes.ts";
import { executableSchema } from "../../engine/schema.ts";
import { isEnumType } from "graphql";
import { seedShop } from "../generate/seed.ts";
import { readGid } from "../ids.ts";
import { isNode } from "../input/shape.ts";
import type { DataPart } from "../part.ts";
import { restOrder } from "../rest/rest-order.ts";
import { restCustomer, restProduct, restShop } from "../rest/rest-records.ts";
import { timeText } from "../views/view.ts";
import type { WebhookEvent } from "../webhooks/deliveries.ts";
import { customerEvent, orderEvent, productEvent } from "../webhooks/events.ts";

const SEED_NUMBERS = ["orders", "products", "customers", "seed", "taxRate"] as const;

/** The event of a record, or of any payload. */
function eventIn(data: DataPart, body: Readonly<Record<string, unknown>>): WebhookEvent {
  const { store } = data;
  const topic = String(body["topic"]);
  const topics = executableSchema().getType("WebhookSubscriptionTopic");
  if (!isEnumType(topics) || topics.getValue(topic) === undefined)
    throw unprocessable("/topic", "a value of WebhookSubscriptionTopic is expected, for example ORDERS_CREATE");
  if (isNode(body["payload"]))
    return { topic, resourceId: typeof body["id"] === "string" ? body["id"] : null, payload: body["payload"] };
  const { type, id = 0 } = readGid(String(body["id"])) ?? {};
  const order = type === "Order" ? store.orders.get(id) : undefined;
  if (order !== undefined) return orderEvent(store, topic, order);
  const customer = type === "Customer" ? store.customers.get(id) : undefined;
  if (customer !== undefined) return customerEvent(store, topic, customer);
  const product = type === "Product" ? store.products.get(id) : undefined;
  if (product !== undefined) return productEvent(store, topic, product);
  throw new ControlError(
    404,
    "record-not-found",
    "id names no order, customer or product of the shop; or give a payload",
  );
}

export const shopRoutes: readonly ControlRoute<DataPart>[] = [
  {
    method: "POST",
    path: "seed",
    makesShop: true,
    members: [...SEED_NUMBERS, "taxTitle"],
    handle({ data, body }) {
      for (const name of SEED_NUMBERS) {
        const value = body[name];
        if (
          value !== undefined &&
          (typeof value !== "number" || value < 0 || (name !== "taxRate" && !Number.isInteger(value)))
        )
          throw unprocessable(
            `/${name}`,
            name === "taxRate" ? "a rate such as 0.2 is expected" : "a whole number is expected",
          );
      }
      const number = (name: (typeof SEED_NUMBERS)[number]) => body[name] as number | undefined;
      const [products, customers, seed, taxRate] = [
        number("products"),
        number("customers"),
        number("seed"),
        number("taxRate"),
      ];
      return seedShop(data.store, {
        orders: number("orders") ?? 0,
        ...(products === undefined ? {} : { products }),
        ...(customers === undefined ? {} : { customers }),
        ...(seed === undefined ? {} : { seed }),
        ...(taxRate === undefined ? {} : { taxRate }),
        ...(typeof body["taxTitle"] === "string" ? { taxTitle: body["taxTitle"] } : {}),
      });
    },
  },
  {
    /** Everything in REST's words; `?only=orders,customers` narrows. */
    method: "GET",
    path: "snapshot",
    members: ["only"],
    handle({ data, query }) {
      const { store } = data;
      const only = query.get("only")?.split(",");
      const lists = {
        orders: () => store.orders.byId.all().map((order) => restOrder(store, order)),
        customers: () => store.customers.byId.all().map((customer) => restCustomer(store, customer)),
        products: () => store.products.byId.all().map((product) => restProduct(store, product)),
        locations: () => store.locations.byId.all().map(({ id, name, isActive }) => ({ id, name, active: isActive })),
        webhooks: () => store.webhooks.byId.all().map(({ id, topic, uri, filter }) => ({ id, topic, uri, filter })),
      };
      const wanted = Object.entries(lists).filter(([name]) => only === undefined || only.includes(name));
      return {
        shop: restShop(store),
        takenAt: timeText(store.now()),
        ...Object.fromEntries(wanted.map(([name, list]) => [name, list()])),
      };
    },
  },
  {
    /** `{ topic, id }` of a record of the shop, or `{ topic, payload }`. Answers with the deliveries that were started. */
    method: "POST",
    path: "webhooks/emit",
    members: ["topic", "id", "payload"],
    handle: ({ data, body }) => ({ deliveries: data.webhooks.emit(eventIn(data, body)) }),
  },
  {
    /** Tries every waiting delivery again at once. */
    method: "POST",
    path: "webhooks/retry",
    members: [],
    handle: async ({ data }) => ({ retried: await data.webhooks.retryNow() }),
  },
  {
    /** Deliveries so far, after those on their way have arrived. */
    method: "GET",
    path: "webhooks",
    members: [],
    async handle({ data }) {
      await data.webhooks.idle();
      return { deliveries: data.webhooks.log };
    },
  },
];
